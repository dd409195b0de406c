import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Static } from "typebox";
import Type from "typebox";
import type { Bytes } from "../contract/bytes.ts";
import { lengthOf } from "../contract/bytes.ts";
import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import { bodyOfFields } from "../contract/dialects.ts";
import type { BridgeError } from "../contract/errors.ts";
import type { Release } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import type { Exchange } from "../tap.ts";
import type { Redactable } from "./redact.ts";
import { Redaction } from "./redact.ts";

/** The files of a recording; README.md of this room is their documentation. */
export const HEADER = "recording.json";
export const INDEX = "requests.jsonl";
export const BODIES = "bodies";

/** What `recording.json` holds. */
export const Header = Type.Object(
  {
    format: Type.Literal(1),
    /** Paths whose values are not in it. */
    redact: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type Header = Static<typeof Header>;

/** Results longer than this are files of their own, so that lines stay short (characters). */
const INLINE_RESULT = 4096;
/** Bytes that are hashed at a stretch, before others have their turn. */
const STRETCH = 1024 * 1024;

const PRIVATE_FILE = { mode: 0o600 };
const PRIVATE_FOLDER = { recursive: true, mode: 0o700 } as const;

/** What becomes a file of a recording, by its hash. */
type Contents = Map<string, Bytes>;

/** What another release answered to the same request. */
export interface Beside {
  readonly release: Release;
  readonly outcome: Answer | BridgeError;
}

/** A recording that one process writes, and others may read meanwhile. Files are private to the user. */
export class RecordingFolder {
  readonly #path: string;
  readonly #redaction: Redaction;
  readonly #known: Set<string>;
  #bytes: number;

  private constructor(path: string, redact: readonly string[], known: Set<string>, bytes: number) {
    this.#path = path;
    this.#redaction = new Redaction(redact);
    this.#known = known;
    this.#bytes = bytes;
  }

  /**
   * Begins a recording, or goes on with one.
   *
   * @param redact paths whose values are not kept, such as `params.token`
   * @throws SettingsError when the folder holds something else, or cannot be used
   */
  static async open(path: string, redact: readonly string[]): Promise<RecordingFolder> {
    try {
      await mkdir(path, PRIVATE_FOLDER);
      await checkHeader(path, { format: 1, redact: [...redact] });
      await mkdir(join(path, BODIES), PRIVATE_FOLDER);
      const known = await sizesIn(join(path, BODIES));
      const bytes = [...known.values()].reduce((sum, size) => sum + size, await trimmedIndex(path));
      return new RecordingFolder(path, redact, new Set(known.keys()), bytes);
    } catch (error) {
      if (error instanceof SettingsError) throw error;
      throw new SettingsError(`${path}: cannot be used (${messageOf(error)})`);
    }
  }

  /** Of the exchanges, in their order. */
  async names(): Promise<string[]> {
    const text = await readFile(join(this.#path, INDEX), "utf8");
    return text.split("\n").slice(0, -1).map(nameIn);
  }

  /** Of all that is recorded. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Keeps an exchange, whole or not at all. One at a time.
   *
   * @param maxBytes of the whole recording
   * @param beside is kept with it
   * @returns false when it would be more than `maxBytes`
   * @throws TextError when a part of it that is to be redacted cannot be read; otherwise as the file system does
   */
  async add(exchange: Exchange, maxBytes: number, beside?: Beside): Promise<boolean> {
    const contents: Contents = new Map();
    const line = `${await this.#line(exchange, beside, contents)}\n`;
    const fresh = [...contents].filter(([sha256]) => !this.#known.has(sha256));
    const more = fresh.reduce((sum, [, content]) => sum + lengthOf(content), Buffer.byteLength(line));
    if (this.#bytes + more > maxBytes) return false;
    for (const [sha256, content] of fresh) await this.#store(sha256, content);
    await this.#append(line);
    this.#bytes += more;
    return true;
  }

  /** Removes exchanges by their names, and the bodies that no other has. */
  async remove(names: ReadonlySet<string>): Promise<void> {
    const text = await readFile(join(this.#path, INDEX), "utf8");
    const lines = text.split("\n").filter((line) => line !== "" && !names.has(nameIn(line)));
    await this.#replace(INDEX, (file) => writeFile(file, lines.map((line) => `${line}\n`).join(""), PRIVATE_FILE));
    const used = new Set(lines.flatMap((line) => [...line.matchAll(BODY)].map(([, sha256 = ""]) => sha256)));
    for (const sha256 of [...this.#known].filter((known) => !used.has(known))) {
      await rm(join(this.#path, BODIES, sha256), { force: true });
      this.#known.delete(sha256);
    }
    const sizes = await sizesIn(join(this.#path, BODIES));
    this.#bytes = [...sizes.values()].reduce((sum, size) => sum + size, (await stat(join(this.#path, INDEX))).size);
  }

  /** An exchange as a line of the index; what is a file of its own goes into `contents`. */
  async #line(
    { release, item, outcome, ms }: Exchange,
    beside: Beside | undefined,
    contents: Contents,
  ): Promise<string> {
    const data: string[] = [];
    const isPlatforms = bodyOfFields(release.dialect) !== undefined;
    for (const { body = [], attribute } of item.inputs) {
      const kept = isPlatforms ? this.#redaction.applyToBody(body) : body;
      const file = await this.#named(kept, contents);
      data.push(objectOf({ file }, { attribute: this.#redacted("attribute", attribute) }));
    }
    const at = new Date(Date.now() - ms);
    const platform = isPlatforms || undefined;
    const { reqid: name, target } = item;
    return objectOf(
      { name, release: nameOf(release), target, platform, at, ms: Math.round(ms * 1000) / 1000 },
      {
        data: item.group ? `[${data.join(",")}]` : data[0],
        params: this.#redacted("params", item.params),
        answer: await this.#answer(outcome, contents),
        beside: await this.#beside(beside, contents),
      },
    );
  }

  async #beside(beside: Beside | undefined, contents: Contents): Promise<string | undefined> {
    if (beside === undefined) return undefined;
    const answer = await this.#answer(beside.outcome, contents);
    return objectOf({ release: nameOf(beside.release) }, { answer });
  }

  async #answer(outcome: Answer | BridgeError, contents: Contents): Promise<string> {
    const { code, message } = outcome;
    if (outcome instanceof Error || isFailure(outcome)) return objectOf({ code, message });
    const { body, result } = outcome;
    if (body !== undefined && body.length > 0) {
      return objectOf({ code, message, body_file: await this.#named([body], contents) });
    }
    const text = this.#redacted("result", result);
    if (text === undefined || text.length <= INLINE_RESULT) return objectOf({ code, message }, { result: text });
    return objectOf({ code, message, result_file: await this.#named([Buffer.from(text)], contents) });
  }

  /** Nothing at all is no JSON. */
  #redacted(part: Redactable, text: string | undefined): string | undefined {
    return text === undefined || text === "" ? undefined : this.#redaction.apply(part, text);
  }

  /** Where a content is, or will be. */
  async #named(content: Bytes, contents: Contents): Promise<string> {
    const sha256 = await digestOf(content);
    contents.set(sha256, content);
    return `${BODIES}/${sha256}`;
  }

  async #store(sha256: string, content: Bytes): Promise<void> {
    await this.#replace(join(BODIES, sha256), (file) => writeFile(file, content, PRIVATE_FILE));
    this.#known.add(sha256);
  }

  /** Nobody sees a file that is half written. */
  async #replace(name: string, write: (file: string) => Promise<void>): Promise<void> {
    const file = join(this.#path, UNFINISHED);
    try {
      await write(file);
      await rename(file, join(this.#path, name));
    } catch (error) {
      await rm(file, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #append(line: string): Promise<void> {
    const file = join(this.#path, INDEX);
    const { size } = await stat(file);
    try {
      await appendFile(file, line);
    } catch (error) {
      await truncate(file, size).catch(() => undefined);
      throw error;
    }
  }
}

/** A file that is being written; one that a crash left behind is overwritten by the next. */
const UNFINISHED = ".unfinished";
const BODY = new RegExp(`"${BODIES}/([0-9a-f]{64})"`, "g");

/** @throws SettingsError when something else lies in the folder */
async function checkHeader(path: string, header: Header): Promise<void> {
  const text = await readFile(join(path, HEADER), "utf8").catch(absent);
  if (text !== undefined) {
    const { redact } = validated(Header, JSON.parse(text), join(path, HEADER));
    if (JSON.stringify(redact) === JSON.stringify(header.redact)) return;
    throw new SettingsError(`${path}: holds a recording in which something else is redacted; give another folder`);
  }
  const others = (await readdir(path)).filter((name) => name !== BODIES);
  if (others.length > 0)
    throw new SettingsError(`${path}: holds ${others[0]} and is no recording; give another folder`);
  await writeFile(join(path, HEADER), `${JSON.stringify(header)}\n`, PRIVATE_FILE);
}

/** Removes a last line that was broken off. @returns bytes of the index */
async function trimmedIndex(path: string): Promise<number> {
  const file = join(path, INDEX);
  await appendFile(file, "", PRIVATE_FILE);
  let whole = 0;
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Buffer)) throw new Error("a stream of bytes gives bytes");
    const end = chunk.lastIndexOf("\n");
    if (end >= 0) whole = size + end + 1;
    size += chunk.length;
  }
  if (whole < size) await truncate(file, whole);
  return whole;
}

async function sizesIn(folder: string): Promise<ReadonlyMap<string, number>> {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).size] as const)));
}

/** SHA-256 in hex. */
export async function digestOf(content: Bytes): Promise<string> {
  const hash = createHash("sha256");
  for (const part of content) {
    for (let start = 0; start < part.length; start += STRETCH) {
      if (start > 0) await setImmediate();
      hash.update(part.subarray(start, start + STRETCH));
    }
  }
  return hash.digest("hex");
}

/** A JSON object on one line, of values and of JSON texts. */
function objectOf(
  values: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string | undefined>> = {},
): string {
  const members = [
    ...Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]),
    // Line breaks stand between the tokens of a JSON text, never within one.
    ...Object.entries(texts).map(([key, text]) => [key, text?.replaceAll(/[\r\n]+/g, " ")]),
  ].filter(([, text]) => text !== undefined);
  return `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
}

/** The name that a line begins with. */
function nameIn(line: string): string {
  const [, text = '""'] = /^\{"name":("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
  return String(JSON.parse(text));
}

function absent(error: unknown): undefined {
  if (systemCodeOf(error) === "ENOENT") return undefined;
  throw error;
}
