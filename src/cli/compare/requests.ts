import { readFile } from "node:fs/promises";
import type { Source } from "../../contract/call.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import type { EvalTask } from "../../gateways/ava-request.ts";
import { inputsOf, isUri } from "../run/inputs.ts";
import type { Request, RequestInput } from "./request.ts";
import { named } from "./request.ts";
import { readRequestLines } from "./request-lines.ts";

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
