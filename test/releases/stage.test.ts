import { describe, expect, it } from "vitest";
import type { Declared } from "../../src/contract/declared.ts";
import { NOTHING_DECLARED } from "../../src/contract/declared.ts";
import type { Release } from "../../src/contract/release.ts";
import { ReleaseSettings } from "../../src/contract/release.ts";
import { validated } from "../../src/contract/settings.ts";
import { stagePlans } from "../../src/releases/stage.ts";

const NOTHING: Release["settings"] = validated(ReleaseSettings, {}, "");

function release(stated: Partial<ReleaseSettings>): Release {
  return {
    app: "app",
    version: "v1",
    folder: "/",
    workingFolder: "/",
    engine: "python",
    dialect: "tiinfer",
    entry: "model_service.py",
    settings: { ...NOTHING, ...stated },
    stated: new Set(Object.keys(stated)),
    rules: { public: false, user_whitelist: [] },
    samples: [],
    lastModified: new Date(0),
  };
}

function declaring(...names: readonly string[]): Declared {
  const stages = names.map((name) => ({ name, instances: 3, batchSize: 4, batchDelayMs: 20, env: [], targets: [] }));
  return { ...NOTHING_DECLARED, stages };
}

describe("stagePlans", () => {
  it("is one stage, as the documents say, when nothing is declared", () => {
    const [plan, ...others] = stagePlans(release({ instances: 2, batch_size: 8, max_queue: 9 }), NOTHING_DECLARED);
    expect(plan).toMatchObject({ index: 0, instances: 2, batchSize: 8, batchDelayMs: 10, maxQueue: 9 });
    expect(others).toEqual([]);
  });

  it("takes what is declared where no document states it", () => {
    const [plan] = stagePlans(release({ batch_size: 1 }), { ...declaring("only"), maxQueue: 7 });
    expect(plan).toMatchObject({ instances: 3, batchSize: 1, batchDelayMs: 20, maxQueue: 7 });
  });

  it("has the platform's limits on its own clients, unless requests may wait", () => {
    const declared = { ...NOTHING_DECLARED, noQueue: true, maxConcurrent: 2 };
    expect(stagePlans(release({}), declared)[0]).toMatchObject({ maxQueue: 256, noQueue: true, maxConcurrent: 2 });
    const without = { maxQueue: 9, noQueue: false, maxConcurrent: Infinity };
    expect(stagePlans(release({ max_queue: 9 }), declared)[0]).toMatchObject(without);
    expect(stagePlans(release({}), NOTHING_DECLARED)[0]).toMatchObject({ noQueue: false, maxConcurrent: Infinity });
  });

  it("leaves several stages as the script says; what the first lets in is not refused later", () => {
    const plans = stagePlans(release({ instances: 1, max_queue: 5 }), declaring("pre", "main"));
    expect(plans.map(({ name, index, instances, maxQueue }) => [name, index, instances, maxQueue])).toEqual([
      ["pre", 0, 3, 5],
      ["main", 1, 3, Infinity],
    ]);
  });
});
