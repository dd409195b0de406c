import { isWeak } from "./noise.ts";
import type { Measure } from "./report.ts";

type Unsaid = Omit<Measure, "says">;

/** A measure's level in words, for people who read nothing else. They follow the measure's title. */
export function sayLevel(measure: Unsaid): string {
  switch (measure.level) {
    case "equal":
      return `equal in ${all(measure)}${isIdeal(measure, measure.worst) ? "" : `, but for rounding (${worstText(measure)})`}`;
    case "noise":
      return `${found(measure)}; A differs from itself so too (${noiseText(measure)}): no more than its own noise${weakText(measure)}`;
    case "tolerance":
      return `${found(measure)}; ${askedText(measure)}`;
    default:
      return `${found(measure)}; ${measure.asked ? brokenText(measure) : roundingText(measure)}${beyondNoise(measure)}`;
  }
}

/** At most 6 digits that say something. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Three digits that count. */
export function short(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What no page can hold, or commands a terminal, or changes what stands around it becomes a visible sign. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cs}\ufffe\uffff]|(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    "\ufffd",
  );
}

export function withUnit(value: number, { unit }: Pick<Unsaid, "unit">): string {
  if (unit === "") return figure(value);
  return `${figure(value)} ${value === 1 ? unit.replace(/(?<=ss)es$|s$/, "") : unit}`;
}

function isIdeal({ sense }: Pick<Unsaid, "sense">, value: number): boolean {
  return value === (sense === "difference" ? 0 : 1);
}

function all({ cases }: Unsaid): string {
  return cases === 1 ? "the one case" : `all ${cases} cases`;
}

function found(measure: Unsaid): string {
  return `${worstText(measure)} in ${measure.cases - measure.equal} of ${measure.cases} cases`;
}

function worstText(measure: Unsaid): string {
  return `${measure.sense === "difference" ? "up to" : "down to"} ${withUnit(measure.worst, measure)}`;
}

function noiseText({ noise, ...measure }: Unsaid): string {
  return worstText({ ...measure, worst: noise?.worst ?? measure.worst });
}

/** What so few cases cannot tell. */
function weakText({ noise }: Unsaid): string {
  if (noise === undefined || !isWeak(noise)) return "";
  return `, as far as ${counted(noise.varying, "case")} can tell, which is not far`;
}

function askedText(measure: Unsaid): string {
  const { limit, mean_limit } = measure;
  const limits = [
    ...(limit === undefined ? [] : [withUnit(limit, measure)]),
    ...(mean_limit === undefined ? [] : [`a mean of ${withUnit(mean_limit, measure)}`]),
  ];
  return limits.length === 0 ? "within what was asked for" : `${limits.join(" and ")} was asked for`;
}

function brokenText(measure: Unsaid): string {
  const { limit, mean_limit, exceeding, cases } = measure;
  if (limit === undefined && mean_limit === undefined) return `beyond what was asked for in ${exceeding} of them`;
  const broken = limit === undefined ? [] : [`${exceeding} of ${cases} break it`];
  const mean = mean_limit === undefined ? [] : [`the mean is ${withUnit(measure.mean, measure)}`];
  return `${askedText(measure)}, and ${[...broken, ...mean].join(", ")}`;
}

function roundingText({ limit, ...measure }: Unsaid): string {
  if (limit === undefined) return "beyond rounding";
  return isIdeal(measure, Number(figure(limit)))
    ? "it has to be exact"
    : `rounding explains ${withUnit(limit, measure)}`;
}

function beyondNoise(measure: Unsaid): string {
  const { noise, sense, worst } = measure;
  if (noise === undefined) return "";
  if (isIdeal(measure, noise.worst)) return "; A does not differ from itself";
  const isBeyond = sense === "difference" ? worst > noise.bound : worst < noise.bound;
  const more = isBeyond
    ? `a case is worse than twice that${isWeak(noise) ? `, which among ${counted(noise.varying, "case")} may be chance` : ""}`
    : `the mean is worse (p = ${Number(noise.p.toPrecision(2))})`;
  return `; A differs from itself, too (${noiseText(measure)}), but ${more}`;
}
