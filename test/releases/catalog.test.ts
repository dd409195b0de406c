import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  const native = { fixture: "native/plain/1" };
  host = await startHost({
    "two/a": native,
    "two/b": native,
    "two/c": { ...native, settings: { phase: "staging" } },
    "staged/a": { ...native, settings: { phase: "staging" } },
    "half/a": { fixture: "apps/syntax_error/v1" },
    "half/b": native,
  });
});
afterAll(() => host.close());

/** The releases that answer so many requests without a version. */
function chosen(app: string, count: number): string[] {
  return Array.from({ length: count }, () => host.app.catalog.select(app, undefined).name);
}

describe("select", () => {
  it("spreads over an idle app's releases in production", () => {
    expect(chosen("two", 6).sort()).toEqual(["two/a", "two/a", "two/a", "two/b", "two/b", "two/b"]);
  });

  it("takes any release where none is in production", () => {
    expect(chosen("staged", 1)).toEqual(["staged/a"]);
  });

  it("leaves a failed release alone while another serves", () => {
    expect(chosen("half", 4)).toEqual(["half/b", "half/b", "half/b", "half/b"]);
  });

  it("gives a release that is named, failed or not", () => {
    expect(host.app.catalog.select("half", "a").state).toBe("failed");
    expect(host.app.catalog.select("two", "c").name).toBe("two/c");
  });

  it.each([
    ["nobody", undefined, "no such app: nobody"],
    ["two", "z", "no such version: two/z"],
    ["__proto__", undefined, "no such app: __proto__"],
  ])("knows no %s %s", (app, version, message) => {
    expect(() => host.app.catalog.select(app, version)).toThrow(
      expect.objectContaining({ kind: "not_found", message }),
    );
  });
});

it("lists apps with their versions in order", () => {
  const listed = [...host.app.catalog.apps].map(([app, versions]) => [app, versions.map(({ name }) => name)]);
  expect(listed).toContainEqual(["two", ["two/a", "two/b", "two/c"]]);
  expect(host.app.catalog.releases).toHaveLength(6);
});
