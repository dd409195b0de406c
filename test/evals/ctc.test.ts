import fc from "fast-check";
import { expect, it } from "vitest";
import { decode } from "../../evals/text-recognition/ts/ctc.ts";

const KEYS = ["", "a", "b", " "];

/** Steps of a network whose best keys are `path`, each with its own probability. */
function probabilities(path: readonly (readonly [key: number, probability: number])[]): Float32Array {
  return Float32Array.from(
    path.flatMap(([best, probability]) => KEYS.map((_, key) => (key === best ? probability : (1 - probability) / 3))),
  );
}

/** Halves to ones that float32 holds exactly. */
const probability = fc.integer({ min: 5, max: 8 }).map((eighths) => eighths / 8);
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), probability), { maxLength: 30 });

it("keeps the first step of each run of a sign, and no blanks", () => {
  fc.assert(
    fc.property(steps, (path) => {
      const runs = path.filter(([key], at) => key !== path[at - 1]?.[0]).filter(([key]) => key !== 0);
      const mean = runs.reduce((sum, [, sure]) => sum + sure, 0) / Math.max(runs.length, 1);
      expect(decode(probabilities(path), KEYS)).toEqual({ text: runs.map(([key]) => KEYS[key]).join(""), score: mean });
    }),
  );
});

it("reads a sign twice with a blank between, once without, and of equals takes the first", () => {
  const at = (...keys: number[]) => probabilities(keys.map((key) => [key, 0.75]));
  expect(decode(at(1, 1, 2, 2), KEYS).text).toBe("ab");
  expect(decode(at(1, 0, 1, 3, 2), KEYS).text).toBe("aa b");
  expect(decode(Float32Array.of(0.1, 0.4, 0.4, 0.1), KEYS).text).toBe("a");
});
