import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPattern, matches, matching } from "../../../src/cli/run/glob.ts";
import { folderWith } from "../../support/folders.ts";

/** Names as files have them, many of them with what patterns or regular expressions are made of. */
const name = fc.stringMatching(/^[a-c(+[^$][a-c.()+^$|[\]{}\\ é😀-]{0,8}$/u);

describe("matches", () => {
  it("takes every other character for itself", () => {
    fc.assert(fc.property(name, (text) => matches(text, text)));
    fc.assert(fc.property(name, name, (a, b) => matches(a, b) === (a === b)));
  });

  it("lets * stand for any part of a name, and ? for one character", () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
        const characters = [...text];
        const [from, to] = [a % (characters.length + 1), b % (characters.length + 1)].sort((x, y) => x - y);
        const without = (wild: string) => [...characters.slice(0, from), wild, ...characters.slice(to)].join("");
        expect(matches(text, without("*"))).toBe(true);
        expect(matches(text, without("?".repeat((to ?? 0) - (from ?? 0))))).toBe(true);
        expect(matches(text, without("?".repeat((to ?? 0) - (from ?? 0) + 1)))).toBe(false);
      }),
    );
  });

  it("shows hidden names to those who ask for them", () => {
    expect([matches(".a", "*"), matches(".a", "?a"), matches(".a", ".*")]).toEqual([false, false, true]);
  });
});

describe("matching", () => {
  it("finds files, sorted, none twice, in folders of any depth where ** says so", async () => {
    const root = await folderWith({
      "a.jpg": "",
      "b.png": "",
      "x/c.jpg": "",
      "x/y/d.jpg": "",
      "x/.z/e.jpg": "",
      ".f.jpg": "",
    });
    const found = async (pattern: string) =>
      (await matching(join(root, pattern))).map((path) => path.slice(root.length + 1));
    expect(await found("*.jpg")).toEqual(["a.jpg"]);
    expect(await found("?.*")).toEqual(["a.jpg", "b.png"]);
    expect(await found("*/*.jpg")).toEqual(["x/c.jpg"]);
    expect(await found("**/*.jpg")).toEqual(["a.jpg", "x/c.jpg", "x/y/d.jpg"]);
    expect(await found("**/**/d.jpg")).toEqual(["x/y/d.jpg"]);
    expect(await found("x/*")).toEqual(["x/c.jpg"]);
    expect(await found("none/*")).toEqual([]);
  });

  it("knows a pattern", () => {
    expect(["a*", "a?b", "**/x", "a/[b].png"].map(isPattern)).toEqual([true, true, true, false]);
  });
});
