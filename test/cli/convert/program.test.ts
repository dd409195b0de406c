import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProgram } from "../../../src/cli/convert/program.ts";

const MODELS = new URL("../../fixtures/paddle/models/", import.meta.url);
const WORDS = readFileSync(new URL("words/inference.pdmodel", MODELS));

describe("readProgram", () => {
  it("tells what is fed in the order of its columns, what is fetched, and the parameters by name", () => {
    expect(readProgram(WORDS)).toEqual({
      feeds: [
        { name: "mask", dtype: 5, shape: [-1, -1], lodLevel: 0 },
        { name: "ids", dtype: 3, shape: [-1, -1], lodLevel: 0 },
      ],
      fetches: [
        { name: "save_infer_model/scale_0.tmp_0", dtype: 3, shape: [-1, -1], lodLevel: 0 },
        { name: "save_infer_model/scale_1.tmp_0", dtype: 5, shape: [-1, 4], lodLevel: 0 },
      ],
      parameters: ["weights"],
    });
    const line = readFileSync(new URL("line/__model__", MODELS));
    expect(readProgram(line).parameters).toEqual(["fc_0.b_0", "fc_0.w_0"]);
  });

  it("throws an Error for whatever else it is given", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(WORDS.length - 1).map((length) => WORDS.subarray(0, length)),
    );
    fc.assert(fc.property(bytes, (some) => void expect(() => readProgram(some)).toThrow(Error)));
  });
});
