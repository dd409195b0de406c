import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Answered } from "../conformance/ask.ts";
import { ask } from "../conformance/ask.ts";
import type { Comparable } from "../conformance/taichu/judge.ts";
import { judge } from "../conformance/taichu/judge.ts";
import type { Recorded } from "../conformance/taichu/recording.ts";
import { bytesOf, readRecordings } from "../conformance/taichu/recording.ts";
import { replay } from "../conformance/taichu/replay.ts";
import type { OriginalName } from "./environments.ts";
import { asking, expectCounted, inTurns } from "./recorded.ts";

const APPS = new URL("../conformance/taichu/apps/", import.meta.url).pathname;
/** What answered the lines of a recording. */
const ORIGINALS = {
  taichu: "taichu",
  "taichu-2.0.31": "taichu-2.0.31",
  "taichu-2.0.17": "taichu-2.0.17",
} as const satisfies Readonly<Record<Recorded["file"], OriginalName>>;
/** Lines with a service of their own: they end the only worker, or find it dead; this version lets others wait. */
const SCENES = [
  ["exit-in-hook", "after-exit"],
  ["sysexit-in-hook", "after-sysexit", "ready-after-sysexit"],
  ["echo17b"],
  ["busy31-first", "busy31-second"],
];
/** Came before its line. */
const EXIT = { parameters: { raise: "exit" } };

/** The methods of a path have no order. */
const VARYING = ["taichu: live-options"];

const LINES = readRecordings().filter(({ method }) => method !== "GRPC");
const answers = new Map<string, Answered>();

/** Of lines that one running service is asked. */
function groupOf({ file, setup, name }: Recorded): string {
  return `${file} ${setup.name} ${sceneOf(name)}`;
}

function sceneOf(name: string): number {
  return SCENES.findIndex((names) => names.includes(name));
}

async function askGroup(lines: readonly Recorded[]): Promise<void> {
  const [line] = lines;
  if (line === undefined) return;
  const asked = {
    kind: "taichu",
    python: inject("pythons")[ORIGINALS[line.file]],
    apps: APPS,
    setup: line.setup,
  } as const;
  const found = await asking(asked, ({ url }) => (sceneOf(line.name) < 0 ? replay(lines, url) : askScene(lines, url)));
  for (const [id, answer] of found) answers.set(id, answer);
}

async function askScene(lines: readonly Recorded[], url: string): Promise<ReadonlyMap<string, Answered>> {
  const found = new Map<string, Answered>();
  const put = async (line: Recorded) => void found.set(line.id, await askLine(line, url));
  if (lines.some(({ name }) => name.startsWith("busy"))) await Promise.all(lines.map(put));
  else for (const line of lines) await put(line);
  return found;
}

async function askLine(line: Recorded, url: string): Promise<Answered> {
  const { name, method, path, headers } = line;
  if (name === "echo17b") await ask(url, { method, path, headers, body: Buffer.from(JSON.stringify(EXIT)) });
  return ask(url, { method, path, headers, body: bytesOf(line) });
}

function inOrder({ headers, ...rest }: Comparable): Comparable {
  const { allow = "" } = headers;
  return { ...rest, headers: { ...headers, allow: allow.split(", ").sort().join(", ") } };
}

beforeAll(async () => {
  const groups = [...new Set(LINES.map(groupOf))];
  await inTurns(groups.map((group) => () => askGroup(LINES.filter((line) => groupOf(line) === group))));
}, 240_000);

describe("taichu-serve answers every recorded request again as it did", () => {
  it.each(LINES)("$id", (line) => {
    const answer = answers.get(line.id);
    if (answer === undefined) throw new Error("it was not asked");
    const { expected, answered } = judge(line, answer, true);
    const compared = VARYING.includes(line.id) ? inOrder : (same: Comparable) => same;
    expect(compared(answered)).toEqual(compared(expected));
  });

  it.each(Object.keys(ORIGINALS))("is counted in the README: %s", (file) => {
    const lines = LINES.filter((line) => line.file === file);
    expectCounted(`${file}.jsonl, HTTP`, lines.length, lines.filter(({ id }) => VARYING.includes(id)).length);
  });
});
