import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findModel } from "../../src/gateways/models.ts";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startHost(
    {
      "story/v1": { fixture: "taichu/story", settings: { phase: "staging" } },
      "story/v2": { fixture: "taichu/story" },
    },
    { compat: { routing: "all" } },
  );
}, 60_000);
afterAll(() => host.close());

describe("a class that several releases have", () => {
  it("is asked of the release that the catalog would choose", () => {
    const { catalog } = host.app;
    const versions = [1, 2, 3, 4].map(() => findModel(catalog, catalog.releases, "Story", "1")?.version);
    expect(versions.toSorted()).toEqual(["v1", "v1", "v2", "v2"]);
  });
});
