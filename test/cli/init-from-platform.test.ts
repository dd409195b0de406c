import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import type { TestHost } from "../support/host.ts";
import { layOut, serveFolder } from "../support/host.ts";

const STEPS = `import tiinfer
import numbers_of

class Sum(tiinfer.Model):
    def load(self):
        self.bias = open("./bias.txt").read()
        return True
    def preprocess(self, request):
        # What only Python has.
        return {1: set(request["values"])}
    def predict(self, request):
        if 13 in request[1]:
            raise ValueError("no luck")
        return numbers_of.total(request[1])
    def postprocess(self, request):
        return {"sum": request, "bias": self.bias}
`;

/** An app each, with the original as v1, and its port beside it as ts. */
let dir: string;
let host: TestHost;

beforeAll(async () => {
  dir = await layOut({ "story/v1": { fixture: "taichu/story" }, "workers/v1": { fixture: "tiinfer/workers" } });
  const sum = await folderWith({
    "model_service.py": STEPS,
    "numbers_of.py": "def total(values):\n    return sum(values)\n",
    "bias.txt": "left",
    "release.yaml": "args: [--timeout, '5000']\nenv: { TI_INFERENCE_NUMS: '1' }\n",
  });
  for (const [from, app] of [
    [join(dir, "story/v1"), "story"],
    [join(dir, "workers/v1"), "workers"],
    [sum, "sum"],
  ] as const) {
    const { code, stderr } = await evalbridge(["init", "--from", from, join(dir, app, "ts")]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  }
  host = await serveFolder(dir);
  await host.settled();
}, 120_000);

afterAll(() => host.close());

async function bodyOf(path: string, body: unknown): Promise<string> {
  const response = await host.post(path, body, { "X-Request-Id": "one" });
  return `${response.status} ${await response.text()}`;
}

describe("init --from a script of another platform", () => {
  it("keeps what its release says, in staging, and names its dialect", async () => {
    const text = await readFile(join(dir, "sum/ts/release.yaml"), "utf8");
    expect(parse(text)).toEqual({ dialect: "tiinfer", env: { TI_INFERENCE_NUMS: "1" }, phase: "staging" });
    expect(host.app.catalog.releases.map(({ name, state }) => [name, state])).toEqual([
      ["story/ts", "ready"],
      ["story/v1", "ready"],
      ["sum/ts", "ready"],
      ["workers/ts", "ready"],
      ["workers/v1", "ready"],
    ]);
  });

  it("calls a tiinfer model step by step, in its folder, and answers on its routes", async () => {
    expect(await bodyOf("/v1/eval/sum/ts", { data: { uri: uriOf({ values: [1, 2, 2] }) } })).toBe(
      '200 {"code":0,"message":"","result":{"sum":3,"bias":"left"}}',
    );
    expect(await bodyOf("/v1/eval/sum/ts", { data: { uri: uriOf({ values: [13] }) } })).toBe(
      '500 {"error":"inference internal error"}',
    );
  });

  it("gives a taichu script's classes and contexts to its port, with the same answers", async () => {
    const { declared } = host.app.catalog.releases.find(({ name }) => name === "story/ts") ?? {};
    const original = host.app.catalog.releases.find(({ name }) => name === "story/v1")?.declared;
    expect(declared?.served).toEqual(original?.served);
    for (const parameters of [
      { text: "é", n: 1.5 },
      { what: "words" },
      { what: "words", who: "you" },
      { what: "words", who: "é", count: 2 },
      { what: "words", count: 0 },
      { what: "nonsense" },
      7,
    ]) {
      const asked = { data: { uri: uriOf({ parameters }) } };
      const port = await host.post("/v1/eval/story/ts", asked);
      const original = await host.post("/v1/eval/story/v1", asked);
      const answers = [await port.json(), await original.json()];
      expect([port.status, answers[0]]).toEqual([original.status, answers[1]]);
    }
  });
});

it("says why a file cannot be ported", async () => {
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-port-"));
  await writeFile(join(folder, "model_service.py"), "from tiinfer import Model\n");
  const { code, stderr } = await evalbridge(["init", "--from", folder, join(folder, "app/ts")]);
  expect(stderr).toContain("Model is merely imported, and the base is not served");
  expect(code).toBe(2);
});

function uriOf(value: unknown): string {
  return `data:application/octet-stream;base64,${Buffer.from(JSON.stringify(value)).toString("base64")}`;
}
