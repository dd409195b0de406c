import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { HostConfig, resolveConfig } from "../src/config.ts";
import { ReleaseSettings } from "../src/contract/release.ts";
import { MAX_TIMER_MS, validated } from "../src/contract/settings.ts";

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
  const keys = [HostConfig, ReleaseSettings].flatMap((schema) =>
    Object.keys(schema.properties).flatMap((key) => (key.endsWith("_ms") ? [{ key, schema }] : [])),
  );

  it.each(keys)("$key takes what a timer can wait, and no more", ({ key, schema }) => {
    expect(validated(schema, { [key]: MAX_TIMER_MS }, "a test")).toMatchObject({ [key]: 2_147_483_647 });
    const message = `a test: ${key} must be <= 2147483647 (found 2147483648)`;
    expect(() => validated(schema, { [key]: MAX_TIMER_MS + 1 }, "a test")).toThrow(message);
  });

  it("are in four keys", () => {
    expect(keys).toHaveLength(4);
  });
});
