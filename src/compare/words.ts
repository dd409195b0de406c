import type { Measure } from "./report.ts";

/** A measure's level in words, for people who read nothing else. */
export function sayLevel(measure: Omit<Measure, "says">): string {
  switch (measure.level) {
    case "equal":
      return `equal in ${all(measure.cases)}${measure.worst === idealOf(measure) ? "" : `, but for rounding (${worstText(measure)})`}`;
    case "noise":
      return `${differs(measure)}; A differs from itself by ${noiseText(measure)}, so this is no more than A's own noise`;
    case "tolerance":
      return `${differs(measure)}; that is within what was asked for${limitText(measure)}`;
    default:
      return `${differs(measure)}${limitText(measure) || "; nothing but rounding is forgiven"}${beyondNoise(measure)}`;
  }
}

/** 6 digits at most. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function all(cases: number): string {
  return cases === 1 ? "the one case" : `all ${cases} cases`;
}

function idealOf({ sense }: Pick<Measure, "sense">): number {
  return sense === "difference" ? 0 : 1;
}

function differs(measure: Omit<Measure, "says">): string {
  const { cases, equal } = measure;
  return `not equal in ${cases - equal} of ${cases} cases, ${worstText(measure)}`;
}

function worstText({ sense, worst, unit }: Pick<Measure, "sense" | "worst" | "unit">): string {
  return `${sense === "difference" ? "at most" : "at least"} ${withUnit(worst, unit)}`;
}

function limitText({ limit, asked, exceeding, cases, unit, sense }: Omit<Measure, "says">): string {
  if (limit === undefined) return "";
  const of = sense === "difference" ? "most" : "least";
  const beyond = exceeding === 0 ? "" : `, which ${exceeding} of ${cases} break`;
  return `; the ${of} that ${asked ? "was asked for" : "rounding explains"} is ${withUnit(limit, unit)}${beyond}`;
}

function noiseText({ noise, sense, unit, worst }: Omit<Measure, "says">): string {
  return worstText({ sense, worst: noise?.worst ?? worst, unit });
}

function beyondNoise(measure: Omit<Measure, "says">): string {
  const { noise } = measure;
  if (noise === undefined) return "";
  if (noise.worst === idealOf(measure)) return "; A does not differ from itself";
  return `; A differs from itself by ${noiseText(measure)}, and this is more (p = ${figure(noise.p)} for the mean)`;
}

function withUnit(value: number, unit: string): string {
  return unit === "" ? figure(value) : `${figure(value)} ${unit}`;
}
