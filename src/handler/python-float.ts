/** A number that clients are to get as Python writes a float: 1 as `1.0`. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * For the port of a script of another platform (`dialect` in `release.yaml`), anywhere in a result: a number that is a
 * float in the original. JSON of its clients has `1.0` then, also where the number is whole.
 */
export function pythonFloat(value: number): PythonFloat {
  return new PythonFloat(value);
}
