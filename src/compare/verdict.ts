import type { KindFound } from "./kind.ts";
import type { Level, Measure, Verdict } from "./report.ts";
import { figure } from "./words.ts";

const VERDICT_OF = {
  equal: { verdict: "equal", exit_code: 0 },
  noise: { verdict: "equal within noise", exit_code: 0 },
  tolerance: { verdict: "within tolerance", exit_code: 0 },
  different: { verdict: "different", exit_code: 1 },
} as const satisfies Readonly<Record<Level, Pick<Verdict, "verdict" | "exit_code">>>;

/** The worst first. */
const ORDER: readonly Level[] = ["different", "tolerance", "noise", "equal"];

/**
 * The verdict that the worst level of any measure gives. Where several measures have it, the rule names the first and counts the
 * others.
 */
export function verdictOf(found: KindFound, measures: readonly Measure[]): Verdict {
  if (found.kind === undefined || measures.length === 0) {
    const rule = found.kind === undefined ? found.because : "no answer could be measured";
    return { verdict: "nothing could be compared", rule, exit_code: 2 };
  }
  const level = ORDER.find((one) => measures.some((measure) => measure.level === one)) ?? "equal";
  if (level === "equal") return { ...VERDICT_OF.equal, rule: equalRule(measures) };
  const [first, ...others] = measures.filter((measure) => measure.level === level);
  const more = others.length === 0 ? "" : `; also: ${others.map(({ title }) => title).join(", ")}`;
  return {
    ...VERDICT_OF[level],
    rule: `${first?.title ?? ""}: ${first?.says ?? ""}${more}`,
    ...(first === undefined ? {} : { measure: first.name }),
  };
}

function equalRule(measures: readonly Measure[]): string {
  const cases = Math.max(...measures.map((measure) => measure.cases));
  const rounded = measures.filter(({ worst, sense }) => worst !== (sense === "difference" ? 0 : 1));
  const of = cases === 1 ? "the one case is" : `all ${cases} cases are`;
  if (rounded.length === 0) return `${of} equal by every measure, with no difference at all`;
  const parts = rounded.map(({ title, worst }) => `${title} ${figure(worst)}`);
  return `${of} equal by every measure; rounding is all that differs (${parts.join(", ")})`;
}
