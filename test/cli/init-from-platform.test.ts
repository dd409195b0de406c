import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
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

/** Two branches that come together, of which the second refuses, and a command line. */
const PIPELINE = `import sys
from paddle_serving_server.web_service import Op, WebService

class Words(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        (_, values), = input_dicts.items()
        return {"words": values["text"].split()}, False, None, ""

class Count(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        words = input_dicts["words"]["words"]
        if not words:
            return {}, False, 77, "no words"
        return {"count": str(len(words))}, False, None, ""

class Both(Op):
    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        return {"said": " ".join(input_dicts["words"]["words"]), "count": input_dicts["count"]["count"],
                "by": sys.argv[1], "logid": str(log_id)}, None, ""
    def preprocess(self, input_dicts, data_id, log_id):
        return {}, False, None, ""

class Served(WebService):
    def get_pipeline_response(self, read_op):
        words = Words(name="words", input_ops=[read_op])
        return Both(name="both", input_ops=[words, Count(name="count", input_ops=[words])])

if __name__ == "__main__":
    service = Served(name="spoken")
    service.prepare_pipeline_config("config.yml")
    service.run_service()
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
  const spoken = await folderWith({
    "web_service.py": PIPELINE,
    "config.yml": "http_port: 18080\nop: { both: { concurrency: 1 } }\n",
    "release.yaml": "args: [somebody]\n",
  });
  await cp(spoken, join(dir, "spoken/v1"), { recursive: true });
  for (const [from, app] of [
    [spoken, "spoken"],
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
      ["spoken/ts", "ready"],
      ["spoken/v1", "ready"],
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

describe("init --from a pipeline of Paddle Serving", () => {
  const ask = async (version: string, body: unknown) => {
    const response = await host.post(`/v1/eval/spoken/${version}`, { data: { uri: uriOf(body) } });
    return [response.status, await response.json()];
  };

  it("runs Op by Op, with its command line, and says the service's name", async () => {
    const { declared } = host.app.catalog.releases.find(({ name }) => name === "spoken/ts") ?? {};
    expect(declared?.served).toEqual([{ name: "spoken", version: "" }]);
    for (const body of [
      { key: ["text"], value: ["two words"], logid: 7 },
      { key: ["text"], value: [" "] },
      { key: ["text"], value: ["a b"], tensors: "nonsense" },
      { key: ["text"], value: ["a b"], tensors: ["nonsense"] },
      { key: "text", value: "a" },
      {},
    ])
      expect(await ask("ts", body)).toEqual(await ask("v1", body));
    expect(await ask("ts", { key: ["text"], value: ["two words"], logid: 7 })).toMatchObject([
      200,
      { result: { err_no: 0, key: ["said", "count", "by", "logid"], value: ["two words", "2", "somebody", "7"] } },
    ]);
    expect(await ask("ts", { key: ["text"], value: [" "] })).toEqual([422, { error: "no words" }]);
  });

  it("lets one Op after the other be ported", async () => {
    const file = join(dir, "spoken/ts/eval.ts");
    const text = await readFile(file, "utf8");
    const count = `count: async ({ words }) => {
    const { words: found } = words as { words: string[] };
    return { count: String(found.length * 10) };
  },`;
    await writeFile(file, text.replace("Promise<PythonValue>>> = {};", `Promise<PythonValue>>> = { ${count} };`));
    const ported = await serveFolder(dir, {}, ({ app }) => app === "spoken");
    try {
      await ported.settled();
      const response = await ported.post("/v1/eval/spoken/ts", {
        data: { uri: uriOf({ key: ["text"], value: ["a b"] }) },
      });
      expect(await response.json()).toMatchObject({ result: { value: ["a b", "20", "somebody", "0"] } });
    } finally {
      await ported.close();
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
