import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isRemote, readReleaseSettings } from "../../src/releases/release-settings.ts";
import { folderWith } from "../support/folders.ts";

describe("readReleaseSettings", () => {
  it("puts release.yaml over release.json over serving-eval.conf, key by key", async () => {
    const dir = await folderWith({
      "release.yaml": "instances: 2\ncustom_params: { a: 1 }\n",
      "release.json": '{"name": "ocr", "batch_size": 4, "custom_values": {"b": 2}, "desc": "json"}',
      "serving-eval.conf": '{"http_port": 9100, "release": {"batch_size": 9, "image_width": 224}, "use_device": "CPU"}',
    });
    const { settings, where, name, version, port } = await readReleaseSettings([dir]);
    expect(settings).toMatchObject({ instances: 2, custom_params: { a: 1 }, batch_size: 4, desc: "json" });
    expect(settings).toMatchObject({ image_width: 224, use_device: "CPU" });
    expect([where, name, version]).toEqual([join(dir, "release.yaml"), "ocr", undefined]);
    expect(port).toEqual({ port: 9100, file: join(dir, "serving-eval.conf") });
  });

  it("puts the earlier folder's over the later one's, and starts paths from the document that has them", async () => {
    const outer = await folderWith({
      "release.yaml": "tar_file: a.tar\npython_path: [lib, /abs]\npython: env/bin/python\n",
    });
    const inner = await folderWith({
      "release.json": '{"tar_file": "b.tar", "model_files": {"x": "../x"}, "custom_files": {"y": "y.csv"}}',
    });
    const { settings } = await readReleaseSettings([outer, inner]);
    expect(settings).toMatchObject({
      tar_file: join(outer, "a.tar"),
      python_path: [join(outer, "lib"), "/abs"],
      python: join(outer, "env/bin/python"),
      model_files: { x: join(inner, "../x") },
      custom_files: { y: join(inner, "y.csv") },
    });
  });

  it("is all defaults where there is no document, and names the folder", async () => {
    const dir = await folderWith({});
    expect(await readReleaseSettings([dir])).toMatchObject({
      where: dir,
      settings: { model_files: {}, batch_size: 1 },
    });
  });

  it("leaves an interpreter's name for PATH", async () => {
    const dir = await folderWith({ "release.yaml": "python: python2.7\n" });
    expect((await readReleaseSettings([dir])).settings.python).toBe("python2.7");
  });

  it.each([
    ["http://a/b.tar?e=1&token=x", "http://a/b.tar?e=1&token=x"],
    ["HTTPS://a/b.tar", "https://a/b.tar"],
    ["qiniu://1@z0/bucket/a/b.tar", "qiniu://1@z0/bucket/a/b.tar"],
    ["proxy_qiniu://z0/bucket/b.tar", "qiniu://z0/bucket/b.tar"],
    ["proxy_http://a/b.tar", "http://a/b.tar"],
    [`http://a/b.tar#sha256=${"Ab".repeat(32)}`, `http://a/b.tar#sha256=${"Ab".repeat(32)}`],
  ])("knows %s as a URI that is fetched", async (uri, known) => {
    const dir = await folderWith({ "release.json": JSON.stringify({ tar_file: uri, custom_files: { f: uri } }) });
    const { settings } = await readReleaseSettings([dir]);
    expect(settings).toMatchObject({ tar_file: known, custom_files: { f: known } });
    expect(isRemote(settings.tar_file ?? "")).toBe(true);
  });

  it("takes file:// as the path that it is", async () => {
    const dir = await folderWith({ "release.json": '{"tar_file": "file:///srv/model%20a.tar"}' });
    const { settings } = await readReleaseSettings([dir]);
    expect(settings.tar_file).toBe("/srv/model a.tar");
    expect(isRemote("/srv/model a.tar")).toBe(false);
  });

  it.each([
    ["release.json", '{"tar_file": "sts://1/a"}', 'tar_file: "sts://" cannot be fetched'],
    ["release.json", '{"custom_files": {"a": "s3://b/c"}}', 'custom_files.a: "s3://" cannot be fetched'],
    ["release.json", '{"tar_file": "file://host/a"}', 'tar_file: "file://host/a" must be file:///<absolute path>'],
    ["release.json", '{"tar_file": "http://a/b#sha256=12"}', "tar_file: #sha256= must be followed by 64 hex digits"],
    ["release.json", '{"tar_files": {}}', 'unknown key "tar_files"'],
    ["release.json", '{"toString": 1}', 'unknown key "toString"'],
    ["release.json", '{"__proto__": {"timeout_ms": 1}}', 'unknown key "__proto__"'],
    ["serving-eval.conf", '{"release": {"batch_size": 0}}', "batch_size must be >= 1"],
    ["release.json", '{"phase": "gray"}', "phase must be one of staging, production"],
    ["release.json", '{"a": 1', "is not YAML"],
    ["release.json", "[]", "must hold a mapping"],
  ])("refuses a wrong %s, naming it and the key: %s", async (name, text, message) => {
    const dir = await folderWith({ [name]: text, "release.yaml": "instances: 2" });
    await expect(readReleaseSettings([dir])).rejects.toThrow(`${join(dir, name)}: ${message}`);
  });
});
