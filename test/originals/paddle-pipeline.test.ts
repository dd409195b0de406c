import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { parse } from "yaml";

const SCRIPT = join(import.meta.dirname, "paddle-0.9/pipeline_answers.py");
const RECORDED = join(import.meta.dirname, "../conformance/paddle");

type Answer = readonly [number: number, text: string, pairs: readonly (readonly [string, string])[]];
type Told = readonly [
  name: string,
  generation: string,
  status: number | string | null,
  theirs: Answer | null,
  ours: Answer | null,
];

/** What is answered otherwise than by the original: how often, and what instead. */
const DEVIATIONS: readonly {
  readonly why: string;
  readonly names: RegExp;
  readonly count: number;
  is(theirs: Answer | null, ours: Answer): boolean;
}[] = [
  {
    why: "B9: an Op with several before it and no preprocess: an error, not a hang",
    names: /^misc-multi-default-pre$/,
    count: 1,
    is: (theirs, [number, text]) =>
      theirs === null && number === 10_000 && text.includes("multiple previous inputs (a, b)"),
  },
  {
    why: "B9: after an Op's process has died: an answer, not a hang",
    names: /^after-exit$/,
    count: 1,
    is: (theirs, [number]) => theirs === null && number === 0,
  },
  {
    why: "B2: a client's bytes are never unpickled: another text",
    names: /^tensor-bytes-junk$/,
    count: 1,
    is: (theirs, [number, text]) => theirs?.[0] === number && /^rpc package error: .*allow_pickle/.test(text),
  },
  {
    why: "B5: pipeline.profile is not answered",
    names: /^profile$/,
    count: 2,
    is: (theirs, ours) => JSON.stringify(theirs?.[2].slice(0, -1)) === JSON.stringify(ours[2]),
  },
  {
    why: "recorded without its body: 3 MiB of text",
    names: /^do-join-post-big3(-thread)?$/,
    count: 2,
    is: (theirs, [number, , [pair]]) => theirs === null && number === 0 && pair?.[1] === "x".repeat(3 * 2 ** 20),
  },
  {
    why: "the client's deadline, which is the gateway's",
    names: /^grpc-deadline$/,
    count: 1,
    is: (theirs, [number]) => theirs === null && number === 0,
  },
];

/** The platform's own number of a request depends on how many came before. */
function comparable(answer: Answer | null): string {
  return JSON.stringify(answer).replaceAll(/\(data_id=\d+ /g, "(data_id=");
}

async function configurations(): Promise<Record<string, string>> {
  const files = (await readdir(RECORDED, { recursive: true })).filter((name) => name.endsWith(".yml"));
  const read = async (name: string) =>
    JSON.stringify(parse(await readFile(join(RECORDED, name), "utf8"), { version: "1.1" }));
  return Object.fromEntries(await Promise.all(files.map(async (name) => [name, await read(name)] as const)));
}

async function answers(python: string): Promise<readonly Told[]> {
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-pipelines-"));
  try {
    const documents = join(folder, "documents.json");
    await writeFile(documents, JSON.stringify(await configurations()));
    const { stdout } = await promisify(execFile)(python, ["-B", SCRIPT, documents], { maxBuffer: 2 ** 26 });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.each([
  ["numpy 1.23 on CPython 3.8", "paddle-0.9"],
  ["the newest numpy and CPython", "imaging"],
] as const)("pipelines of Python with %s", (_name, environment) => {
  it("answer what Paddle Serving 0.9.0 and 0.7.0 answered, or what a numbered deviation says", async () => {
    compare(await answers(inject("pythons")[environment]));
  }, 240_000);
});

function compare(told: readonly Told[]): void {
  const different: Told[] = [];
  const counts = DEVIATIONS.map(() => 0);
  let equal = 0;
  for (const line of told) {
    const [name, , , theirs, ours] = line;
    if (ours === null) continue;
    const deviation = DEVIATIONS.findIndex(({ names, is }) => names.test(name) && is(theirs, ours));
    if (comparable(theirs) === comparable(ours)) equal += 1;
    else if (deviation === -1) different.push(line);
    else counts[deviation] = (counts[deviation] ?? 0) + 1;
  }
  expect(different).toEqual([]);
  expect(counts).toEqual(DEVIATIONS.map(({ count }) => count));
  // The others are the gateway's: paths, methods, what is no request, and bodies that were not recorded.
  expect({ equal, gateway: told.filter(([, , , , ours]) => ours === null).length }).toEqual({
    equal: 149,
    gateway: 39,
  });
}
