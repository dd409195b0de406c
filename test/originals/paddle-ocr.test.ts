import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { PlatformHost } from "../conformance/platform-host.ts";
import { servePlatform } from "../conformance/platform-host.ts";
import type { OriginalServer } from "./server.ts";
import { startPaddle } from "./server.ts";

const FIXTURE = join(import.meta.dirname, "../fixtures/paddle/ocr");
const EVALS = join(import.meta.dirname, "../../evals");
const PHOTOGRAPHS = join(EVALS, "text-detection/samples");
/** The script, with ONNX Runtime in the place of Paddle's predictor. */
const WITH_ONNX = join(import.meta.dirname, "paddle-0.9/with_onnx.py");
const HTTP_PORT = 9999;
const GRPC_PORT = 18091;
/** Of a photograph, in several batches. */
const LINES = /'Region-based segmentation', 'Let us first determine markers of the coins and the'/;

let folder: string;
let original: OriginalServer;
let host: PlatformHost;

/** One folder, one interpreter with its packages: what differs is whose Paddle Serving runs the script. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-ocr-"));
  const python = inject("pythons")["paddle-0.9"];
  await cp(FIXTURE, join(folder, "ocr"), { recursive: true });
  await cp(join(EVALS, "text-detection/model/text-detection.onnx"), join(folder, "ocr/ocr_det/model.onnx"));
  await cp(join(EVALS, "text-recognition/model/text-recognition.onnx"), join(folder, "ocr/ocr_rec/model.onnx"));
  await cp(join(EVALS, "text-recognition/model/keys.txt"), join(folder, "ocr/keys.txt"));
  const setup = { name: "ocr", script: "ocr/web_service.py", args: [], settings: { python, timeout_ms: 60_000 } };
  const ours = servePlatform(folder, [setup], { paddle: "0.9" });
  const started = { folder: join(folder, "ocr"), args: [WITH_ONNX, "web_service.py"] };
  original = await startPaddle(python, started, [HTTP_PORT, GRPC_PORT]);
  host = await ours;
}, 240_000);

afterAll(async () => {
  await original.close();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(url: string, photograph: string): Promise<Buffer> {
  const image = (await readFile(join(PHOTOGRAPHS, photograph))).toString("base64");
  const body = JSON.stringify({ key: ["image"], value: [image] });
  const response = await fetch(`${url}/ocr/prediction`, { method: "POST", body });
  return Buffer.from(await response.arrayBuffer());
}

describe("a pipeline that finds and reads lines of text answers as on Paddle Serving 0.9.0, to the byte", async () => {
  it.each(await readdir(PHOTOGRAPHS))("%s", async (photograph) => {
    const ours = await read(host.urlOf({ name: "ocr", script: "", args: [] }), photograph);
    const theirs = await read(original.url, photograph);
    expect(JSON.parse(theirs.toString())).toMatchObject({ err_no: 0, key: ["texts", "scores", "boxes"] });
    expect(ours.toString()).toBe(theirs.toString());
    if (photograph === "page.png") expect(ours.toString()).toMatch(LINES);
  });
});
