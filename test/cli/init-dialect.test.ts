import { execFile } from "node:child_process";
import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

const execute = promisify(execFile);

async function made(dialect: string, name: string): Promise<{ folder: string; said: string }> {
  const folder = join(await mkdtemp(join(tmpdir(), "evalbridge-init-")), name);
  const { code, stdout, stderr } = await evalbridge(["init", folder, "--dialect", dialect], { npm_command: "exec" });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return { folder, said: stdout };
}

describe("init --dialect taichu", () => {
  let host: TestHost;
  let folder: string;
  let said: string;
  beforeAll(async () => {
    ({ folder, said } = await made("taichu", "project"));
    host = await serveFolder(folder);
    await host.settled();
  }, 60_000);
  afterAll(() => host.close());

  it("writes the project, and how it is tried", () => {
    for (const line of [
      "config.ini",
      "customize_service.py",
      "dependencies.txt",
      "requirements.txt",
      "test/grpc_client.py",
    ])
      expect(said).toContain(`  ${line}\n`);
    expect(said).toContain(`  npx evalbridge serve ${folder}\n`);
    expect(said).toContain(`  PYTHONPATH=$(npx evalbridge python-path) python3 ${folder}/test/stream_grpc_client.py\n`);
  });

  it("whose HTTP client runs at once, on the standard library", async () => {
    const { stdout } = await execute("python3", [join(folder, "test/http_client.py"), host.url]);
    expect(stdout).toBe(
      '200 {"id": "request-1", "model_name": "modelservice", "model_version": "1", "parameters": {"text": "hello", "limit": 3, "messages": 1}}\n',
    );
  });

  it("asks for nothing that has to be installed", () => {
    const lines = host.log.map(({ msg }) => msg);
    expect(lines).toContain("evalbridge brings taichu-serve: left out of requirements.txt");
    expect(lines.filter((line) => line.includes("virtual environment"))).toEqual([]);
  });

  it("is the folder of one script for every command", async () => {
    const request = join(folder, "request.json");
    await writeFile(request, '{"parameters": {"a": 1.0}}');
    const answer = '{"code":0,"message":"","result":{"parameters": {"a": 1.0, "messages": 1}}}\n';
    expect(await evalbridge(["run", folder, request])).toMatchObject({ code: 0, stdout: answer });
    expect(await evalbridge(["check", folder])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("project/v1"),
    });
    const { code, stdout } = await evalbridge(["doctor", folder, "--run", "--sample", request]);
    expect(stdout).toContain("taichu, by what it imports: class ModelService(Service) at line 9");
    expect(stdout).toContain("Tried with request.json");
    expect(code).toBe(0);
  }, 60_000);
});

it("init --dialect tiinfer writes a model with its client, which runs at once", async () => {
  const { folder } = await made("tiinfer", "model");
  const host = await serveFolder(folder);
  try {
    await host.settled();
    const { stdout } = await execute("python3", [join(folder, "client.py"), host.url]);
    expect(stdout).toBe('200 {\n  "sum": 6.5,\n  "mean": 2.1666666666666665\n}\n');
    const answer = await fetch(`${host.url}/inference`, { method: "POST", body: '{"values": "none"}' });
    expect(await answer.text()).toBe('{\n  "error": "values must be a list of numbers"\n}');
  } finally {
    await host.close();
  }
}, 60_000);

it("init --dialect paddle writes a pipeline with its client, which runs at once", async () => {
  const { folder, said } = await made("paddle", "pipeline");
  expect(said).toContain(`  python3 ${folder}/pipeline_http_client.py\n`);
  const host = await serveFolder(folder);
  try {
    await host.settled();
    const client = join(folder, "pipeline_http_client.py");
    const { stdout } = await execute("python3", [client, host.url]);
    expect(stdout).toBe(
      `{'err_no': 0, 'err_msg': '', 'key': ['colour', 'share'], 'value': ["['black', 'white', 'brown']", '[0.288, 0.262, 0.234]'], 'tensors': []}\n`,
    );
    // What is no picture is refused, and its exit code says so.
    const refused = await execute("python3", [client, host.url, client]).catch((error: unknown) => Object(error));
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("image must be a picture in base64") });
    const body = await readFile(join(folder, "photo.jpg"));
    const gate = await host.post("/v1/eval/pipeline", body, { "Content-Type": "application/octet-stream" });
    expect(await gate.json()).toMatchObject({ code: 0, result: { err_no: 0, key: ["colour", "share"] } });
  } finally {
    await host.close();
  }
  const { code, stdout } = await evalbridge(["doctor", folder]);
  expect(stdout).toContain("class ColoursService(WebService), name colours at line 58");
  expect(code).toBe(0);
}, 120_000);

it("overwrites nothing, and has no other flags", async () => {
  const { folder } = await made("tiinfer", "model");
  await writeFile(join(folder, "client.py"), "mine\n");
  const again = await evalbridge(["init", folder, "--dialect", "tiinfer"]);
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining("holds client.py already") });
  expect(await readFile(join(folder, "client.py"), "utf8")).toBe("mine\n");
  for (const [flags, message] of [
    [["--dialect", "ava"], "--dialect: must be one of tiinfer, taichu, paddle"],
    [["--dialect", "taichu", "--engine", "python"], "--engine: does not go with --dialect"],
    [[], "say which release"],
  ] as const) {
    expect(await evalbridge(["init", ...flags])).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  }
});

it("python-path is where clients find taichu_serve", async () => {
  const { stdout } = await evalbridge(["python-path"]);
  expect((await stat(join(stdout.trim(), "taichu_serve/grpc_predict_v2_pb2_grpc.py"))).isFile()).toBe(true);
});
