import { InferenceSession, Tensor } from "onnxruntime-node";

/** A tensor as `models.py` tells of it: its name, its shape, its numbers. */
export type Told = readonly [name: string, shape: readonly number[], numbers: readonly number[]];

/** What Paddle's predictor answered for a model: a line of what `models.py predict` prints. */
export type Predicted = readonly [model: string, inputs: readonly Told[], outputs: readonly Told[]];

/** What an ONNX model answers to the inputs that Paddle's predictor had. */
export async function answersOf(onnx: string, inputs: readonly Told[]): Promise<readonly Told[]> {
  const session = await InferenceSession.create(onnx);
  const types = new Map(session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : ""]));
  const feeds = Object.fromEntries(
    inputs.map(([name, shape, numbers]) => {
      const data = types.get(name) === "int64" ? BigInt64Array.from(numbers.map(BigInt)) : Float32Array.from(numbers);
      return [name, new Tensor(data, [...shape])];
    }),
  );
  const fetched = await session.run(feeds);
  return session.outputNames.map((name) => {
    const tensor = fetched[name];
    if (tensor === undefined || typeof tensor.data[0] === "string") throw new Error(`${name} holds no numbers`);
    return [name, tensor.dims, Array.from<unknown, number>(tensor.data, Number)];
  });
}

/** The greatest difference of any two numbers; infinite where names or shapes differ. */
export function difference(some: readonly Told[], others: readonly Told[]): number {
  const heads = (told: readonly Told[]) => JSON.stringify(told.map(([name, shape]) => [name, shape]));
  if (heads(some) !== heads(others)) return Number.POSITIVE_INFINITY;
  const numbers = (told: readonly Told[]) => told.flatMap(([, , each]) => each);
  const theirs = numbers(others);
  return Math.max(...numbers(some).map((number, index) => Math.abs(number - (theirs[index] ?? Number.NaN))));
}
