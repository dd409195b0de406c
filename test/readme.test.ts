import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CompareDocument } from "../src/cli/compare/settings.ts";
import { HostConfig } from "../src/config.ts";
import { AppSettings } from "../src/contract/app.ts";
import type { ErrorKind } from "../src/contract/errors.ts";
import { ERROR_KINDS, isRetryable } from "../src/contract/errors.ts";
import { ReleaseSettings } from "../src/contract/release.ts";
import { validated } from "../src/contract/settings.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The README's tables as rows of cells, the header first. */
const TABLES = README.split("\n\n")
  .filter((paragraph) => paragraph.startsWith("| "))
  .map((paragraph) =>
    paragraph.split("\n").map((row) =>
      row
        .slice(2, -1)
        .split(/ \|(?= )/)
        .map((cell) => cell.trim()),
    ),
  );

/** Each key of the table with this header, and its default; a row of several keys has one default or as many. */
function defaultsUnder(header: string): Map<string, string> {
  const [, , ...rows] = TABLES.find(([first]) => first?.join(" | ") === header) ?? [];
  return new Map(
    rows.flatMap(([names = "", text = ""]) => {
      const keys = [...names.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => key);
      const texts = text.split(", ");
      return keys.map((key, index) => [key, texts.length === keys.length ? (texts[index] ?? "") : text] as const);
    }),
  );
}

/** Settings by key, nested ones with dots. */
function flat(settings: object, prefix = ""): [string, unknown][] {
  return Object.entries(settings).flatMap(([key, value]) =>
    typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 0
      ? flat(value, `${key}.`)
      : [[prefix + key, value] satisfies [string, unknown]],
  );
}

describe("the README", () => {
  it("lists every kind of error with its code and meaning, and no other", () => {
    const listed = TABLES.flat()
      .filter(([, code = ""]) => /^[45]\d\d$/.test(code))
      .map(([kind = "", code, meaning]) => [kind.replaceAll("`", ""), Number(code), meaning]);
    expect(listed).toEqual(Object.entries(ERROR_KINDS).map(([kind, { code, meaning }]) => [kind, code, meaning]));
  });

  it("names the errors that may be tried again, and only those are 57x", () => {
    const kinds = Object.keys(ERROR_KINDS) as ErrorKind[];
    expect(kinds.filter(isRetryable).map((kind) => ERROR_KINDS[kind].code)).toEqual([570, 571, 572]);
    expect(README).toContain("570, 571 or 572");
  });

  it("explains every key of release.yaml with its default", () => {
    const listed = defaultsUnder("key | default | meaning");
    expect([...listed.keys()].sort()).toEqual(Object.keys(ReleaseSettings.properties).sort());
    for (const [key, value] of flat(validated(ReleaseSettings, {}, "nothing"))) {
      expect([key, listed.get(key)]).toEqual([key, textOf(value)]);
    }
  });

  it("explains every key of app.yaml with its default", () => {
    const listed = defaultsUnder("key of `app.yaml` | default | meaning");
    const defaults = new Map(flat(validated(AppSettings, {}, "nothing")));
    expect([...listed.keys()].sort()).toEqual(Object.keys(AppSettings.properties).sort());
    for (const [key, text] of listed) expect([key, text]).toEqual([key, textOf(defaults.get(key))]);
  });

  it("explains every key of compare.yaml with its default", () => {
    const listed = defaultsUnder("key of `compare.yaml` | default | meaning");
    const defaults = new Map(Object.entries(validated(CompareDocument, {}, "nothing")));
    expect([...listed.keys()].sort()).toEqual(Object.keys(CompareDocument.properties).sort());
    for (const [key, text] of listed) expect([key, text]).toEqual([key, textOf(defaults.get(key))]);
  });

  it("explains every key of evalbridge.yaml with its default", () => {
    const listed = defaultsUnder("key | default | reason");
    const defaults = new Map(flat(validated(HostConfig, {}, "nothing")));
    const keys = Object.entries(HostConfig.properties).flatMap(([key, schema]) =>
      "properties" in schema ? Object.keys(schema.properties).map((inner) => `${key}.${inner}`) : [key],
    );
    expect([...listed.keys()].sort()).toEqual(keys.sort());
    for (const key of keys) expect([key, listed.get(key)]).toEqual([key, MACHINE[key] ?? textOf(defaults.get(key))]);
  });
});

describe("links", () => {
  const root = new URL("../", import.meta.url).pathname;
  const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: root })
    .toString()
    .trim()
    .split("\n")
    .filter((file) => existsSync(join(root, file)));

  it.each(documents)("lead somewhere: %s", (document) => {
    const links = [...prose(join(root, document)).matchAll(/\]\(([^)\s]*)\)/g)].map(([, link = ""]) => link);
    for (const link of links.filter((target) => !/^https?:/.test(target))) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(root, document) : join(root, dirname(document), path);
      expect([link, existsSync(target)]).toEqual([link, true]);
      if (anchor !== undefined) expect([link, anchorsIn(target)]).toEqual([link, expect.arrayContaining([anchor])]);
    }
  });
});

/** A document without its code, whose brackets are no links. */
function prose(file: string): string {
  return readFileSync(file, "utf8").replaceAll(/^```.*?^```$/gms, "");
}

/** The headings as GitHub names them. */
function anchorsIn(file: string): string[] {
  const headings = prose(file).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** A default as a cell spells it. */
function textOf(value: unknown): string {
  if (value === undefined) return "";
  const empty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return empty ? `\`${JSON.stringify(value)}\`` : String(value).replace(homedir(), "~");
}

/** Defaults that are not the same on every machine, in words. */
const MACHINE: Readonly<Record<string, string>> = {
  payload_dir: "/dev/shm, else the temporary folder",
  work_dir: "the temporary folder",
  "log.format": "json (pretty on a terminal)",
};
