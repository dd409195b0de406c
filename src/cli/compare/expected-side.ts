import { basename } from "node:path";
import Type from "typebox";
import { isFailure } from "../../contract/call.ts";
import { SettingsError, validated } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { DATA_PREFIX, decodeDataUri } from "../../media/data-uri.ts";
import type { Line } from "./json-lines.ts";
import { readLines } from "./json-lines.ts";
import { membersOf } from "./members.ts";
import type { Reply } from "./reply.ts";
import type { Side } from "./side.ts";

/** A line as `evalbridge run` writes it, or a script; the text of its `result` stays as it stands. */
const ExpectedLine = Type.Object(
  {
    file: Type.Optional(Type.String({ minLength: 1 })),
    name: Type.Optional(Type.String({ minLength: 1 })),
    code: Type.Integer({ default: 0 }),
    message: Type.String({ default: "" }),
    /** Of a binary answer; `result` may be a data URI instead. */
    body: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9+/]*={0,2}$" })),
  },
  { additionalProperties: false },
);

/**
 * A file of expected answers, one JSON object in each line. A line belongs to the request of its `name` (or `file`), or
 * else to the one whose file has the same base name.
 *
 * @throws SettingsError naming the line
 */
export async function expectedSide(path: string): Promise<Side> {
  const replies = new Map<string, Reply>();
  for (const line of await readLines(path)) {
    const { name, reply } = answerOf(line);
    if (replies.has(name)) throw new SettingsError(`${line.where}: answers "${name}" again`);
    replies.set(name, reply);
  }
  const byBaseName = namesByBaseName([...replies.keys()]);
  return {
    name: path,
    isLive: false,
    ask: async ({ name }) => {
      const [alike, another] = byBaseName.get(basename(name)) ?? [];
      return replies.get(name) ?? (another === undefined && alike !== undefined ? replies.get(alike) : undefined);
    },
  };
}

function namesByBaseName(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) found.set(basename(name), [...(found.get(basename(name)) ?? []), name]);
  return found;
}

function answerOf({ text, where }: Line): { name: string; reply: Reply } {
  const members = membersOf(text);
  if (members === undefined) throw new SettingsError(`${where}: must be a JSON object`);
  const rest = [...members].filter(([key]) => key !== "result").map(([key, value]) => [key, parsed(value, where)]);
  const line = validated(ExpectedLine, Object.fromEntries(rest), where);
  const name = line.name ?? line.file;
  if (name === undefined) throw new SettingsError(`${where}: needs the name of the request that it answers`);
  return { name, reply: replyOf(line, members.get("result") ?? "null") };
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${where}: is not JSON (${messageOf(error)})`);
  }
}

function replyOf({ code, message, body }: Type.Static<typeof ExpectedLine>, result: string): Reply {
  if (isFailure({ code })) return { code, message };
  if (body !== undefined) return { code, message, body: Buffer.from(body, "base64") };
  const uri = result.slice(1, -1);
  return uri.startsWith(DATA_PREFIX) ? { code, message, body: decodeDataUri(uri) } : { code, message, result };
}
