import { readFile } from "node:fs/promises";
import { BridgeError } from "../contract/errors.ts";
import { SettingsError } from "../contract/settings.ts";
import { newRequestId } from "../gateways/request-id.ts";
import { encodeDataUri } from "../media/data-uri.ts";
import type { Source } from "../service.ts";
import type { HostOptions } from "./host.ts";
import { configOf, DEFAULT_DIR, parseTarget, releasesIn, withHost } from "./host.ts";

interface RunOptions extends HostOptions {
  readonly params?: string;
}

/** `evalbridge run`: one answer on stdout. The exit code is 1 when it is an error. */
export async function run(target: string, input: string, options: RunOptions): Promise<void> {
  const dir = options.dir ?? DEFAULT_DIR;
  const params = checkedParams(options.params);
  const source = await sourceOf(input);
  const releases = await releasesIn(dir, target);
  const config = await configOf(dir, { logLevel: "warn", ...options }, {});
  await withHost(releases, config, async ({ service }) => {
    try {
      const call = { ...parseTarget(target), reqid: newRequestId(), group: false, sources: [source], ...params };
      const { code, message, result, body } = await service.eval(call);
      const text = body === undefined ? result : JSON.stringify(encodeDataUri(body));
      print(`{"code":${code},"message":${JSON.stringify(message)},"result":${text}}`, code >= 300);
    } catch (cause) {
      const error = BridgeError.from(cause);
      print(JSON.stringify({ code: error.code, message: error.message }), true);
    }
  });
}

function print(answer: string, failed: boolean): void {
  process.stdout.write(`${answer}\n`);
  if (failed) process.exitCode = 1;
}

function checkedParams(text: string | undefined): { params?: string } {
  if (text === undefined) return {};
  try {
    JSON.parse(text);
    return { params: text };
  } catch (error) {
    throw new SettingsError(`--params: is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function sourceOf(input: string): Promise<Source> {
  if (/^(https?:\/\/|data:)/.test(input)) return { uri: input };
  const body = await readFile(input).catch((error: unknown) => {
    throw new SettingsError(`${input}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  });
  return { body };
}
