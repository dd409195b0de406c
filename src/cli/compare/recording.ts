import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Static } from "typebox";
import Type from "typebox";
import { isFailure } from "../../contract/call.ts";
import { SettingsError, validated } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { BODIES, HEADER, Header, INDEX } from "../../record/folder.ts";
import { membersOf } from "./members.ts";
import type { Reply } from "./reply.ts";
import type { Request } from "./request.ts";
import { readRequestLines } from "./request-lines.ts";
import type { Side } from "./side.ts";

/** A recording, as far as it was written when it was read. */
export interface Recording {
  readonly requests: readonly Request[];
  /** Paths whose values it does not have. */
  readonly redact: readonly string[];
}

const BodyFile = Type.String({ pattern: `^${BODIES}/[0-9a-f]{64}$` });

/** An answer as it was recorded, but for the text of its result. */
const AnswerLine = Type.Object(
  {
    code: Type.Integer(),
    message: Type.String(),
    result_file: Type.Optional(BodyFile),
    body_file: Type.Optional(BodyFile),
  },
  { additionalProperties: false },
);
type AnswerLine = Static<typeof AnswerLine>;

/** @returns undefined where the path is no recording's folder */
export async function headerOf(path: string): Promise<Header | undefined> {
  const file = join(path, HEADER);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return validated(Header, JSON.parse(text), file);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(`${file}: is not JSON (${messageOf(error)})`);
  }
}

/**
 * Reads what `serve --record` has kept, be it still at it.
 *
 * @returns undefined where the path is no recording's folder
 * @throws SettingsError naming the line
 */
export async function readRecording(path: string): Promise<Recording | undefined> {
  const header = await headerOf(path);
  if (header === undefined) return undefined;
  return { requests: await readRequestLines(join(path, INDEX), true), redact: header.redact };
}

/** What was answered when a recording was made, as a side. */
export async function recordedSide(path: string): Promise<Side> {
  const requests = await readRequestLines(join(path, INDEX), true);
  const answers = new Map(requests.map(({ name, answer }) => [name, answer]));
  const releases = new Set(requests.flatMap(({ release }) => release ?? []));
  return {
    name: path,
    isLive: false,
    versions: { "recorded from": [...releases].sort().join(", ") },
    ask: async ({ name }) => {
      const text = answers.get(name);
      return text === undefined ? undefined : readAnswer(path, text, `${path}: ${name}`);
    },
  };
}

async function readAnswer(path: string, text: string, where: string): Promise<Reply> {
  const members = new Map(membersOf(text));
  const result = members.get("result");
  members.delete("result");
  const rest = [...members].map(([key, value]): [string, unknown] => [key, JSON.parse(value)]);
  const { code, message, ...files } = validated(AnswerLine, Object.fromEntries(rest), where);
  return isFailure({ code }) ? { code, message } : { code, message, ...(await contentOf(path, files, result)) };
}

async function contentOf(
  path: string,
  { body_file, result_file }: Pick<AnswerLine, "body_file" | "result_file">,
  result = "null",
): Promise<Pick<Reply, "body" | "result">> {
  if (body_file !== undefined) return { body: await readFile(join(path, body_file)) };
  return { result: result_file === undefined ? result : await readFile(join(path, result_file), "utf8") };
}
