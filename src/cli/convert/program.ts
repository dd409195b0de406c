import { Message } from "./messages.ts";

/** A tensor that a program takes or gives. */
export interface Variable {
  readonly name: string;
  /** Number of its type in Paddle's `VarType.Type`. */
  readonly dtype: number;
  /** -1 for a size that is not known. */
  readonly shape: readonly number[];
  readonly lodLevel: number;
}

/** What of a Paddle program (`framework.proto` of Paddle 1 and 2) matters to those who serve it. */
export interface Program {
  /** In the order in which they are fed. */
  readonly feeds: readonly Variable[];
  /** In the order in which they are fetched. */
  readonly fetches: readonly Variable[];
  /** Names of its parameters, in the order in which one file holds them all. */
  readonly parameters: readonly string[];
}

/** Numbers of fields, by message. */
const PROGRAM = { blocks: 1 } as const;
const BLOCK = { variables: 3, operators: 4 } as const;
const VARIABLE = { name: 1, type: 2, persistable: 3 } as const;
const TYPE = { type: 1, lodTensor: 3 } as const;
const LOD_TENSOR = { tensor: 1, lodLevel: 2 } as const;
const TENSOR = { dtype: 1, dims: 2 } as const;
const OPERATOR = { inputs: 1, outputs: 2, type: 3, attributes: 4 } as const;
const ARGUMENTS = { names: 2 } as const;
const ATTRIBUTE = { name: 1, integer: 3 } as const;
const LOD_TENSOR_TYPE = 7;

/** @throws Error when the bytes are no program, or it is for training: nothing is fed or fetched */
export function readProgram(bytes: Uint8Array): Program {
  const block = new Message(bytes).message(PROGRAM.blocks);
  const variables = new Map((block?.messages(BLOCK.variables) ?? []).map((one) => [one.text(VARIABLE.name), one]));
  const operators = block?.messages(BLOCK.operators) ?? [];
  const described = (names: readonly string[]) => names.map((name) => describe(name, variables.get(name)));
  const feeds = described(namesAt(operators, "feed", OPERATOR.outputs));
  const fetches = described(namesAt(operators, "fetch", OPERATOR.inputs));
  if (feeds.length === 0 || fetches.length === 0) throw new Error("it is fed or fetches nothing");
  const isParameter = (variable: Message) =>
    variable.number(VARIABLE.persistable) !== 0 && typeOf(variable)?.number(TYPE.type) === LOD_TENSOR_TYPE;
  const parameters = [...variables].filter(([, variable]) => isParameter(variable)).map(([name]) => name);
  return { feeds, fetches, parameters: parameters.sort(byCodePoint) };
}

/** What the operators of a type feed or fetch, in the order of their column. */
function namesAt(operators: readonly Message[], type: string, side: number): string[] {
  const found = operators.filter((operator) => operator.text(OPERATOR.type) === type);
  const named = found.map((operator): [number, string] => [
    columnOf(operator),
    operator.message(side)?.text(ARGUMENTS.names) ?? "",
  ]);
  return named.sort(([a], [b]) => a - b).map(([, name]) => name);
}

function columnOf(operator: Message): number {
  const column = operator.messages(OPERATOR.attributes).find((one) => one.text(ATTRIBUTE.name) === "col");
  return column?.number(ATTRIBUTE.integer) ?? 0;
}

function describe(name: string, variable: Message | undefined): Variable {
  const lodTensor = variable && typeOf(variable)?.message(TYPE.lodTensor);
  const tensor = lodTensor?.message(LOD_TENSOR.tensor);
  if (lodTensor === undefined || tensor === undefined) throw new Error(`${name} is no tensor of it`);
  const lodLevel = lodTensor.number(LOD_TENSOR.lodLevel);
  return { name, dtype: tensor.number(TENSOR.dtype), shape: tensor.numbers(TENSOR.dims), lodLevel };
}

function typeOf(variable: Message): Message | undefined {
  return variable.message(VARIABLE.type);
}

/** As Python sorts. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
