import { describe, expect, it } from "vitest";
import { askBoth } from "../../../src/cli/compare/paired.ts";
import type { Side } from "../../../src/cli/compare/side.ts";

/** A side that notes that it was asked, and answers with its name and how often. */
function sideOf(name: string, log: string[], isLive = true): Side {
  return {
    name,
    isLive,
    ask: async () => {
      log.push(name);
      return { code: 0, message: `${name}${log.filter((entry) => entry === name).length}` };
    },
  };
}

function question(name: string) {
  return { name, task: { group: false, sources: [] } };
}

const PLAN = { seed: 1, repeat: 3, calibrate: 2 };

describe("asking both sides", () => {
  it("asks pair by pair, and A alone for its noise", async () => {
    const log: string[] = [];
    const found = await askBoth(sideOf("A", log), sideOf("B", log), question("x"), PLAN);
    const pairs = [log.slice(0, 2), log.slice(2, 4), log.slice(4, 6)];
    expect(pairs.map((pair) => pair.toSorted())).toEqual([
      ["A", "B"],
      ["A", "B"],
      ["A", "B"],
    ]);
    expect(log.slice(6)).toEqual(["A", "A"]);
    expect(found?.a.map(({ message }) => message)).toEqual(["A1", "A2", "A3"]);
    expect(found?.calibration.map(({ message }) => message)).toEqual(["A4", "A5"]);
  });

  it("lets chance decide who is first, the same chance for a seed", async () => {
    const firsts = async (seed: number) => {
      const log: string[] = [];
      for (let index = 0; index < 200; index++) {
        await askBoth(sideOf("A", log), sideOf("B", log), question(`${index}`), { seed, repeat: 1, calibrate: 0 });
      }
      return log.filter((_, index) => index % 2 === 0).join("");
    };
    const one = await firsts(1);
    expect(one.replaceAll("B", "").length).toBeGreaterThan(70);
    expect(one.replaceAll("B", "").length).toBeLessThan(130);
    expect(await firsts(1)).toBe(one);
    expect(await firsts(2)).not.toBe(one);
  });

  it("reads a recorded side once, and asks nobody where it knows nothing", async () => {
    const log: string[] = [];
    const found = await askBoth(sideOf("A", log, false), sideOf("B", log), question("x"), PLAN);
    expect([found?.a.length, found?.b.length, found?.calibration.length]).toEqual([1, 3, 0]);
    const silent: Side = { name: "S", isLive: false, ask: async () => undefined };
    log.length = 0;
    expect(await askBoth(sideOf("A", log), silent, question("x"), PLAN)).toBeUndefined();
    expect(log).toEqual([]);
  });
});
