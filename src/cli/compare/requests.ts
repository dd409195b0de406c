import { readFile } from "node:fs/promises";
import type { JsonValue } from "../../contract/json.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import type { EvalTask } from "../../gateways/ava-request.ts";
import type { Source } from "../../service.ts";
import { inputsOf, isUri } from "../run/inputs.ts";
import { readRequestLines } from "./request-lines.ts";

/** One input of a request. Exactly one of `file` and `uri` is set. */
export interface RequestInput {
  /** Path of a file that holds the bytes. */
  readonly file?: string;
  readonly uri?: string;
  /** JSON text. */
  readonly attribute?: string;
}

/** A request that both sides are asked. */
export interface Request {
  /** Of its own among all requests. */
  readonly name: string;
  readonly group: boolean;
  readonly inputs: readonly RequestInput[];
  /** JSON text. */
  readonly params?: string;
  /** What is known to be true of it. */
  readonly label?: JsonValue;
  /** `<app>/<version>` that it was recorded from. */
  readonly release?: string;
  /** What was answered then (JSON text), as the recording has it. */
  readonly answer?: string;
}

/**
 * The requests that `--data` names: a file of request lines (*.jsonl), or a file, a folder, a pattern or a URI, whose
 * files are a request each.
 *
 * @param params of requests that are files (JSON text)
 * @throws SettingsError when there are none, or a line is wrong
 */
export async function requestsOf(data: string, params: string | undefined): Promise<Request[]> {
  if (data.endsWith(".jsonl")) {
    if (params === undefined) return readRequestLines(data);
    throw new SettingsError("--params: is for files; the requests of a JSON-lines file have their own");
  }
  const { names } = await inputsOf([data]);
  return fileRequests(names, params);
}

/** A request for each file or URI, by the name that it has there. */
export function fileRequests(
  names: readonly string[],
  params: string | undefined,
  nameOf: (path: string) => string = (path) => path,
): Request[] {
  const requests = names.map((name) => ({
    name: nameOf(name),
    group: false,
    inputs: [isUri(name) ? { uri: name } : { file: name }],
    ...(params === undefined ? {} : { params }),
  }));
  return named(requests);
}

/** Names that came twice get a number. */
export function named(requests: readonly Request[]): Request[] {
  const taken = new Map<string, number>();
  return requests.map((request) => {
    const times = (taken.get(request.name) ?? 0) + 1;
    taken.set(request.name, times);
    return times === 1 ? request : { ...request, name: `${request.name} (${times})` };
  });
}

/**
 * A request with the bytes of its files.
 *
 * @throws SettingsError when a file cannot be read
 */
export async function taskOf({ group, inputs, params }: Request): Promise<EvalTask> {
  const sources = await Promise.all(inputs.map(sourceOf));
  return { group, sources, ...(params === undefined ? {} : { params }) };
}

async function sourceOf({ file, uri, attribute }: RequestInput): Promise<Source> {
  const rest = attribute === undefined ? {} : { attribute };
  if (file === undefined) return { uri: uri ?? "", ...rest };
  const body = await readFile(file).catch((error: unknown) => {
    throw new SettingsError(`${file}: cannot be read (${messageOf(error)})`);
  });
  return { body: [body], ...rest };
}
