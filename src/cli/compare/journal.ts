import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Static, TSchema } from "typebox";
import Type from "typebox";
import { SettingsError, validated } from "../../contract/settings.ts";
import { messageOf, systemCodeOf } from "../../contract/text.ts";
import type { Reply } from "./reply.ts";

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
const Text = Type.String();

/** A reply as it is kept. A binary answer lies in `bodies/<sha256>`. */
const KeptReply = Type.Object(
  {
    code: Type.Integer(),
    message: Text,
    /** JSON text, as it was written. */
    result: Type.Optional(Text),
    body: Type.Optional(Type.Object({ sha256: Text, bytes: Count }, closed)),
    ms: Type.Optional(Type.Number()),
  },
  closed,
);
type KeptReply = Static<typeof KeptReply>;

const KeptCase = Type.Object(
  { name: Text, a: Type.Array(KeptReply), b: Type.Array(KeptReply), calibration: Type.Array(KeptReply) },
  closed,
);

/** What a side took in one run. */
const SideRun = Type.Object(
  {
    versions: Type.Record(Text, Text),
    cold_start_ms: Type.Optional(Type.Number()),
    peak_bytes: Type.Optional(Type.Number()),
    /** In the requests of `asked`. */
    cpu_s: Type.Optional(Type.Number()),
    asked: Count,
    throughput_per_s: Type.Optional(Type.Number()),
  },
  closed,
);
export type SideRun = Static<typeof SideRun>;

/** One start of the command; a comparison that was broken off has several. */
const Run = Type.Object({ a: SideRun, b: SideRun }, closed);
export type Run = Static<typeof Run>;

/** All that was said to one request, each list in the order in which it was asked. */
export interface Case {
  readonly name: string;
  readonly a: readonly Reply[];
  readonly b: readonly Reply[];
  /** Of A once more, for its own noise. */
  readonly calibration: readonly Reply[];
}

/** Nothing more can be kept. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/**
 * What was measured, on disk as soon as it is known, so that a comparison that was broken off goes on where it was:
 * `comparison.json` says of what it is, `cases.jsonl` holds a case in each line, `runs.jsonl` what the sides took.
 */
export class Journal {
  readonly #folder: string;
  readonly #cases = new Map<string, Case>();
  readonly #runs: Run[] = [];
  readonly #bodies = new Set<string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param identity what must be the same for two runs to be of one comparison
   * @throws SettingsError when the folder holds another comparison, or cannot be used
   */
  static async open(folder: string, identity: Readonly<Record<string, unknown>>): Promise<Journal> {
    const journal = new Journal(folder);
    try {
      await mkdir(join(folder, "bodies"), { recursive: true });
      await checkIdentity(folder, identity);
      for (const kept of await readLog(join(folder, "cases.jsonl"), KeptCase)) {
        journal.#cases.set(kept.name, await journal.#read(kept));
      }
      journal.#runs.push(...(await readLog(join(folder, "runs.jsonl"), Run)));
    } catch (error) {
      if (error instanceof SettingsError) throw error;
      throw new SettingsError(`${folder}: cannot be used (${messageOf(error)})`);
    }
    return journal;
  }

  get cases(): ReadonlyMap<string, Case> {
    return this.#cases;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** @throws JournalError */
  async addCase(found: Case): Promise<void> {
    await this.#keep(async () => {
      const [a, b, calibration] = await Promise.all([found.a, found.b, found.calibration].map((all) => this.#put(all)));
      await appendLine(join(this.#folder, "cases.jsonl"), { name: found.name, a, b, calibration });
    });
    this.#cases.set(found.name, found);
  }

  /** @throws JournalError */
  async addRun(run: Run): Promise<void> {
    this.#runs.push(run);
    await this.#keep(() => appendLine(join(this.#folder, "runs.jsonl"), run));
  }

  /** @throws JournalError */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.#folder, name);
    await this.#keep(async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    });
  }

  async #keep(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new JournalError(`${this.#folder} cannot be written to (${messageOf(error)})`);
    }
  }

  #put(replies: readonly Reply[]): Promise<KeptReply[]> {
    return Promise.all(
      replies.map(async ({ body, ...reply }) =>
        body === undefined ? reply : { ...reply, body: await this.#store(body) },
      ),
    );
  }

  async #store(body: Uint8Array): Promise<NonNullable<KeptReply["body"]>> {
    const sha256 = createHash("sha256").update(body).digest("hex");
    if (!this.#bodies.has(sha256)) await writeFile(join(this.#folder, "bodies", sha256), body);
    this.#bodies.add(sha256);
    return { sha256, bytes: body.length };
  }

  async #read({ name, a, b, calibration }: Static<typeof KeptCase>): Promise<Case> {
    const replies = (kept: readonly KeptReply[]) => Promise.all(kept.map((reply) => this.#load(reply)));
    return { name, a: await replies(a), b: await replies(b), calibration: await replies(calibration) };
  }

  async #load({ body, ...reply }: KeptReply): Promise<Reply> {
    if (body === undefined) return reply;
    this.#bodies.add(body.sha256);
    return { ...reply, body: await readFile(join(this.#folder, "bodies", body.sha256)) };
  }
}

async function checkIdentity(folder: string, identity: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, "comparison.json");
  const text = await readFile(file, "utf8").catch(absent);
  if (text === undefined) return writeFile(file, `${JSON.stringify(identity, null, 2)}\n`);
  const earlier: unknown = JSON.parse(text);
  const known = typeof earlier === "object" && earlier !== null ? Object.entries(earlier) : [];
  const then = new Map(known.map(([key, value]) => [key, JSON.stringify(value)]));
  const changed = Object.entries(identity).filter(([key, value]) => then.get(key) !== JSON.stringify(value));
  if (changed.length === 0) return;
  const what = changed.map(([key]) => key).join(", ");
  throw new SettingsError(`${folder}: holds a comparison that differs in ${what}; give another --out, or remove it`);
}

/** The records of a log. A last line that was broken off is removed. */
async function readLog<T extends TSchema>(file: string, schema: T): Promise<Static<T>[]> {
  const text = (await readFile(file, "utf8").catch(absent)) ?? "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
  const lines = whole.split("\n").slice(0, -1);
  return lines.map((line, index) => validated(schema, JSON.parse(line), `${file}:${index + 1}`));
}

function absent(error: unknown): undefined {
  if (systemCodeOf(error) === "ENOENT") return undefined;
  throw error;
}

function appendLine(file: string, value: unknown): Promise<void> {
  return appendFile(file, `${JSON.stringify(value)}\n`);
}
