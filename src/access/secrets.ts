import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { SettingsError } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import type { AccessSettings } from "./access.ts";

const VARIABLE = /^\$([A-Za-z_]\w*)$/;
const FILE = "file:";
/** What a client can send in a header. */
const WORD = /^[!-~]+$/;

/**
 * The settings with their keys fetched from where they are kept. Apart from reading the configuration, because only a host
 * that listens needs them: an image is built and checked without.
 *
 * @param env loses the variables that held keys, so that no program which the host starts inherits them
 * @throws SettingsError naming the key, never its value
 */
export async function withSecrets<T extends AccessSettings>(settings: T, env: NodeJS.ProcessEnv): Promise<T> {
  const keys: [string, AccessSettings["keys"][string]][] = [];
  // One after the other: the first that is missing is told, and none fails unheard.
  for (const [name, client] of Object.entries(settings.keys)) {
    keys.push([name, { ...client, key: await secretOf(client.key, `keys.${name}.key`, env) }]);
  }
  const { admin_key } = settings;
  const admin = admin_key === undefined ? {} : { admin_key: await secretOf(admin_key, "admin_key", env) };
  // Only now: two keys may have come from one variable, which is for others to judge.
  hideKeys(settings, env);
  return { ...settings, keys: Object.fromEntries(keys), ...admin };
}

/** Takes the variables that hold keys out of `env`, so that no program inherits them. */
export function hideKeys({ keys, admin_key = "" }: AccessSettings, env: NodeJS.ProcessEnv): void {
  for (const text of [admin_key, ...Object.values(keys).map(({ key }) => key)]) {
    const [, name] = VARIABLE.exec(text) ?? [];
    if (name !== undefined) delete env[name];
  }
}

/**
 * A secret as a settings file spells it: `$NAME` is an environment variable, `file:/path` the text of a file, anything
 * else the secret itself.
 *
 * @param where what to name in errors
 * @throws SettingsError when the variable or file is not there, or holds what is no key
 */
async function secretOf(text: string, where: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [, name] = VARIABLE.exec(text) ?? [];
  if (name !== undefined) return word(env[name] ?? "", `${where}: the environment variable ${name}`);
  if (!text.startsWith(FILE)) return text;
  const file = text.slice(FILE.length);
  if (!isAbsolute(file)) throw new SettingsError(`${where}: ${file} must be an absolute path`);
  const kept = await readFile(file, "utf8").catch((error: unknown) => {
    throw new SettingsError(`${where}: ${file} cannot be read (${messageOf(error)})`);
  });
  return word(kept.trim(), `${where}: ${file}`);
}

function word(secret: string, where: string): string {
  if (WORD.test(secret)) return secret;
  throw new SettingsError(`${where} must hold a key: printable ASCII without blanks`);
}
