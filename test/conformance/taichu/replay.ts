import { setTimeout as sleep } from "node:timers/promises";
import type { Answered } from "../ask.ts";
import { ask } from "../ask.ts";
import type { Recorded } from "./recording.ts";
import { bytesOf } from "./recording.ts";

/** Lines that were asked while another one's request was being worked on. */
const MEANWHILE: Readonly<Record<string, readonly string[]>> = {
  "busy-first": ["busy-second"],
  "busy3-first": ["busy3-third"],
  "busy31-first": ["busy31-second"],
  "limit1-after": ["limit1-second", "limit1-404", "limit1-live"],
};
/** Requests that end the worker, each of which comes before a line of its own or is one. */
const ENDS_WORKER: Readonly<Record<string, object | undefined>> = {
  "after-exit": undefined,
  "after-sysexit": undefined,
  "ready-after-sysexit": undefined,
  echo17b: { parameters: { raise: "exit" } },
};
const REFUSED = 429;

/** Asks the HTTP lines of one setup, as they were asked of the original. @param url where its platform's clients ask */
export async function replay(lines: readonly Recorded[], url: string): Promise<Map<string, Answered>> {
  const answers = new Map<string, Answered>();
  const meanwhile = new Set(Object.values(MEANWHILE).flat());
  for (const line of lines.filter(({ name }) => !meanwhile.has(name))) {
    const others = MEANWHILE[line.name];
    if (others === undefined) {
      answers.set(line.id, await askLine(line, url));
      continue;
    }
    const among = others.map((name) => lines.find((other) => other.name === name));
    const busy = untilTaken(() => (line.name === "limit1-after" ? askSlow(line, url) : askLine(line, url)));
    await refused(line, url);
    for (const other of among) if (other !== undefined) answers.set(other.id, await askOnce(other, url));
    const answer = await busy;
    answers.set(line.id, line.name === "limit1-after" ? await askLine(line, url) : answer);
  }
  return answers;
}

/** Whoever asks after a worker's end waits until there is one again. */
async function askLine(line: Recorded, url: string): Promise<Answered> {
  if (!(line.name in ENDS_WORKER)) return askOnce(line, url);
  const before = ENDS_WORKER[line.name];
  if (before !== undefined) await ask(url, { ...line, body: Buffer.from(JSON.stringify(before)) });
  for (;;) {
    const answer = await askOnce(line, url);
    if (answer.status === 200) return answer;
    await sleep(20);
  }
}

function askOnce(line: Recorded, url: string): Promise<Answered> {
  return ask(url, { method: line.method, path: line.path, headers: line.headers, body: bytesOf(line) });
}

function askSlow(line: Recorded, url: string): Promise<Answered> {
  return ask(url, { ...line, body: Buffer.from('{"parameters": {"sleep": 1.5}}') });
}

/** Those who find out whether the service is busy may be in the way. */
async function untilTaken(asked: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await asked();
    if (answer.status !== REFUSED) return answer;
  }
}

/** Until the service is busy. */
async function refused(line: Recorded, url: string): Promise<void> {
  const quick = { ...line, body: Buffer.from('{"parameters": {"x": 1}}') };
  while ((await ask(url, quick)).status !== REFUSED) await sleep(5);
}
