import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConvertOptions } from "../../src/cli/convert.ts";
import { convert } from "../../src/cli/convert.ts";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import type { Predicted } from "../support/paddle-models.ts";
import { answersOf, difference } from "../support/paddle-models.ts";

const MODELS = new URL("../fixtures/paddle/models/", import.meta.url).pathname;
const OUTPUT = "save_infer_model/scale_0.tmp_0";
const CONFIG = (alias: string) => `feed_var {
  name: "x"
  alias_name: "${alias}"
  is_lod_tensor: false
  feed_type: 1
  shape: 13
}
fetch_var {
  name: "${OUTPUT}"
  alias_name: "${OUTPUT}"
  is_lod_tensor: false
  fetch_type: 1
  shape: 1
}
`;

async function predicted(model: string): Promise<Predicted> {
  const lines = (await readFile(join(MODELS, "answers.jsonl"), "utf8")).trim().split("\n");
  const found = lines.map((line): Predicted => JSON.parse(line)).find(([name]) => name === model);
  if (found === undefined) throw new Error(`nothing is recorded of ${model}`);
  return found;
}

async function copied(model: string): Promise<string> {
  const folder = await folderWith({});
  await cp(join(MODELS, model), folder, { recursive: true });
  return folder;
}

describe("convert", () => {
  it("makes of a model with a file for each parameter what Paddle Serving reads, and its ONNX stand-in", async () => {
    const [server, client] = [join(await folderWith({}), "s"), join(await folderWith({}), "c")];
    const folders = ["--serving_server", server, "--serving_client", client];
    const { code, stdout } = await evalbridge(["convert", "--dirname", join(MODELS, "line"), ...folders]);
    expect(stdout).toBe(`${server} and ${client} are made, with ${server}/model.onnx\n`);
    expect(code).toBe(0);
    const config = ["serving_server_conf.prototxt", "serving_server_conf.stream.prototxt"];
    expect(await readdir(server)).toEqual(["model.onnx", "model.pdmodel", "params.pdiparams", ...config]);
    expect(await readFile(join(client, "serving_client_conf.prototxt"), "utf8")).toBe(CONFIG("x"));
    const output = Buffer.from(OUTPUT).toString("hex");
    expect(await readFile(join(client, "serving_client_conf.stream.prototxt"), "hex")).toBe(
      `0a0c0a017812017818002001280d12460a1e${output}121e${output}180020012801`,
    );
    const [, inputs, outputs] = await predicted("line");
    expect(difference(await answersOf(join(server, "model.onnx"), inputs), outputs)).toBeLessThan(1e-6);
  });

  it("takes what clients call the tensors, and shows it", async () => {
    const args = ["--dirname", join(MODELS, "line"), "--feed_alias_names", "features", "--show_proto", "True"];
    expect(await evalbridge(["convert", ...args])).toEqual({ code: 0, stdout: `${CONFIG("features")}\n`, stderr: "" });
  });

  it("adds the stand-in to a server's folder, and nothing else", async () => {
    const folder = await copied("words");
    await writeFile(join(folder, "serving_server_conf.prototxt"), "# as it is");
    const { code, stdout } = await evalbridge(["convert", folder]);
    expect([code, stdout]).toEqual([0, `${folder}/model.onnx is made\n`]);
    const files = ["inference.pdiparams", "inference.pdmodel", "model.onnx", "serving_server_conf.prototxt"];
    expect(await readdir(folder)).toEqual(files);
    expect(await readFile(join(folder, "serving_server_conf.prototxt"), "utf8")).toBe("# as it is");
    const [, inputs, outputs] = await predicted("words");
    expect(difference(await answersOf(join(folder, "model.onnx"), inputs), outputs)).toBeLessThan(1e-6);
  });

  it("names what paddle2onnx cannot convert, and leaves nothing behind", async () => {
    const folder = await copied("line");
    const program = await readFile(join(folder, "__model__"), "latin1");
    await writeFile(join(folder, "__model__"), program.replaceAll("elementwise_add", "elementwise_axe"), "latin1");
    const folders = ["--serving_server", join(folder, "s"), "--serving_client", join(folder, "c")];
    const { code, stderr } = await evalbridge(["convert", "--dirname", folder, ...folders]);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n").at(-1)).toMatch(
      /^evalbridge: .*__model__: paddle2onnx cannot convert it: .*elementwise_axe/,
    );
    expect(await readdir(folder)).toEqual(["__model__", "fc_0.b_0", "fc_0.w_0"]);
  });

  it.each<[string, string | undefined, Partial<ConvertOptions>, Record<string, string>, string]>([
    ["no folder", undefined, {}, {}, "name one folder: --dirname for a model as Paddle saved it, else a server's"],
    ["two", "", { dirname: "" }, {}, "name one folder"],
    ["no such folder", "none", {}, {}, "DIR/none: cannot be read (ENOENT"],
    ["no model", "", {}, {}, "DIR: holds no Paddle model (__model__ or *.pdmodel)"],
    ["several", "", {}, { "b.pdmodel": "", "a.pdmodel": "" }, "DIR: holds a.pdmodel, b.pdmodel; name one"],
    ["Paddle 3's", "", {}, { "inference.json": "{}", "inference.pdiparams": "" }, "is Paddle 3's own form"],
    ["no program", "", {}, { __model__: "none" }, "one that is encrypted cannot be converted"],
    ["an absent file", "", { model_filename: "m" }, {}, "DIR/m: there is no such file"],
    ["what serves nothing", "line", {}, {}, "DIR/line: holds no serving_server_conf.prototxt"],
    ["a lost parameter", "lost", {}, {}, "DIR/lost/fc_0.b_0: there is no such file"],
    [
      "too many names",
      undefined,
      { dirname: "line", feed_alias_names: "a,b" },
      {},
      "--feed_alias_names: 2 names for 1",
    ],
    ["no interpreter", undefined, { dirname: "line", python: "/bin/false" }, {}, "python: /bin/false"],
  ])("refuses: %s", async (_name, given, { dirname, ...options }, files, message) => {
    const folder = await folderWith(files);
    await cp(join(MODELS, "line"), join(folder, "line"), { recursive: true });
    await cp(join(MODELS, "line/__model__"), join(folder, "lost/__model__"));
    const at = (name: string | undefined) => (name === undefined ? {} : { dirname: join(folder, name) });
    const all = { serving_server: join(folder, "s"), serving_client: join(folder, "c"), ...options, ...at(dirname) };
    const asked = convert(given === undefined ? undefined : join(folder, given), all);
    await expect(asked).rejects.toThrow(message.replaceAll("DIR", folder));
  });
});
