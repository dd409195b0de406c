import type { Measured, PathDifference } from "./difference.ts";
import { measured } from "./measures.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import type { CompareSettings } from "./settings.ts";
import { distance, isClose, type Tolerances } from "./tolerance.ts";
import { isList, isNumber, isValueObject, TextError, type Value, type ValueObject } from "./value.ts";

/** Places that are kept, and characters of each side that are shown. */
const KEPT_PATHS = 20;
const SHOWN = 80;

/** Texts that hold texts that hold literals: no further. */
const MAX_NESTING = 3;

/**
 * Compares values path by path and gathers what differs: numbers by tolerance, everything else exactly. Two texts that both
 * hold Python or NumPy literals with more than text in them are compared as what they hold.
 */
export class ValueDifference {
  /** The first that are beyond rounding or what is allowed. */
  readonly paths: PathDifference[] = [];
  /** Places beyond what is allowed, but for numbers. */
  private exceeding = 0;
  /** Places beyond rounding, but for numbers. */
  private unequal = 0;
  /** The largest difference of two finite numbers; undefined where none were compared. */
  largest: number | undefined;
  private unequalNumbers = 0;
  private exceedingNumbers = 0;
  private readonly tolerances: Tolerances;

  constructor(tolerances: Tolerances) {
    this.tolerances = tolerances;
  }

  /** @param path such as `result.detections[0]` */
  compare(a: Value | undefined, b: Value | undefined, path: string, nesting = 0): void {
    if (a === b) return;
    if (isNumber(a) && isNumber(b)) this.numbers(a, b, path);
    else if (isList(a) && isList(b)) this.lists(a, b, path, nesting);
    else if (isValueObject(a) && isValueObject(b)) this.objects(a, b, path, nesting);
    else if (typeof a === "string" && typeof b === "string") this.texts(a, b, path, nesting);
    else this.differs(path, a, b);
  }

  /** Notes a place that no tolerance forgives. */
  differs(path: string, a: Value | undefined, b: Value | undefined): void {
    this.unequal += 1;
    this.exceeding += 1;
    this.keep(path, a, b);
  }

  /** How many places differ. */
  measure(settings: CompareSettings): Measured {
    const [unequal, exceeding] = [this.unequal + this.unequalNumbers, this.exceeding + this.exceedingNumbers];
    return measured("paths", exceeding, settings, { equal: unequal === 0, exceeds: exceeding > 0 });
  }

  /** How far apart the numbers are; whether that is too far, each was asked by itself. */
  measureLargest(settings: CompareSettings): Measured {
    return measured("max_abs", this.largest ?? 0, settings, {
      equal: this.unequalNumbers === 0,
      exceeds: this.exceedingNumbers > 0,
    });
  }

  private numbers(a: number | bigint, b: number | bigint, path: string): void {
    const apart = distance(a, b);
    if (apart !== undefined) this.largest = Math.max(this.largest ?? 0, apart);
    const isRounding = isClose(a, b, this.tolerances.rounding);
    const isAllowed = isClose(a, b, this.tolerances.allowed);
    if (!isRounding) this.unequalNumbers += 1;
    if (!isAllowed) this.exceedingNumbers += 1;
    if (!(isRounding && isAllowed)) this.keep(path, a, b);
  }

  private lists(a: readonly Value[], b: readonly Value[], path: string, nesting: number): void {
    if (a.length !== b.length) this.differs(`${path}.length`, a.length, b.length);
    const shared = Math.min(a.length, b.length);
    for (let index = 0; index < shared; index++) {
      // Most are the same, and a path is dear.
      if (a[index] !== b[index]) this.compare(a[index], b[index], `${path}[${index}]`, nesting);
    }
  }

  private objects(a: ValueObject, b: ValueObject, path: string, nesting: number): void {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      this.compare(own(a, key), own(b, key), path + segment(key), nesting);
    }
  }

  private texts(a: string, b: string, path: string, nesting: number): void {
    const [inA, inB] = nesting < MAX_NESTING ? [literalIn(a), literalIn(b)] : [undefined, undefined];
    if (inA === undefined || inB === undefined) this.differs(path, a, b);
    else this.compare(inA, inB, path, nesting + 1);
  }

  private keep(path: string, a: Value | undefined, b: Value | undefined): void {
    if (this.paths.length < KEPT_PATHS) this.paths.push({ path, a: shown(a), b: shown(b) });
  }
}

/** What a text holds if that is a number, a list or a mapping; undefined for mere text. */
export function literalIn(text: string): Value | undefined {
  try {
    const value = parsePythonLiteral(text);
    return isNumber(value) || (typeof value === "object" && value !== null) ? value : undefined;
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}

/** A value for people, shortened. */
export function shown(value: Value | undefined): string {
  if (value === undefined) return "(nothing)";
  const text = isNumber(value) ? String(value) : JSON.stringify(value, numberAsText);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

function numberAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ? String(value) : value;
}

function own(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function segment(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
