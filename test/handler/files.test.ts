import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customFile, modelFile, readJson, readLines } from "../../src/handler/files.ts";

describe("the release's files", () => {
  const configs = { model_files: { "net/weights": "/m/w.bin", "labels.txt": "/m/l.txt" }, custom_files: {} };

  it("are found by name", () => {
    expect(modelFile(configs, "labels.txt")).toBe("/m/l.txt");
    expect(customFile({ custom_files: { tags: "/c/t" } }, "tags")).toBe("/c/t");
  });

  it("say what there is when a name is not among them", () => {
    expect(() => modelFile(configs, "label.txt")).toThrow(
      'model_files of the release has no "label.txt": it has net/weights, labels.txt',
    );
    expect(() => modelFile(configs, "toString")).toThrow('has no "toString"');
    expect(() => customFile(configs, "tags")).toThrow('custom_files of the release has no "tags": it is empty');
  });
});

describe("reading", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "evalbridge-files-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const written = async (content: string) => {
    const path = join(folder, "file");
    await writeFile(path, content);
    return path;
  };

  it.each([
    ["", []],
    ["a\nb", ["a", "b"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["\ufeffa\n\n b \n\n", ["a", "", " b ", ""]],
    ["\n", [""]],
  ])("lines of %j", async (content, lines) => {
    expect(await readLines(await written(content))).toEqual(lines);
  });

  it("JSON, with or without a byte order mark", async () => {
    expect(await readJson(await written('\ufeff{"a": [1]}'))).toEqual({ a: [1] });
    await expect(readJson(await written("{"))).rejects.toThrow(/\/file is not JSON: /);
  });
});
