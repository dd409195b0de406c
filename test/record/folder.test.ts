import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { TextError } from "../../src/compare/value.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import { RecordingFolder } from "../../src/record/folder.ts";
import { exchange, RELEASES } from "./exchanges.ts";

const PLENTY = 1_000_000;
let path = "";

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "recording-")), "inner", "recording");
});

async function lines(): Promise<string[]> {
  return (await readFile(join(path, "requests.jsonl"), "utf8")).split("\n").slice(0, -1);
}

async function bodies(): Promise<string[]> {
  return (await readdir(join(path, "bodies"))).sort();
}

function hashes(...texts: string[]): string[] {
  return texts.map((text) => createHash("sha256").update(text).digest("hex")).sort();
}

describe("a recording", () => {
  it("has requests and answers as they were, each content once, and nothing of the machine", async () => {
    const folder = await RecordingFolder.open(path, []);
    const attribute = '{\n "pts": [1.50]\n}';
    const whole = [Buffer.from("o"), Buffer.from("ne")];
    await folder.add(exchange("one", { params: '{"limit":\r\n3}', inputs: [{ body: whole, attribute }] }), PLENTY);
    const inputs = ["one", "two"].map((text) => ({ body: [Buffer.from(text)] }));
    await folder.add(exchange("one", { group: true, inputs, target: "Echo" }), PLENTY);
    await folder.add(exchange("one", {}, { body: Buffer.from("two"), result: "" }), PLENTY);
    await folder.add(exchange("one", {}, new BridgeError("script", 'no "face"\n', { code: 451 })), PLENTY);
    const [first = "", second = "", third = "", fourth = ""] = await lines();
    expect(first).toMatch(/^\{"name":"one","release":"app\/v1","at":"\d{4}-\d\d-\d\dT[\d:.]+Z","ms":1\.235,"data":/);
    const [one, two] = [`{"file":"bodies/${hashes("one")[0]}"`, `"bodies/${hashes("two")[0]}"`];
    const rest = `"data":${one},"attribute":{  "pts": [1.50] }},"params":{"limit": 3},"answer":`;
    expect(first).toContain(`${rest}{"code":0,"message":"","result":{"n": 1.0}}}`);
    expect(second).toContain('"release":"app/v1","target":"Echo","at":');
    expect(second).toContain(`"data":[${one}},{"file":${two}}]`);
    expect(third).toContain(`"answer":{"code":0,"message":"","body_file":${two}}`);
    expect(fourth).toContain('"answer":{"code":451,"message":"no \\"face\\"\\n"}');
    expect(await bodies()).toEqual(hashes("one", "two"));
    expect(await readFile(join(path, "bodies", ...hashes("two")), "utf8")).toBe("two");
    expect((await lines()).join()).not.toContain(tmpdir());
  });

  it("has requests of other platforms as such, and nothing in them that is redacted", async () => {
    const folder = await RecordingFolder.open(path, ["body.user"]);
    const body = '{"user": "secret", "n": 1}';
    await folder.add({ ...exchange(body, { reqid: "r" }), release: RELEASES.tiinfer }, PLENTY);
    await folder.add(exchange(body), PLENTY);
    const [first = "", second = ""] = await lines();
    expect(first).toMatch(/^\{"name":"r","release":"app\/v1","platform":true,"at":/);
    expect(second).not.toContain("platform");
    expect(await bodies()).toEqual(hashes(body, '{"user": null, "n": 1}'));
  });

  it("keeps long results as files, and what another release answered beside", async () => {
    const folder = await RecordingFolder.open(path, ["result.secret"]);
    const long = JSON.stringify({ text: "x".repeat(5000), secret: 1 });
    const beside = { release: RELEASES.v2, outcome: new BridgeError("script", "no", { code: 400 }) };
    await folder.add(exchange("one", {}, { result: long }), PLENTY, beside);
    const kept = long.replace('"secret":1', '"secret":null');
    const [hash = ""] = hashes(kept);
    const other = '"beside":{"release":"app/v2","answer":{"code":400,"message":"no"}}}';
    expect((await lines())[0]).toContain(`"result_file":"bodies/${hash}"},${other}`);
    expect(await readFile(join(path, "bodies", hash), "utf8")).toBe(kept);
  });

  it("is for its user alone", async () => {
    const folder = await RecordingFolder.open(path, []);
    await folder.add(exchange("one"), PLENTY);
    const modeOf = async (...name: string[]) => (await stat(join(path, ...name))).mode & 0o777;
    expect([await modeOf(), await modeOf("bodies")]).toEqual([0o700, 0o700]);
    const files = [["recording.json"], ["requests.jsonl"], ["bodies", ...hashes("one")]];
    expect(await Promise.all(files.map((name) => modeOf(...name)))).toEqual([0o600, 0o600, 0o600]);
  });

  it("goes on where it was, without a line that was broken off, and never beyond its bytes", async () => {
    const before = await RecordingFolder.open(path, []);
    await before.add(exchange("one"), PLENTY);
    await appendFile(join(path, "requests.jsonl"), '{"name":"bro');
    const folder = await RecordingFolder.open(path, []);
    expect(folder.bytes).toBe(before.bytes);
    expect(await lines()).toHaveLength(1);
    // The same body again costs a line alone.
    const line = folder.bytes - "one".length;
    expect(await folder.add(exchange("one"), folder.bytes + line - 1)).toBe(false);
    expect(await folder.add(exchange("two"), folder.bytes + line)).toBe(false);
    expect(await folder.add(exchange("one"), folder.bytes + line)).toBe(true);
    expect([(await lines()).length, await bodies()]).toEqual([2, hashes("one")]);
  });

  it("loses what is removed, and the bodies that nothing else has", async () => {
    const folder = await RecordingFolder.open(path, []);
    for (const [reqid, body] of [
      ["a", "one"],
      ["b", "two"],
      ["c", "two"],
      ["d", "three"],
    ] as const) {
      await folder.add(exchange(body, { reqid }), PLENTY);
    }
    await folder.remove(new Set(["a", "b"]));
    expect((await lines()).map((line) => JSON.parse(line).name)).toEqual(["c", "d"]);
    expect(await bodies()).toEqual(hashes("two", "three"));
    expect((await RecordingFolder.open(path, [])).bytes).toBe(folder.bytes);
    await folder.add(exchange("one", { reqid: "e" }), PLENTY);
    expect(await bodies()).toEqual(hashes("one", "two", "three"));
  });

  it("is not begun among other files, nor with other secrets", async () => {
    await RecordingFolder.open(path, ["params.token"]);
    await expect(RecordingFolder.open(path, [])).rejects.toThrow(/something else is redacted; give another folder$/);
    const foreign = await mkdtemp(join(tmpdir(), "foreign-"));
    await writeFile(join(foreign, "notes.txt"), "mine");
    await expect(RecordingFolder.open(foreign, [])).rejects.toThrow(/holds notes\.txt and is no recording/);
    expect(await readdir(foreign)).toEqual(["notes.txt"]);
    await expect(RecordingFolder.open(join(foreign, "notes.txt"), [])).rejects.toThrow(/cannot be used \(E/);
  });

  it("has nothing of an exchange that cannot be redacted", async () => {
    const folder = await RecordingFolder.open(path, ["result.secret"]);
    await expect(folder.add(exchange("one", {}, { result: "{secret: 1}" }), PLENTY)).rejects.toThrow(TextError);
    expect([await lines(), await bodies()]).toEqual([[], []]);
  });
});
