import { readFile } from "node:fs/promises";
import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { newRequestId } from "../gateways/request-id.ts";
import { encodeDataUri } from "../media/data-uri.ts";
import type { Source } from "../service.ts";
import { withHost } from "./host.ts";
import type { HostOptions } from "./options.ts";
import { configOf, DEFAULT_DIR, parseTarget, QUIET, releasesOf } from "./options.ts";
import { say } from "./output.ts";

export interface RunOptions extends HostOptions {
  readonly params?: string;
}

/** `evalbridge run`: one answer on stdout. The exit code is 1 when it is an error. */
export async function run(target: string, input: string, options: RunOptions): Promise<void> {
  const dir = options.dir ?? DEFAULT_DIR;
  const params = checkedParams(options.params);
  const source = await sourceOf(input);
  const name = parseTarget(target);
  const releases = await releasesOf(dir, name);
  const config = await configOf(dir, options, { defaults: QUIET });
  await withHost(releases, config, async ({ catalog, service }) => {
    // A request's time is not for building environments and loading models.
    await Promise.all(catalog.releases.map((loaded) => loaded.settled()));
    try {
      const call = { ...name, reqid: newRequestId(), group: false, sources: [source], ...params };
      const answer = await service.eval(call);
      print(textOf(answer), isFailure(answer));
    } catch (cause) {
      const error = BridgeError.from(cause);
      print(JSON.stringify({ code: error.code, message: error.message }), true);
    }
  });
}

/** `result` is text already, and stays as the script wrote it. */
function textOf({ code, message, result, body }: Answer): string {
  const text = body === undefined ? result : JSON.stringify(encodeDataUri(body));
  return `{"code":${code},"message":${JSON.stringify(message)},"result":${text}}`;
}

function print(answer: string, failed: boolean): void {
  say(answer);
  if (failed) process.exitCode = 1;
}

/** `--params` as it was given. Throws SettingsError when it is no JSON. */
export function checkedParams(text: string | undefined): { params?: string } {
  if (text === undefined) return {};
  try {
    JSON.parse(text);
    return { params: text };
  } catch (error) {
    throw new SettingsError(`--params: is not JSON (${messageOf(error)})`);
  }
}

async function sourceOf(input: string): Promise<Source> {
  if (/^(https?:\/\/|data:)/.test(input)) return { uri: input };
  const body = await readFile(input).catch((error: unknown) => {
    throw new SettingsError(`${input}: cannot be read (${messageOf(error)})`);
  });
  return { body: [body] };
}
