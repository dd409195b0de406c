import type { CompareSettings } from "./settings.ts";

/** How far apart two numbers may be. */
export interface Tolerance extends Pick<CompareSettings, "formula" | "nan_equal"> {
  readonly atol: number;
  readonly rtol: number;
  /** Whether two whole numbers must be the same: they are counts and ids more often than measurements. */
  readonly whole: boolean;
}

/** What is forgiven without being asked: 1e-5, and a few steps of a large 32-bit float. */
const ROUNDING = { atol: 1e-5, rtol: 1e-6, whole: true };

/** What rounding explains, and what the user allows; the same where he says nothing. */
export interface Tolerances {
  readonly rounding: Tolerance;
  readonly allowed: Tolerance;
  readonly asked: boolean;
}

export function tolerancesOf({ atol, rtol, formula, nan_equal }: CompareSettings): Tolerances {
  const rounding = { ...ROUNDING, formula, nan_equal };
  if (atol === undefined && rtol === undefined) return { rounding, allowed: rounding, asked: false };
  return { rounding, allowed: { ...rounding, atol: atol ?? 0, rtol: rtol ?? 0, whole: false }, asked: true };
}

/** Whether `b` is as good as the reference `a`. */
export function isClose(a: number | bigint, b: number | bigint, tolerance: Tolerance): boolean {
  if (a === b) return true;
  const apart = distance(a, b);
  if (apart === undefined) return tolerance.nan_equal && Number.isNaN(a) && Number.isNaN(b);
  if (apart === 0) return true;
  if (tolerance.whole && isWhole(a) && isWhole(b)) return false;
  const { atol, rtol, formula } = tolerance;
  const size = Math.abs(Number(a));
  if (formula === "numpy") return apart <= atol + rtol * size;
  return apart <= Math.max(atol, rtol * Math.max(size, Math.abs(Number(b))));
}

/** How far apart two numbers are, exactly for whole ones of any size; itself finite, and undefined where one is NaN or infinite. */
export function distance(a: number | bigint, b: number | bigint): number | undefined {
  const isExact = (typeof a === "bigint" || typeof b === "bigint") && isWhole(a) && isWhole(b);
  const apart = isExact ? Number(BigInt(b) - BigInt(a)) : Number(b) - Number(a);
  if (!(Number.isFinite(Number(a)) && Number.isFinite(Number(b)))) return undefined;
  return Math.min(Math.abs(apart), Number.MAX_VALUE);
}

function isWhole(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isInteger(value);
}
