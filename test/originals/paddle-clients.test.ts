import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { servePlatform } from "../conformance/platform-host.ts";
import { asking } from "./recorded.ts";

const SCRIPT = join(import.meta.dirname, "paddle-0.9/client_answers.py");
const APPS = new URL("../conformance/paddle/apps/", import.meta.url).pathname;
const SETUP = { name: "ops", script: "paddle/ops/web_service.py", args: ["config.yml"] };

/** What a client was told, by the question. */
type Told = ReadonlyMap<string, unknown>;

let theirs: Told;
let ours: Told;

async function answers(grpc: string, url: string): Promise<Told> {
  const python = inject("pythons")["paddle-0.9"];
  // The original's client begins a folder of logs where it is started.
  const { stdout } = await promisify(execFile)(python, ["-B", SCRIPT, grpc, url], {
    cwd: tmpdir(),
    maxBuffer: 2 ** 24,
  });
  return new Map(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
}

async function ourAnswers(): Promise<Told> {
  const setup = { ...SETUP, settings: { timeout_ms: 60_000 } };
  const host = await servePlatform(APPS, [setup], { paddle: "0.9" });
  try {
    return await answers(await host.openGrpc(setup), host.urlOf(setup));
  } finally {
    await host.close();
  }
}

beforeAll(async () => {
  const python = inject("pythons")["paddle-0.9"];
  const asked = { kind: "paddle", python, apps: APPS, setup: SETUP } as const;
  theirs = await asking(asked, ({ grpc, url }) => answers(grpc, url));
  ours = await ourAnswers();
}, 240_000);

/** The platform's own number of a request depends on how many came before. */
function comparable(told: unknown): unknown {
  return JSON.parse(JSON.stringify(told).replaceAll(/data_id=\d+/g, "data_id=N"));
}

describe("Paddle Serving's PipelineClient and requests are told by this host what Paddle Serving 0.9.0 tells them", () => {
  it("of each question", () => {
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    for (const [question, told] of theirs)
      expect([question, comparable(ours.get(question))]).toEqual([question, comparable(told)]);
  });

  it("and what they sent has arrived", () => {
    expect(ours.get("grpc: texts")).toEqual([0, "", expect.objectContaining({ x: "text", y: "中\n" })]);
    expect(ours.get("grpc: tensors as bytes")).toEqual(ours.get("grpc: tensors"));
    expect(ours.get("grpc: log_id in a message")).toEqual([
      expect.any(Number),
      expect.stringContaining("Log_id: 4711 "),
      {},
    ]);
  });
});
