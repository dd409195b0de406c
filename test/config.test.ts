import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { HostConfig, printConfig, resolveConfig } from "../src/config.ts";
import { AppSettings } from "../src/contract/app.ts";
import { ReleaseSettings } from "../src/contract/release.ts";
import { MAX_TIMER_MS, validated } from "../src/contract/settings.ts";
import { addFiles, folderWith } from "./support/folders.ts";

/** Resolves a configuration whose file holds `text`. */
async function configured(text: string, rest: { env?: NodeJS.ProcessEnv; flags?: Record<string, unknown> } = {}) {
  const dir = await mkdtemp(join(tmpdir(), "config-"));
  const file = join(dir, "host.yaml");
  await writeFile(file, text);
  await mkdir(join(dir, "inner"));
  const given = { env: {}, flags: {}, ...rest };
  return { dir, file, resolving: resolveConfig({ ...given, file, dir: tmpdir() }) };
}

describe("resolveConfig", () => {
  it("listens where the platform's host did: PORT_HTTP over the image's file, under our own words", async () => {
    const image = await folderWith({ "python/evals/eval.py": "", "serving-eval.conf": '{"http_port": 9100}' });
    const resolved = (env: NodeJS.ProcessEnv) => resolveConfig({ env, flags: {}, file: undefined, dir: image });
    const { config, sources } = await resolved({});
    expect([config.port, sources.get("port")]).toEqual([9100, join(image, "serving-eval.conf")]);
    expect((await resolved({ PORT_HTTP: "9200" })).sources.get("port")).toBe("PORT_HTTP");
    expect((await resolved({ PORT_HTTP: "9200", EVALBRIDGE_PORT: "9300" })).config.port).toBe(9300);
    await addFiles(image, { "evalbridge.yaml": "port: 9400" });
    expect((await resolved({})).config.port).toBe(9400);
    await expect(resolved({ PORT_HTTP: "eighty" })).rejects.toThrow('PORT_HTTP: port must be integer (found "eighty")');
  });

  it("resolves a file's paths against the file's folder", async () => {
    const { dir, resolving } = await configured(
      "cache: c\npayload_dir: ./inner\nwork_dir: .\npython: env/bin/python\n",
    );
    const { config } = await resolving;
    expect(config).toMatchObject({
      cache: join(dir, "c"),
      payload_dir: join(dir, "inner"),
      work_dir: dir,
      python: join(dir, "env/bin/python"),
    });
  });

  it("resolves a variable's paths against the working directory", async () => {
    const env = { EVALBRIDGE_CACHE: "c", EVALBRIDGE_WORK_DIR: "test" };
    const { config } = await (await configured("cache: elsewhere\n", { env })).resolving;
    expect(config).toMatchObject({ cache: resolve("c"), work_dir: resolve("test") });
  });

  it("resolves the root of file URIs in the same way", async () => {
    const { dir, resolving } = await configured("uris:\n  file_root: pictures\n  redirects: 0\n");
    const { uris } = (await resolving).config;
    expect([uris.file_root, uris.redirects, uris.timeout_ms]).toEqual([join(dir, "pictures"), 0, 5000]);
    const env = { EVALBRIDGE_URIS_FILE_ROOT: "~/pictures" };
    const { config, sources } = await (await configured("uris: { file_root: a }\n", { env })).resolving;
    expect(config.uris.file_root).toBe(join(homedir(), "pictures"));
    expect(sources.get("uris.file_root")).toBe("EVALBRIDGE_URIS_FILE_ROOT");
    expect((await (await configured("")).resolving).config.uris).not.toHaveProperty("file_root");
  });

  it("takes lists and mappings of URIs from variables too, and shows where they came from", async () => {
    const env = { EVALBRIDGE_URIS_ALLOW: "127.0.0.1", EVALBRIDGE_URIS_QINIU: "{z0: 'https://{bucket}.example.com'}" };
    const resolved = await (await configured("uris: { allow: [::1] }\n", { env })).resolving;
    expect(resolved.config.uris).toMatchObject({ allow: ["127.0.0.1"], qiniu: { z0: "https://{bucket}.example.com" } });
    expect(printConfig(resolved)).toMatch(/uris\.qiniu: \{"z0":.*# EVALBRIDGE_URIS_QINIU/);
  });

  it("leaves absolute paths and a command's name alone, and knows the home folder", async () => {
    const { config } = await (await configured("python: python3.9\ncache: ~/c\npayload_dir: /\n")).resolving;
    expect(config).toMatchObject({ python: "python3.9", cache: join(homedir(), "c"), payload_dir: "/" });
    const tilde = await (await configured("python: ~/env\n")).resolving;
    expect(tilde.config.python).toBe(join(homedir(), "env"));
  });

  it.each(["payload_dir", "work_dir"])("names a %s that is no folder, and where that came from", async (key) => {
    const { dir, file, resolving } = await configured(`${key}: none\n`);
    const problem = "must be an existing folder that can be written to";
    await expect(resolving).rejects.toThrow(`${file}: ${key} ${problem} (found "${dir}/none")`);
    const env = { [`EVALBRIDGE_${key.toUpperCase()}`]: "package.json" };
    const other = await configured("", { env });
    await expect(other.resolving).rejects.toThrow(`EVALBRIDGE_${key.toUpperCase()}: ${key} ${problem}`);
  });

  it("puts a command's own defaults below the file", async () => {
    const inputs = { env: {}, flags: {}, dir: tmpdir(), defaults: { log: { level: "warn" } } };
    const standard = await resolveConfig({ ...inputs, file: undefined });
    expect([standard.config.log.level, standard.sources.get("log.level")]).toEqual(["warn", "default"]);
    const dir = await mkdtemp(join(tmpdir(), "config-"));
    const file = join(dir, "host.yaml");
    await writeFile(file, "log: { level: error }\n");
    const given = await resolveConfig({ ...inputs, file });
    expect([given.config.log.level, given.sources.get("log.level")]).toEqual(["error", file]);
  });
});

describe("keys that are more than a word or a number", () => {
  const auth = async (text: string, env: NodeJS.ProcessEnv = {}, flags: Record<string, unknown> = {}) => {
    const { config, sources } = await (await configured(text, { env, flags })).resolving;
    return [config.auth, sources.get("auth")];
  };

  it("take one value for a list of one, and lists in YAML's own form, from every place", async () => {
    expect(await auth("")).toEqual([["none"], "default"]);
    expect(await auth("auth: qiniu_stub\n")).toEqual([["qiniu_stub"], expect.stringContaining("host.yaml")]);
    expect((await auth("auth: [qiniu_stub, bearer]\n"))[0]).toEqual(["qiniu_stub", "bearer"]);
    const env = { EVALBRIDGE_AUTH: "[bearer, qiniu_stub]" };
    expect(await auth("auth: none\n", env)).toEqual([["bearer", "qiniu_stub"], "EVALBRIDGE_AUTH"]);
    expect(await auth("auth: bearer\n", env, { auth: "none" })).toEqual([["none"], "--auth"]);
    const lists = { EVALBRIDGE_ACCESS_USER_WHITELIST: "7", EVALBRIDGE_ACCESS_PUBLIC: "true" };
    const { config } = await (await configured("access: { user_whitelist: [1, 2] }\n", { env: lists })).resolving;
    expect(config.access).toEqual({ public: true, user_whitelist: [7] });
  });

  it("take a mapping as a whole from the highest place that has one", async () => {
    const file = "keys: { one: { key: first, uid: 1 } }\n";
    const env = { EVALBRIDGE_KEYS: "{two: {key: $SECOND, uid: 2, ut: 0}}" };
    const one = await (await configured(file)).resolving;
    expect(one.config.keys).toEqual({ one: { key: "first", uid: 1, ut: 4 } });
    const two = await (await configured(file, { env })).resolving;
    expect(two.config.keys).toEqual({ two: { key: "$SECOND", uid: 2, ut: 0 } });
    expect([...two.sources].filter(([key]) => key.startsWith("keys"))).toEqual([["keys", "EVALBRIDGE_KEYS"]]);
  });

  it("take a text as it is, though it looks like a number", async () => {
    const env = { EVALBRIDGE_ADMIN_KEY: "0012", EVALBRIDGE_PYTHON: "3" };
    expect((await (await configured("", { env })).resolving).config).toMatchObject({ admin_key: "0012", python: "3" });
  });

  it.each([
    ["auth: nobody\n", 'auth.0 must be one of none, qiniu_stub, bearer (found "nobody")'],
    ["auth:\n", "auth.0 must be one of none, qiniu_stub, bearer (found null)"],
    ["auth: []\n", "auth must not have fewer than 1 items (found [])"],
    ["access: { public: 1 }\n", "access.public must be boolean (found 1)"],
    ["access: { user_whitelist: [-1] }\n", "access.user_whitelist.0 must be >= 0 (found -1)"],
    ["access: { owner: 7 }\n", 'unknown key "access.owner"'],
    ["keys: { phone: { key: x, uid: 7, apps: [] } }\n", 'unknown key "keys.phone.apps"'],
  ])("are refused in one line: %j", async (text, message) => {
    const { file, resolving } = await configured(text);
    await expect(resolving).rejects.toThrow(`${file}: ${message}`);
  });

  it("are refused in one line from a variable", async () => {
    const env = { EVALBRIDGE_AUTH: "[none" };
    await expect((await configured("", { env })).resolving).rejects.toThrow("EVALBRIDGE_AUTH: is not YAML: ");
  });
});

describe("secrets", () => {
  it.each([
    ["admin_key: [very-secret]\n", /admin_key must be string$/],
    ["admin_key: very secret\n", /admin_key must match pattern "[^"]+"$/],
    ["keys: { phone: very-secret }\n", /keys\.phone must be object$/],
    ["keys: { phone: { key: very-secret } }\n", /keys\.phone must have required properties uid$/],
    ["keys: { phone: { key: very-secret, uid: -7 } }\n", /keys\.phone\.uid must be >= 0$/],
    ["keys: [very-secret]\n", /keys must be object$/],
  ])("are not in the error about %s", async (text, message) => {
    await expect((await configured(text)).resolving).rejects.toThrow(message);
  });

  it("are not printed", async () => {
    const text = "auth: bearer\nadmin_key: very-secret\nkeys: { phone: { key: very-secret, uid: 7 } }\n";
    const printed = printConfig(await (await configured(text)).resolving);
    expect(printed).not.toContain("very-secret");
    expect(printed).toMatch(/^admin_key: \(hidden\) +# .*host\.yaml$/m);
    expect(printed).toMatch(/^keys: \(hidden\) +# .*host\.yaml$/m);
    expect(printConfig(await (await configured("")).resolving)).toMatch(/^admin_key: null +# default$/m);
  });
});

describe("settings documents", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
  for (const [one, next] of ["ab", "bc", "cd"]) bomb.push(`${next}: &${next} [${`*${one}, `.repeat(9)}*${one}]`);

  it.each([
    ["a key given twice", "port: 1\nport: 2\n", "is not YAML: Map keys must be unique at line 2, column 1"],
    ["a list", "- port\n", "must hold a mapping of keys to values"],
    ["a text", "port\n", "must hold a mapping of keys to values"],
    ["two documents", "port: 1\n---\nport: 2\n", "is not YAML: Source contains multiple documents"],
    ["aliases that grow without end", `${bomb.join("\n")}\n`, "is not YAML: Excessive alias count"],
    ["an alias to what it is part of", "log: &log\n  level: *log\n", "is not YAML: it contains itself"],
    ["an unknown tag", "port: !secret 1\n", "is not YAML: Unresolved tag: !secret"],
  ])("refuses %s with one line", async (_name, text, message) => {
    const { file, resolving } = await configured(text);
    const error: unknown = await resolving.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "SettingsError", message: expect.stringMatching(/^[^\n]+[^\n:]$/) });
    expect(error).toMatchObject({ message: expect.stringContaining(`${file}: ${message}`) });
  });

  it("takes an empty one", async () => {
    const { resolving } = await configured("# nothing yet\n");
    expect((await resolving).config.port).toBe(8080);
  });
});

describe("milliseconds", () => {
  const keys = [HostConfig, AppSettings, ReleaseSettings].flatMap((schema) =>
    Object.keys(schema.properties).flatMap((key) => (key.endsWith("_ms") ? [{ key, schema }] : [])),
  );

  it.each(keys)("$key takes what a timer can wait, and no more", ({ key, schema }) => {
    expect(validated(schema, { [key]: MAX_TIMER_MS }, "a test")).toMatchObject({ [key]: 2_147_483_647 });
    const message = `a test: ${key} must be <= 2147483647 (found 2147483648)`;
    expect(() => validated(schema, { [key]: MAX_TIMER_MS + 1 }, "a test")).toThrow(message);
  });

  it("of a download are bounded too", () => {
    const uris = (timeout_ms: number) => validated(HostConfig, { uris: { timeout_ms } }, "a test").uris.timeout_ms;
    expect(uris(MAX_TIMER_MS)).toBe(2_147_483_647);
    expect(() => uris(MAX_TIMER_MS + 1)).toThrow("a test: uris.timeout_ms must be <= 2147483647 (found 2147483648)");
    expect(() => uris(0)).toThrow("a test: uris.timeout_ms must be >= 1 (found 0)");
  });

  it("are in five keys", () => {
    expect(keys).toHaveLength(5);
  });
});
