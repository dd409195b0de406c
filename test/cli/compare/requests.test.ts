import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { identityOfRequests } from "../../../src/cli/compare/identity.ts";
import { requestsOf, taskOf } from "../../../src/cli/compare/requests.ts";

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "requests-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe("the requests of --data", () => {
  it("are a request for each file of a folder or pattern", async () => {
    const folder = await folderWith({ "b.png": "B", "a.png": "A", "c.txt": "C" });
    const all = await requestsOf(folder, undefined);
    expect(all.map(({ name }) => name)).toEqual(["a.png", "b.png", "c.txt"].map((name) => join(folder, name)));
    const [first] = await requestsOf(join(folder, "b*"), '{"limit":1}');
    expect(first).toMatchObject({ name: join(folder, "b.png"), group: false, params: '{"limit":1}' });
    expect(first && (await taskOf(first))).toEqual({
      group: false,
      sources: [{ body: [Buffer.from("B")] }],
      params: '{"limit":1}',
    });
  });

  it("are those of the gate in a file of lines, with paths from its folder", async () => {
    const folder = await folderWith({
      "a.png": "A",
      "requests.jsonl": [
        '{"data":{"file":"a.png","attribute":{"pts":[1,2]}},"params":{"limit":3},"label":"seven"}',
        "",
        '{"data":[{"file":"a.png"},{"uri":"http://host/b.png"}],"name":"two of them"}',
        '{"op":"/v1/eval/x","data":{"file":"a.png"}}',
        '{"data":{"uri":"data:application/octet-stream;base64,QQ=="}}',
      ].join("\n"),
    });
    const path = join(folder, "requests.jsonl");
    const file = join(folder, "a.png");
    const all = await requestsOf(path, undefined);
    expect(all).toEqual([
      {
        name: "a.png",
        group: false,
        inputs: [{ file, attribute: '{"pts":[1,2]}' }],
        params: '{"limit":3}',
        label: "seven",
      },
      { name: "two of them", group: true, inputs: [{ file }, { uri: "http://host/b.png" }] },
      { name: "a.png (2)", group: false, inputs: [{ file }] },
      { name: `${path}:5`, group: false, inputs: [{ uri: "data:application/octet-stream;base64,QQ==" }] },
    ]);
    await expect(requestsOf(path, "{}")).rejects.toThrow("--params: is for files");
  });

  it.each([
    ["{", /:1: is not JSON/],
    ["[]", /:1: must be a JSON object/],
    ["{}", /:1: .*data/],
    ['{"data":[]}', /:1: data/],
    ['{"data":{"file":"a","uri":"b"}}', /:1: an input needs one of file and uri/],
    ['{"data":{"attribute":1}}', /:1: an input needs one of file and uri/],
    ['{"data":{"file":"a"},"parms":{}}', /:1: unknown key "parms"/],
    ["\n", /holds no request/],
  ])("name the line that is wrong: %j", async (line, problem) => {
    const folder = await folderWith({ "r.jsonl": line });
    await expect(requestsOf(join(folder, "r.jsonl"), undefined)).rejects.toThrow(problem);
  });

  it("are none in an empty folder", async () => {
    const folder = await folderWith({});
    await mkdir(join(folder, "inner"));
    await expect(requestsOf(folder, undefined)).rejects.toThrow("holds no file");
  });

  it("are others when a byte, a name, a parameter or their order is another", async () => {
    const folder = await folderWith({ "a.png": "A", "b.png": "B" });
    const identity = async (params?: string) => identityOfRequests(await requestsOf(folder, params));
    const before = await identity();
    expect(await identity()).toBe(before);
    expect(await identity("{}")).not.toBe(before);
    await writeFile(join(folder, "b.png"), "C");
    const changed = await identity();
    expect(changed).not.toBe(before);
    await writeFile(join(folder, "b2.png"), "D");
    expect(await identity()).not.toBe(changed);
  });
});
