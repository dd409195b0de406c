import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HostConfig } from "../src/config.ts";
import type { ErrorKind } from "../src/contract/errors.ts";
import { ERROR_KINDS, isRetryable } from "../src/contract/errors.ts";
import { ReleaseSettings } from "../src/contract/release.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The cells of every table row of the README. */
const ROWS = README.split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.slice(2, -2).split(" | "));

/** What stands between backticks in a table's first column. */
const KEYS = new Set(ROWS.flatMap(([first = ""]) => [...first.matchAll(/`([^`]+)`/g)].map(([, key]) => key)));

describe("the README", () => {
  it("lists every kind of error with its code and meaning, and no other", () => {
    const listed = ROWS.filter(([, code = ""]) => /^[45]\d\d$/.test(code)).map(([kind = "", code, meaning]) => [
      kind.replaceAll("`", ""),
      Number(code),
      meaning,
    ]);
    expect(listed).toEqual(Object.entries(ERROR_KINDS).map(([kind, { code, meaning }]) => [kind, code, meaning]));
  });

  it("names the errors that may be tried again, and only those are 57x", () => {
    const kinds = Object.keys(ERROR_KINDS) as ErrorKind[];
    expect(kinds.filter(isRetryable).map((kind) => ERROR_KINDS[kind].code)).toEqual([570, 571, 572]);
    expect(README).toContain("570, 571 or 572");
  });

  it("explains every key of release.yaml with its default", () => {
    for (const [key, schema] of Object.entries(ReleaseSettings.properties)) {
      expect(KEYS).toContain(key);
      const row = ROWS.find(([first = ""]) => first.includes(`\`${key}\``));
      const standard = "default" in schema ? schema.default : undefined;
      if (typeof standard === "number" || typeof standard === "boolean")
        expect([key, row?.[1]?.split(",")[0]]).toEqual([key, String(standard)]);
    }
  });

  it("explains every key of evalbridge.yaml", () => {
    for (const [key, schema] of Object.entries(HostConfig.properties)) {
      const keys = "properties" in schema ? Object.keys(schema.properties).map((inner) => `${key}.${inner}`) : [key];
      for (const name of keys) expect(KEYS).toContain(name);
    }
  });
});
