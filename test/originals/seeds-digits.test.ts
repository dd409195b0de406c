import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { dataUri, layOut, serveFolder } from "../support/host.ts";
import { basePython } from "./environments.ts";
import type { OriginalServer } from "./server.ts";
import { startMosec } from "./server.ts";

const DIGITS = join(import.meta.dirname, "../../evals/digits");
const CHECKPOINT = join(import.meta.dirname, "seeds/checkpoint.py");
const SEEDS = ["mnist-pytorch", "mnist-tensorflow"] as const;
type Seed = (typeof SEEDS)[number];
/** The first of each digit: neither model has seen them, and both read them right. */
const CLEAR = [
  "digit-0-00003.png",
  "digit-1-00002.png",
  "digit-2-00001.png",
  "digit-3-00018.png",
  "digit-4-00004.png",
  "digit-5-00008.png",
  "digit-6-00011.png",
  "digit-7-00000.png",
  "digit-8-00061.png",
  "digit-9-00007.png",
];
const TYPES: Readonly<Record<Seed, object>> = {
  "mnist-pytorch": { type: "classification", model_name: "mnist-classify" },
  "mnist-tensorflow": { type: "mnist", model_name: "sequential" },
};
/** TensorFlow makes its graph during the first request. */
const ARGS = ["--timeout", "60000"];

const samples = new Map<string, Buffer>();
let dir: string;
let pictures: Server;
let host: TestHost;
const originals = new Map<Seed, OriginalServer>();

beforeAll(async () => {
  for (const name of await readdir(join(DIGITS, "samples"))) {
    samples.set(name, await readFile(join(DIGITS, "samples", name)));
  }
  pictures = await servePictures();
  const python = await basePython("mnist-pytorch");
  const releases = SEEDS.map((seed) => [`${seed}/v1`, { fixture: `seeds/${seed}`, settings: { python, args: ARGS } }]);
  dir = await layOut(Object.fromEntries(releases));
  await writeCheckpoint(join(dir, "mnist-pytorch/v1/model/mnist_cnn.pt"));
  const served = serveFolder(dir);
  for (const seed of SEEDS) originals.set(seed, await startOriginal(seed));
  host = await served;
}, 240_000);

afterAll(async () => {
  await Promise.all([...originals.values()].map((original) => original.close()));
  await host.close();
  pictures.close();
  await rm(dir, { recursive: true, force: true });
});

function servePictures(): Promise<Server> {
  const server = createServer(({ url = "" }, response) => {
    const found = samples.get(url.slice(1));
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function addressOf(name: string): string {
  const address = pictures.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens on no port");
  return `http://127.0.0.1:${address.port}/${name}`;
}

async function writeCheckpoint(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const onnx = join(DIGITS, "model/digits.onnx");
  await promisify(execFile)(inject("pythons")["mnist-pytorch"], ["-B", CHECKPOINT, onnx, path]);
}

/** tiinfer 0.1.6 on mosec 0.4.9, on the same folder and in the same environment. */
function startOriginal(seed: Seed): Promise<OriginalServer> {
  const { [seed]: python, tiinfer } = inject("pythons");
  const env = { PYTHONPATH: join(dirname(tiinfer), "../lib/python3.8/site-packages") };
  return startMosec(python, { folder: join(dir, seed, "v1"), args: ["-m", "tiinfer", ...ARGS], env });
}

interface Told {
  readonly status: number;
  readonly body: string;
}

async function post(url: string, body: string): Promise<Told> {
  const response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return { status: response.status, body: await response.text() };
}

function askOriginal(seed: Seed, body: string): Promise<Told> {
  return post(`${originals.get(seed)?.url}/inference`, body);
}

function askHost(seed: Seed, body: string): Promise<Told> {
  return post(`${host.url}/v1/models/${seed}:predict`, body);
}

async function askGate(seed: Seed, body: string): Promise<Told> {
  return post(`${host.url}/v1/eval/${seed}`, JSON.stringify({ data: { uri: dataUri(body) } }));
}

function encoded(name: string): string {
  return samples.get(name)?.toString("base64") ?? "";
}

describe.each(SEEDS)("%s", (seed) => {
  it.each(CLEAR)("reads %s, in base64 and over http, by its platform's route and by the gate", async (name) => {
    const answer = { result: { ...TYPES[seed], pred: Number(name.charAt("digit-".length)) } };
    for (const image of [encoded(name), addressOf(name)]) {
      const body = JSON.stringify({ images: [image] });
      expect(await askHost(seed, body)).toEqual({ status: 200, body: JSON.stringify(answer, null, 2) });
      const { status, body: gate } = await askGate(seed, body);
      expect([status, JSON.parse(gate)]).toEqual([200, { code: 0, message: "", result: answer }]);
    }
  });

  it("answers as the original does, to the byte: every sample, several, none, and what is no picture", async () => {
    const images = [...samples.keys()].flatMap((name) => [[encoded(name)], [addressOf(name)]]);
    const asked = [...images, [...samples.keys()].map(encoded), [], ["no picture"], [addressOf("nothing")], [7], 7];
    for (const value of asked) {
      const body = JSON.stringify({ images: value });
      expect(await askHost(seed, body)).toEqual(await askOriginal(seed, body));
    }
    for (const body of ["{}", "[]", "7", "{", ""])
      expect(await askHost(seed, body)).toEqual(await askOriginal(seed, body));
  });
});
