import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScriptMetrics } from "../../src/observe/script-metrics.ts";
import { MetricsTextError, merged, parseFamilies } from "../../src/observe/script-metrics.ts";

const LABELS = { app: "a", version: "v1", worker: "1" };

function told(text: string, labels: ScriptMetrics["labels"] = LABELS): ScriptMetrics {
  return { labels, families: parseFamilies(text) };
}

describe("parseFamilies", () => {
  it.each([
    "a 1",
    "a -Inf",
    "a +Inf 1700000000000",
    "a 1e-05",
    "a{} NaN",
    'a{b="c",} 1.5',
    'a{b="}",c="\\"\\\\\\n{"} .5',
    "# any comment",
    "# EOF",
    "",
  ])("reads %s", (line) => {
    expect(() => parseFamilies(line)).not.toThrow();
  });

  it.each(["a", "a 1 2 3", "a{ 1", 'a{b="c"d="e"} 1', 'a{b="c} 1', "5a 1", "a one", "<html>", 'a{b="x\\"} 1'])(
    "refuses %s",
    (line) => {
      expect(() => parseFamilies(`b 1\n${line}\n`)).toThrow(
        new MetricsTextError("metrics() tells what is no Prometheus text, at line 2"),
      );
    },
  );

  it("puts a histogram's series into its family", () => {
    const text = '# TYPE h histogram\nh_bucket{le="+Inf"} 2\nh_sum 3\nh_count 2\nother_count 1\n';
    expect([...parseFamilies(text)].map(([name, { type, samples }]) => [name, type, samples.length])).toEqual([
      ["h", "histogram", 3],
      ["other_count", "untyped", 1],
    ]);
  });

  it("answers whatever text, soon", () => {
    const line = fc.stringMatching(/^[ab{}="\\, 1.#]{0,60}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
        try {
          parseFamilies(lines.join("\n"));
        } catch (error) {
          expect(error).toBeInstanceOf(MetricsTextError);
        }
      }),
    );
    const hostile = `a{${'b="\\\\",'.repeat(30_000)}`;
    const started = performance.now();
    expect(() => parseFamilies(hostile)).toThrow(MetricsTextError);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("merged", () => {
  const OWN = new Map([["own_seconds", "# TYPE own_seconds histogram\nown_seconds_count 1\n"]]);

  it("what is written can be read, and keeps labels and values", () => {
    const name = fc.stringMatching(/^[a-z]\w{0,8}$/);
    const label = fc.tuple(name, fc.stringMatching(/^([^"\\\n\r\u2028\u2029]|\\[n\\"]){0,8}$/u));
    fc.assert(
      fc.property(name, fc.uniqueArray(label, { selector: ([key]) => key }), fc.double(), (metric, labels, value) => {
        const number = Number.isFinite(value) ? String(value) : "NaN";
        const pairs = labels.map(([key, text]) => `${key}="${text}"`).join(",");
        const [first, second] = [told(`${metric}{${pairs}} ${number}`), told(`${metric}{${pairs}} ${number}`)];
        const text = merged(new Map(), [first, { ...second, labels: { ...LABELS, worker: "2" } }]);
        const [family] = parseFamilies(text).values();
        expect(family?.samples.map(({ rest }) => rest)).toEqual([number, number]);
        const own = labels.map(([key, said]) => [key in LABELS ? `exported_${key}` : key, said]);
        expect(family?.samples[0]?.labels).toEqual([...Object.entries(LABELS), ...own]);
      }),
    );
  });

  it.each([
    "own_seconds 1",
    "own_seconds_count 1",
    "own_seconds_bucket 1",
    "# TYPE own_seconds histogram\nown_seconds_sum 1",
  ])("%j is ours, and stays so", (text) => {
    expect(merged(OWN, [told(text)])).toBe(OWN.get("own_seconds"));
  });

  it("nothing without samples is told", () => {
    expect(merged(new Map(), [told("# HELP a b\n# TYPE a gauge\n")])).toBe("");
  });
});
