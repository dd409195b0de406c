import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { onnxModel } from "../runner/onnx-model.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/native");

let dir: string;
let host: TestHost;
let address: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evalbridge-grpc-"));
  await cp(join(FIXTURES, "tensors/1"), join(dir, "tensors/1"), { recursive: true });
  await cp(join(FIXTURES, "parts/v1"), join(dir, "parts/v1"), { recursive: true });
  await mkdir(join(dir, "double/3"), { recursive: true });
  const shape = ["n", 2];
  const model = onnxModel({
    inputs: [{ name: "x", type: "float32", shape }],
    outputs: [{ name: "y", type: "float32", shape }],
    nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
  });
  await writeFile(join(dir, "double/3/model.onnx"), model);
  host = await serveFolder(dir);
  address = await host.app.grpc.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

async function lines(python: string, script: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(python, ["-B", join(import.meta.dirname, script), address]);
  return stdout.trim().split("\n");
}

// The two cannot be imported together.
describe("clients over gRPC get their answers from this host", () => {
  it("Triton's, 2.73.0, and gRPC's own for health and reflection", async () => {
    expect(await lines(inject("pythons").tritonclient, "tritonclient/grpc_answers.py")).toEqual([
      "metadata",
      "infer",
      "errors",
      "stream",
      "aio",
      "health",
      "reflection",
    ]);
  });

  it("KServe's, 0.21.0", async () => {
    expect(await lines(inject("pythons").kserve, "kserve/grpc_answers.py")).toEqual(["probes", "raw", "typed"]);
  });
});
