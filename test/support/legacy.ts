import { readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { TestHost } from "./host.ts";
import { dataUri, layOut, serveFolder } from "./host.ts";

const FOLDER = new URL("../fixtures/legacy/", import.meta.url).pathname;

interface Input {
  readonly sample: string;
  readonly attribute?: unknown;
}

interface LegacyRequest {
  readonly name: string;
  readonly data: Input | readonly Input[];
  readonly params?: unknown;
}

/** What a script answers: a result or a body (base64), or an error. */
interface LegacyAnswer {
  readonly code: number;
  readonly message: string;
  readonly result?: unknown;
  readonly body?: string;
}

/** One of the scripts in `test/fixtures/legacy`, and what it answered on the interpreter that it was written for. */
export interface LegacyApp {
  readonly name: string;
  readonly generation: string;
  readonly requests: readonly LegacyRequest[];
  readonly expected: Readonly<Record<string, LegacyAnswer>>;
}

export const LEGACY_APPS: readonly LegacyApp[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, expected: readJson(name, "expected.json"), ...readJson(name, "requests.json") }));

/** Serves all of them, unchanged, with an interpreter; or through an `eval.ts` of this text beside each. */
export async function serveLegacy(python: string, port?: string): Promise<TestHost> {
  const dir = await layOut(Object.fromEntries(LEGACY_APPS.map(({ name }) => [name, { fixture: `legacy/${name}` }])));
  for (const { name } of LEGACY_APPS) {
    const folder = join(dir, name, "v1");
    const file = join(folder, "release.yaml");
    const entry = port === undefined ? {} : { entry: "eval.ts" };
    if (port !== undefined) await writeFile(join(folder, "eval.ts"), port);
    await writeFile(file, JSON.stringify({ ...parse(await readFile(file, "utf8")), python, ...entry }));
  }
  return serveFolder(dir);
}

/** What the gate answers to each of an app's requests, by their names, in the form of what was recorded. */
export async function askAll(host: TestHost, app: LegacyApp): Promise<Record<string, unknown>> {
  const answers = app.requests.map(async ({ name, data, params }) => {
    const asked = { data: "sample" in data ? inputOf(data) : data.map(inputOf), params };
    return [name, await answerOf(await host.post(`/v1/eval/${app.name}`, asked))];
  });
  return Object.fromEntries(await Promise.all(answers));

  function inputOf({ sample, attribute }: Input) {
    return { uri: dataUri(readFileSync(join(FOLDER, app.name, "samples", sample))), attribute };
  }
}

/** A code from 300 on is the status, its message the error. */
async function answerOf(response: Response): Promise<unknown> {
  if (response.headers.get("content-type") === "application/octet-stream") {
    return { code: 0, message: "", body: Buffer.from(await response.arrayBuffer()).toString("base64") };
  }
  const answer: unknown = await response.json();
  return response.ok ? answer : { code: response.status, message: errorIn(answer) };
}

function errorIn(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "error" in answer ? answer.error : answer;
}

function readJson(app: string, file: string) {
  return JSON.parse(readFileSync(join(FOLDER, app, file), "utf8"));
}
