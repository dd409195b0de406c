import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

/** taichu-serve's default ports, which its clients name. */
const HTTP_PORT = "localhost:8081";
const GRPC_PORT = "localhost:8080";

let host: TestHost;
let grpc: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-original-"));
  await promisify(execFile)(join(dirname(inject("pythons").taichu), "taichu_serve"), ["init"], { cwd: folder });
  host = await startHost({ "printed/v1": { fixture: "seeds/taichu" } });
  grpc = await host.app.grpc.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client that `taichu_serve init` has written, with this host's ports. */
async function clientOf(name: string): Promise<string> {
  const file = join(folder, "project/test", name);
  const source = await readFile(file, "utf8");
  const changed = source.replace(HTTP_PORT, new URL(host.url).host).replace(GRPC_PORT, grpc);
  expect(changed).not.toBe(source);
  await writeFile(file, changed);
  return file;
}

async function run(name: string): Promise<string> {
  return (await promisify(execFile)(inject("pythons").taichu, [await clientOf(name)])).stdout;
}

/** Until it has printed so much; this client goes on for ever. */
async function runUntil(name: string, printed: (text: string) => boolean): Promise<string> {
  const client = spawn(inject("pythons").taichu, ["-u", await clientOf(name)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  for await (const chunk of client.stdout) {
    text += String(chunk);
    if (printed(text)) break;
  }
  client.kill();
  return text;
}

describe("the clients that taichu-serve 2.0.32 writes for a project, and the printed ModelService on this host", () => {
  it("python3 test/http_client.py", async () => {
    expect(JSON.parse(await run("http_client.py"))).toEqual({
      id: expect.any(String),
      model_name: "ModelService",
      model_version: "1",
      parameters: { str: "str", float: 1.222, bool: true },
    });
  });

  it("python3 test/grpc_client.py", async () => {
    const text = await run("grpc_client.py");
    expect(text).toMatch(/^received: model_name: "ModelService"\nmodel_version: "1"\n/);
    for (const value of ["bool_param: true", "float_param: 12.3432", 'string_param: "str"'])
      expect(text).toContain(value);
  });

  it("python3 test/stream_grpc_client.py, one stream after the other", async () => {
    const answers = (text: string) => text.match(/key: "input"\n +value \{\n +bool_param: true/g)?.length ?? 0;
    // Five to a stream: the original never ends the first.
    expect(answers(await runUntil("stream_grpc_client.py", (text) => answers(text) > 5))).toBeGreaterThan(5);
  });
});
