import { dirname, resolve } from "node:path";
import Type from "typebox";
import type { JsonValue } from "../../contract/json.ts";
import { isJsonObject } from "../../contract/json.ts";
import { SettingsError, validated } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { readLines } from "./json-lines.ts";
import { membersOf } from "./members.ts";
import type { Request, RequestInput } from "./request.ts";
import { named } from "./request.ts";

const InputLine = Type.Object(
  {
    file: Type.Optional(Type.String({ minLength: 1 })),
    uri: Type.Optional(Type.String({ minLength: 1 })),
    attribute: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

/**
 * A gate's request (spec: AVA, section 6.2) in which an input may also be a file, and what comparisons and recordings add
 * to it.
 */
const RequestLine = Type.Object(
  {
    op: Type.Optional(Type.String()),
    data: Type.Array(InputLine, { minItems: 1 }),
    params: Type.Optional(Type.Unknown()),
    name: Type.Optional(Type.String({ minLength: 1 })),
    label: Type.Optional(Type.Unknown()),
    release: Type.Optional(Type.String({ minLength: 1 })),
    target: Type.Optional(Type.String()),
    platform: Type.Optional(Type.Boolean()),
    at: Type.Optional(Type.String()),
    ms: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);

/** Answers stay text, so that their numbers stay as they were written. */
const ANSWERS: ReadonlySet<string> = new Set(["answer", "beside"]);

/**
 * A file of requests, one JSON object in each line. Paths in it start from its own folder.
 *
 * @param isGrowing whether somebody may be writing it
 * @throws SettingsError naming the line
 */
export async function readRequestLines(path: string, isGrowing = false): Promise<Request[]> {
  const folder = dirname(path);
  const lines = await readLines(path, isGrowing);
  if (lines.length === 0) throw new SettingsError(`${path}: holds no request`);
  return named(lines.map(({ text, where }) => requestOf(text, where, folder)));
}

function parsed(text: string, where: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new SettingsError(`${where}: is not JSON (${messageOf(error)})`);
  }
}

function requestOf(text: string, where: string, folder: string): Request {
  const members = membersOf(text);
  const plain = [...(members ?? [])].filter(([key]) => !ANSWERS.has(key));
  // What is no object has an error that says where.
  const value =
    members === undefined
      ? parsed(text, where)
      : Object.fromEntries(plain.map(([key, json]) => [key, parsed(json, where)]));
  if (!isJsonObject(value)) throw new SettingsError(`${where}: must be a JSON object`);
  const group = Array.isArray(value["data"]);
  // A single input is checked as a group of one, so that an error names what is wrong in it.
  const line = validated(RequestLine, group ? value : { ...value, data: [value["data"]] }, where);
  const inputs = line.data.map((input) => inputOf(input, where, folder));
  const [first] = line.data;
  const params = jsonOf(line.params);
  const answer = members?.get("answer");
  return {
    name: line.name ?? first?.file ?? shortUri(first?.uri) ?? where,
    group,
    inputs,
    ...(params === undefined ? {} : { params }),
    ...(line.label === undefined ? {} : { label: line.label as JsonValue }),
    ...(line.release === undefined ? {} : { release: line.release }),
    ...(line.target === undefined ? {} : { target: line.target }),
    ...(line.platform === undefined ? {} : { platform: line.platform }),
    ...(answer === undefined ? {} : { answer }),
  };
}

function inputOf(
  { file, uri, attribute }: { file?: string; uri?: string; attribute?: unknown },
  where: string,
  folder: string,
): RequestInput {
  if ((file === undefined) === (uri === undefined)) {
    throw new SettingsError(`${where}: an input needs one of file and uri`);
  }
  const text = jsonOf(attribute);
  const rest = text === undefined ? {} : { attribute: text };
  return file === undefined ? { uri: uri ?? "", ...rest } : { file: resolve(folder, file), ...rest };
}

/** As the gate reads it: null is nothing. */
function jsonOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

/** A URI that can be a name; one with data in it cannot. */
function shortUri(uri: string | undefined): string | undefined {
  return uri?.startsWith("data:") === true ? undefined : uri;
}
