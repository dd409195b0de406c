import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseStages, ladderOf } from "../../src/compare/ladder.ts";
import type { PassedArray } from "../../src/compare/stage-array.ts";
import { pairStages } from "../../src/compare/stage-pairs.ts";
import type { StageName } from "../../src/contract/observation.ts";

type Kind = Exclude<StageName, "answer">;

function step(stage: Kind, values: readonly number[], rest: Partial<PassedArray> = {}): PassedArray {
  const bytes = Uint8Array.from(values);
  return { stage, call: stage, name: "", run: 0, dtype: "uint8", shape: [values.length], bytes, ...rest };
}

const EQUAL = { level: "equal", says: "within every limit" } as const;
const DIFFERENT = { level: "different", says: "score 1" } as const;

function levels(a: readonly PassedArray[], b: readonly PassedArray[], rest: object = {}): string[] {
  const { stages } = caseStages({ id: "x", a, b, again: [], answer: EQUAL, ...rest });
  return stages.map(({ stage, level }) => `${stage} ${level}`);
}

it("where nothing was seen on both sides nobody knows whether they part", () => {
  const alone = caseStages({ id: "x", a: [step("decode", [1])], b: [], again: [], answer: EQUAL });
  expect(alone.says).toBe("no step but the answer was seen on both sides");
  expect(ladderOf([alone]).says).toBe("no step but the answer was seen on both sides in 1 request");
  const both = caseStages({ id: "x", a: [step("decode", [1])], b: [step("decode", [1])], again: [], answer: EQUAL });
  expect(ladderOf([alone, both]).says).toBe("no stage diverges in 2 requests");
});

describe("the steps of both sides", () => {
  const kinds: Kind[] = ["decode", "colour", "resize", "net input", "net output"];
  const ways = fc.array(
    fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 255 })).map(([kind, value]) => step(kind, [value])),
    { maxLength: 8 },
  );

  it("are paired by kind; each of either side is there once, in its order", () => {
    fc.assert(
      fc.property(ways, ways, (a, b) => {
        const pairs = pairStages(a, b);
        expect(
          pairs.every((pair) => pair.a === undefined || pair.b === undefined || pair.a.stage === pair.b.stage),
        ).toBe(true);
        const both = pairs.filter((pair) => pair.a !== undefined && pair.b !== undefined);
        const seen = new Set(pairs.flatMap((pair) => [pair.a, pair.b]).filter((each) => each !== undefined));
        expect(seen.size).toBe(2 * both.length + (pairs.length - both.length));
      }),
    );
  });

  it("are found though one side has one more, or one that changes nothing", () => {
    const a = [step("decode", [1, 2]), step("colour", [1, 2]), step("resize", [3]), step("resize", [4])];
    const b = [step("decode", [1, 2]), step("pad", [9]), step("resize", [4])];
    const found = levels(a, b);
    expect(found.filter((each) => !each.endsWith("unpaired"))).toEqual([
      "decode equal",
      "resize equal",
      "answer equal",
    ]);
    expect(found.filter((each) => each.endsWith("unpaired")).toSorted()).toEqual(["pad unpaired", "resize unpaired"]);
  });

  it("of a network are paired by name", () => {
    const port = (name: string, value: number) => step("net input", [value], { name });
    expect(levels([port("x", 1), port("y", 2)], [port("y", 2), port("x", 1)])).toEqual([
      "net input equal",
      "net input equal",
      "answer equal",
    ]);
  });
});

describe("it begins", () => {
  it("at the first stage that diverges, after what was equal", () => {
    const [a, b] = [
      [step("decode", [1, 2]), step("resize", [5]), step("net output", [1])],
      [step("decode", [1, 2]), step("resize", [7]), step("net output", [9])],
    ];
    const found = caseStages({ id: "x", a, b, again: [], answer: DIFFERENT });
    expect(found.begins).toBe(1);
    expect(found.says).toBe(
      "begins at resize: 1 of 1 numbers differ, up to 2 at [0]: 5 -> 7; decode before it is equal",
    );
    expect(ladderOf([found]).says).toBe(`in 1 of 1 request that diverges it ${found.says}`);
  });

  it("at the network's input where red for blue makes another output, and nowhere where it does not", () => {
    const picture = (values: readonly number[]) => step("net input", values, { shape: [2, 1, 3] });
    const [rgb, bgr] = [picture([1, 2, 3, 4, 5, 6]), picture([3, 2, 1, 6, 5, 4])];
    const output = (value: number) => step("net output", [value]);
    expect(levels([rgb, output(1)], [bgr, output(1)])).toEqual([
      "net input reordered",
      "net output equal",
      "answer equal",
    ]);
    expect(levels([rgb, output(1)], [bgr, output(2)])[0]).toBe("net input different");
    const decoded = { stage: "decode" } as const;
    expect(levels([{ ...rgb, ...decoded }, output(1)], [{ ...bgr, ...decoded }, output(2)])[0]).toBe(
      "decode reordered",
    );
  });

  it("nowhere where A differs from itself as much, and nothing was told apart that was not kept", () => {
    const way = (value: number) => [step("net output", [value, 100])];
    const again = [way(12), way(9)];
    expect(levels(way(10), way(13), { again })).toEqual(["net output noise", "answer equal"]);
    expect(levels(way(10), way(90), { again, answer: DIFFERENT })[0]).toBe("net output different");
    expect(levels(way(10), [step("net output", [1, 2], { bytes: undefined })])[0]).toBe("net output unpaired");
  });
});
