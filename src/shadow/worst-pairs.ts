import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Bytes } from "../contract/bytes.ts";
import { lengthOf } from "../contract/bytes.ts";
import type { Item } from "../contract/call.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { isAlive } from "../media/host-folder.ts";
import type { Logger } from "../observe/log.ts";
import type { Beside } from "../record/folder.ts";
import { digestOf, RecordingFolder } from "../record/folder.ts";
import type { Exchange } from "../tap.ts";
import type { Judgement } from "./judgement.ts";

export interface WorstPairsSettings {
  readonly folder: string;
  readonly pairs: number;
  readonly bytes: number;
  /** See `RecordingFolder.open`. */
  readonly redact: readonly string[];
}

/** A pair that is kept. */
export interface KeptPair extends Pick<Judgement, "worst" | "paths"> {
  /** As the recording names it. */
  readonly name: string;
  readonly measures: Readonly<Record<string, number>>;
}

interface Kept {
  readonly name: string;
  /** The same for equal requests: one of them is enough. */
  readonly key: string;
  /** Undefined in those that others have left behind, which go first. */
  readonly pair: KeptPair | undefined;
}

/** The pairs that differ most, with their inputs, as a recording that `compare --data` reads. */
export class WorstPairs {
  readonly #settings: WorstPairsSettings;
  readonly #log: Logger;
  #folder: RecordingFolder | undefined;
  /** The worst first. */
  #kept: readonly Kept[] = [];
  #last: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(settings: WorstPairsSettings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
  }

  get folder(): string {
    return this.#settings.folder;
  }

  /** The worst first. */
  get pairs(): readonly KeptPair[] {
    return this.#kept.flatMap(({ pair }) => pair ?? []);
  }

  /** Keeps a pair if it is among the worst. One after the other; resolves when that is done, or has failed. */
  offer(exchange: Exchange, beside: Beside, judgement: Judgement): Promise<void> {
    this.#last = this.#last
      .then(() => this.#offer(exchange, beside, judgement))
      .catch((error: unknown) => this.#warn(error));
    return this.#last;
  }

  /** Leaves the folder to others, when what was offered is kept. */
  async close(): Promise<void> {
    await this.#last;
    if (this.#folder !== undefined) await rm(ownerOf(this.#settings.folder), { force: true });
  }

  /** What is kept so far says nothing any more of what is compared from now on. */
  beginAnew(): void {
    this.#kept = this.#kept.map(({ name, key }) => ({ name, key, pair: undefined }));
  }

  async #offer(exchange: Exchange, beside: Beside, { worst, measures, paths }: Judgement): Promise<void> {
    const { pairs, bytes } = this.#settings;
    if (pairs === 0 || !this.#hasPlace(worst) || bytesOf(exchange.item) > bytes) return;
    const key = await keyOf(exchange.item);
    const same = this.#kept.find((kept) => kept.key === key);
    if (same?.pair !== undefined && same.pair.worst >= worst) return;
    const folder = await this.#open();
    if (same !== undefined) await this.#remove(folder, same);
    while (this.#kept.length >= pairs) if (!(await this.#removeLeast(folder, worst))) return;
    const name = this.#free(exchange.item.reqid);
    const named = { ...exchange, item: { ...exchange.item, reqid: name } };
    while (!(await folder.add(named, bytes, beside))) if (!(await this.#removeLeast(folder, worst))) return;
    const values = Object.entries(measures).map(([measure, { value }]) => [measure, value] as const);
    const pair = { name, worst, measures: Object.fromEntries(values), paths };
    this.#kept = [...this.#kept, { name, key, pair }].sort((one, other) => worstOf(other) - worstOf(one));
  }

  async #open(): Promise<RecordingFolder> {
    if (this.#folder !== undefined) return this.#folder;
    await claim(this.#settings.folder);
    const folder = await RecordingFolder.open(this.#settings.folder, this.#settings.redact);
    this.#kept = (await folder.names()).map((name) => ({ name, key: "", pair: undefined }));
    this.#folder = folder;
    return folder;
  }

  #hasPlace(worst: number): boolean {
    const least = this.#kept.at(-1);
    return this.#kept.length < this.#settings.pairs || least === undefined || worstOf(least) < worst;
  }

  /** @returns false when there is none that is less bad */
  async #removeLeast(folder: RecordingFolder, worst: number): Promise<boolean> {
    const least = this.#kept.at(-1);
    if (least === undefined || worstOf(least) >= worst) return false;
    await this.#remove(folder, least);
    return true;
  }

  async #remove(folder: RecordingFolder, { name }: Kept): Promise<void> {
    this.#kept = this.#kept.filter((kept) => kept.name !== name);
    await folder.remove(new Set([name]));
  }

  /** Clients may send one id many times. */
  #free(reqid: string): string {
    const taken = new Set(this.#kept.map(({ name }) => name));
    let name = reqid;
    for (let times = 2; taken.has(name); times++) name = `${reqid} (${times})`;
    return name;
  }

  #warn(error: unknown): void {
    if (!this.#warned) this.#log.warn(`the worst pairs are not kept: ${messageOf(error)}`);
    this.#warned = true;
  }
}

/** Where it stands which process writes into a folder. */
function ownerOf(folder: string): string {
  return `${folder}.pid`;
}

/** @throws SettingsError when another process of this machine writes into it */
async function claim(folder: string): Promise<void> {
  const file = ownerOf(folder);
  const [pid, host] = (await readFile(file, "utf8").catch(() => "")).trim().split(" ");
  if (pid !== undefined && host === hostname() && Number(pid) !== process.pid && isAlive(Number(pid))) {
    throw new SettingsError(`${folder} belongs to the host with process id ${pid}; give this one another shadow.dir`);
  }
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await writeFile(file, `${process.pid} ${hostname()}\n`);
}

function worstOf({ pair }: Kept): number {
  return pair?.worst ?? -1;
}

function bytesOf({ inputs }: Item): number {
  return inputs.reduce((sum, { body = [] }) => sum + lengthOf(body), 0);
}

function keyOf({ group, target, params, inputs }: Item): Promise<string> {
  const head = JSON.stringify([
    group,
    target,
    params,
    inputs.map(({ attribute, body = [] }) => [attribute, lengthOf(body)]),
  ]);
  const bodies: Bytes = inputs.flatMap(({ body = [] }) => [...body]);
  return digestOf([Buffer.from(head), ...bodies]);
}
