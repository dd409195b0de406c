import { setTimeout as sleep } from "node:timers/promises";
import type { Answered } from "../ask.ts";
import { ask } from "../ask.ts";
import type { Recorded } from "./recording.ts";
import { bytesOf } from "./recording.ts";

/** A running service. */
export interface Target {
  /** Where its platform's clients ask. */
  readonly url: string;
  /** Tells it to end, and does not wait for it. */
  stop(): void;
}

type Answers = Map<string, Answered>;

/** Requests that came together with a line's own, in their order; `null` is the line's. */
const TOGETHER: Readonly<Record<string, readonly (object | string | null)[]>> = {
  b3: [doing("x", 0), doing("x", 1), doing("x", 2), null],
  bexc2: [doing("x", 0), doing("x", 1), null, doing("x", 3)],
  bshort1: [doing("x", 0), null, doing("short", 2), doing("x", 3)],
  bset1: [doing("x", 0), null, doing("set", 2), doing("x", 3)],
  bset2: [doing("x", 0), doing("x", 1), null, doing("x", 3)],
  bdec2: [doing("x", 0), doing("x", 1), null, doing("x", 3)],
  "b-x-x-0": [null, { do: "x" }],
  "b-x-exc-0": [null, { do: "exc" }],
  "b-x-validation-0": [null, { do: "validation" }],
  "b-x-validation-1": [{ do: "x" }, null],
  "b-x-short-1": [{ do: "x" }, null],
  "b-x-set-1": [{ do: "x" }, null],
  s1: [doing("x", 0), null],
  "ssebatch-0": [null, event(1), event(2), event(3)],
  "ssebatch-2": [event(0), event(1), null, event(3)],
};

function doing(what: string, i: number): object {
  return { do: what, i };
}

function event(i: number): object {
  return { n: 2, text: `r${i}-` };
}

/** How many requests a line whose name ends so comes after, all of them still running; see `full`. */
const PLACE = /^cap-(\d)$/;
/** So many seconds after the service has begun to end. */
const LATER = /-(\d\.\d)s$/;
const JSON_TYPE = [["Content-Type", "application/json"]] as const;

/** Asks the lines of one setup, as they were asked of the original; some of them end the service. */
export async function replay(lines: readonly Recorded[], target: Target): Promise<Answers> {
  const answers: Answers = new Map();
  const put = async (line: Recorded) => void answers.set(line.id, await askLine(line, target));
  const places = lines.filter(({ name }) => PLACE.test(name));
  const later = lines.filter(({ name }) => LATER.test(name));
  for (const line of lines) if (![...places, ...later].includes(line) && !isLast(line)) await put(line);
  if (places.length > 0) await full(places, target, put);
  await lastOnes(lines.filter(isLast), later, target, put);
  return answers;
}

async function askLine(line: Recorded, target: Target): Promise<Answered> {
  // Whoever recorded it waited for the worker, which goes on with what nobody waits for any more.
  if (line.name === "after-timeout") await idle(line, target);
  const own = { method: line.method, path: line.path, headers: line.headers, body: bytesOf(line) };
  const companions = TOGETHER[line.name];
  if (companions === undefined) return ask(target.url, own);
  const bodies = companions.map((body) => (body === null ? undefined : Buffer.from(JSON.stringify(body))));
  const asked = bodies.map((body) =>
    ask(target.url, body === undefined ? own : { method: "POST", path: line.path, headers: JSON_TYPE, body }),
  );
  const answered = await Promise.all(asked);
  const answer = answered[companions.indexOf(null)];
  if (answer === undefined) throw new Error(`${line.id} is not among those that came together`);
  return answer;
}

async function idle(line: Recorded, { url }: Target): Promise<void> {
  const { method, path, headers } = line;
  while ((await ask(url, { method, path, headers, body: bytesOf(line) })).status !== 200) await sleep(5);
}

/** Those that a service of capacity 2 and one worker takes; the next are refused. */
const TAKEN = 3;

/** Fills the service with requests that take a while, one after the other; the lines are some of them. */
async function full(lines: readonly Recorded[], target: Target, put: (line: Recorded) => Promise<void>): Promise<void> {
  // On a slow machine there may be room again before the last has come.
  while (!(await stayedFull(lines, target, put)));
}

async function stayedFull(
  lines: readonly Recorded[],
  target: Target,
  put: (line: Recorded) => Promise<void>,
): Promise<boolean> {
  const [any] = lines;
  if (any === undefined) return true;
  const first = any.setup.generation === "0.9" ? 1 : 0;
  let running = 0;
  let left = 0;
  const asked: Promise<unknown>[] = [];
  for (let place = first; place <= 4; place++) {
    const line = lines.find(({ name }) => name === `cap-${place}`);
    running += 1;
    const taken = place - first < TAKEN;
    const done = () => {
      running -= 1;
      if (taken) left += 1;
    };
    asked.push((line === undefined ? askLine(any, target) : put(line)).finally(done));
    await arrived(() => Math.min(running, TAKEN), target);
  }
  const stayed = left === 0;
  await Promise.all(asked);
  return stayed;
}

/** Until so many requests are being answered, as the service's own metrics tell; of a slow machine some may be done. */
async function arrived(count: () => number, target: Target): Promise<void> {
  for (;;) {
    const { body } = await ask(target.url, { method: "GET", path: "/metrics", headers: [], body: undefined });
    const [, remaining = "0"] = /^mosec_service_remaining_task (\d+)/m.exec(body) ?? [];
    if (Number(remaining) >= count()) return;
    await sleep(5);
  }
}

/** Whether a line's request, or its service's end while it runs, leaves nothing to be asked in peace. */
function isLast({ name }: Recorded): boolean {
  return name === "exit-only-worker" || name === "shutdown-inflight" || name === "root-after-exit" || name === "exit";
}

async function lastOnes(
  lines: readonly Recorded[],
  later: readonly Recorded[],
  target: Target,
  put: (line: Recorded) => Promise<void>,
): Promise<void> {
  const asked = lines.map(async (line) => {
    if (line.name === "root-after-exit") {
      const exit = { method: "POST", path: "/inference", headers: JSON_TYPE, body: Buffer.from('{"do":"exit"}') };
      await ask(target.url, exit);
    }
    await put(line);
  });
  if (lines.some(({ name }) => name === "shutdown-inflight")) {
    await arrived(() => 1, target);
    target.stop();
  }
  const followed = later.map(async (line) => {
    await sleep(Number(LATER.exec(line.name)?.[1]) * 1000);
    await put(line);
  });
  await Promise.all([...asked, ...followed]);
}
