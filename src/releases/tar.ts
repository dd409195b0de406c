import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../contract/text.ts";

/** A package cannot be used. The message says which member, and why, for the operator. */
export class TarError extends Error {
  override readonly name = "TarError";
}

export interface TarLimits {
  /** Of the whole archive, unpacked. */
  readonly maxBytes: number;
  /** Headers, those of folders and of long names included. */
  readonly maxMembers: number;
}

const BLOCK = 512;
/** Of a long name or an extended header, which are read into memory (bytes). */
const MAX_HEADER_BYTES = 65_536;
const MAX_DEPTH = 32;

/**
 * Unpacks a tar archive (v7, ustar, pax, GNU long names) of files and folders into an empty folder of our own, which
 * nobody else writes to. Whatever could reach outside of it is refused: absolute names, `..`, links, devices.
 *
 * @returns the files' names as the archive spells them (spec: AVA, section 6.9); `pathOfMember` tells where each lies
 * @throws TarError when the archive is damaged, cut short, over a limit, or holds anything but files and folders
 */
export async function unpackTar(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  limits: TarLimits,
): Promise<string[]> {
  const reader = new Reader(archive, limits.maxBytes);
  const names = new Set<string>();
  for await (const { name, type, size } of members(reader, limits)) {
    const path = pathOfMember(name);
    if (type !== "file") continue;
    // The platform did not unpack these: they are what macOS leaves in an archive.
    if (name.startsWith("./.")) {
      for await (const _ of reader.take(size));
      continue;
    }
    if (path === "") throw new TarError(`${quoted(name)} names no file`);
    await writeMember(join(folder, path), reader.take(size), name);
    names.add(name);
  }
  await reader.drain();
  if (names.size === 0) throw new TarError("holds no file");
  return [...names];
}

/**
 * Where a member lies in the folder that it was unpacked into: its name without `./`, double and trailing slashes.
 *
 * @throws TarError when its name leads elsewhere
 */
export function pathOfMember(name: string): string {
  if (name.startsWith("/")) throw new TarError(`${quoted(name)} is an absolute name`);
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw new TarError(`${quoted(name)} leads out of the package`);
  if (parts.length > MAX_DEPTH) throw new TarError(`${quoted(name)} is more than ${MAX_DEPTH} folders deep`);
  return parts.join("/");
}

async function writeMember(path: string, content: AsyncIterable<Uint8Array>, name: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "w", 0o644);
    try {
      for await (const chunk of content) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof TarError) throw error;
    throw new TarError(`${quoted(name)} cannot be unpacked (${messageOf(error)})`);
  }
}

interface Member {
  readonly name: string;
  readonly type: "file" | "folder";
  /** Of its content, which follows in the reader and must be taken before the next member is asked for. */
  readonly size: number;
}

async function* members(reader: Reader, { maxBytes, maxMembers }: TarLimits): AsyncGenerator<Member, void, undefined> {
  let extended: Extended = {};
  for (let count = 1; ; count++) {
    const block = await reader.read(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    if (count > maxMembers) throw new TarError(`holds more than ${maxMembers} members`);
    const { type, size: ownSize } = parseHeader(block);
    if (type in EXTENSIONS) {
      extended = { ...extended, ...EXTENSIONS[type]?.(await readExtension(reader, ownSize)) };
      continue;
    }
    // What an extended header says may be cut off here, in the middle of a character.
    const { name = nameIn(block), size = ownSize } = extended;
    if (size > maxBytes) throw new TarError(`${quoted(name)} of ${size} bytes is more than ${maxBytes}`);
    yield { name, type: typeOf(type, name, size), size };
    await reader.read(padding(size));
    extended = {};
  }
}

/** @throws TarError for links, devices, sparse files and whatever else is neither a file nor a folder */
function typeOf(flag: string, name: string, size: number): Member["type"] {
  // Before ustar, a folder was a file with a slash at its end.
  const isFolder = flag === "5" || ("0\0".includes(flag) && name.endsWith("/"));
  if (isFolder && size === 0) return "folder";
  if (!isFolder && "0\x007".includes(flag)) return "file";
  throw new TarError(`${quoted(name)} is ${KINDS[flag] ?? `of type "${flag}"`}; only files and folders are unpacked`);
}

const KINDS: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a device",
  "4": "a device",
  "5": "a folder with content",
  "6": "a named pipe",
  S: "a sparse file",
};

interface Header {
  readonly size: number;
  /** One character. */
  readonly type: string;
}

function parseHeader(block: Buffer): Header {
  if (!checksums(block).includes(octal(block, 148, 8))) {
    throw new TarError("is no tar archive, or is damaged: a checksum is wrong");
  }
  return { size: sizeOf(block), type: String.fromCharCode(block[156] ?? 0) };
}

function nameIn(block: Buffer): string {
  const name = text(block.subarray(0, 100));
  // GNU's own format has other fields there.
  const prefix = block.toString("latin1", 257, 263) === "ustar\0" ? text(block.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** With the checksum itself read as blanks; some old writers summed signed bytes. */
function checksums(block: Buffer): number[] {
  const bytes = Buffer.from(block).fill(" ", 148, 156);
  return [bytes.reduce((sum, byte) => sum + byte, 0), new Int8Array(bytes).reduce((sum, byte) => sum + byte, 0)];
}

function octal(block: Buffer, start: number, length: number): number {
  const [, digits] = /^ *([0-7]*)[\0 ]*$/.exec(block.toString("latin1", start, start + length)) ?? [];
  if (digits === undefined) throw new TarError("is no tar archive, or is damaged: a number is wrong");
  return Number.parseInt(digits || "0", 8);
}

/** Octal, or from 8 GiB on the number itself in base 256, which GNU's tar began. */
function sizeOf(block: Buffer): number {
  const field = block.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) === 0) return octal(block, 124, 12);
  const size = field.reduce((value, byte, index) => value * 256 + (index === 0 ? byte & 0x7f : byte), 0);
  if (!Number.isSafeInteger(size)) throw new TarError("is damaged: a size is wrong");
  return size;
}

/** What a header before a member says of it. */
interface Extended {
  readonly name?: string;
  readonly size?: number;
}

/** By type: what follows such a header is its value. */
const EXTENSIONS: Readonly<Record<string, (value: Buffer) => Extended>> = {
  L: (value) => ({ name: text(value) }),
  // The target of a link, which is refused anyway.
  K: () => ({}),
  x: parsePax,
  g: (value) => {
    const { name, size } = parsePax(value);
    if (name === undefined && size === undefined) return {};
    throw new TarError("gives one name or size to all its members");
  },
};

async function readExtension(reader: Reader, size: number): Promise<Buffer> {
  if (size > MAX_HEADER_BYTES) throw new TarError(`has a header of ${size} bytes, more than ${MAX_HEADER_BYTES}`);
  const value = await reader.read(size);
  await reader.read(padding(size));
  return value;
}

/** Records of `<length> <key>=<value>\n`; the length counts itself. */
function parsePax(records: Buffer): Extended {
  let extended: Extended = {};
  for (let rest = records; rest.length > 0; ) {
    const [, digits = ""] = /^(\d{1,6}) /.exec(rest.toString("latin1", 0, 8)) ?? [];
    const record = rest.subarray(0, Number(digits));
    const equals = record.indexOf("=");
    if (record.at(-1) !== 0x0a || record.length !== Number(digits) || equals < 0) {
      throw new TarError("is damaged: an extended header is wrong");
    }
    const key = record.toString("latin1", digits.length + 1, equals);
    const value = record.subarray(equals + 1, -1);
    if (key.startsWith("GNU.sparse.")) throw new TarError("holds a sparse file; only whole files are unpacked");
    if (key === "path") extended = { ...extended, name: text(value) };
    if (key === "size") extended = { ...extended, size: paxSize(value) };
    rest = rest.subarray(record.length);
  }
  return extended;
}

function paxSize(value: Buffer): number {
  const size = Number(value.toString("latin1"));
  if (!/^\d+$/.test(value.toString("latin1")) || !Number.isSafeInteger(size)) {
    throw new TarError("is damaged: a size is wrong");
  }
  return size;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Up to the first NUL. */
function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  try {
    return UTF8.decode(end < 0 ? bytes : bytes.subarray(0, end));
  } catch {
    throw new TarError("holds a name that is not UTF-8");
  }
}

/** Content is filled up to whole blocks. */
function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** For people: control characters escaped, and not endless. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}...` : name);
}

/** Bytes of a stream by number, however they come. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);
  #bytes = 0;

  constructor(source: AsyncIterable<Uint8Array>, maxBytes: number) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
  }

  /** @throws TarError when there are fewer */
  async read(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.take(count)) parts.push(part);
    return Buffer.concat(parts, count);
  }

  /** The same piece by piece, for what is too large to be held. */
  async *take(count: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) throw new TarError("is cut short");
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  /** Reads to the end, which is when a compressed archive proves whole. */
  async drain(): Promise<void> {
    while (await this.#next());
  }

  async #next(): Promise<boolean> {
    const { done = false, value } = await this.#chunks.next();
    if (done || value === undefined) return false;
    this.#bytes += value.length;
    if (this.#bytes > this.#maxBytes) throw new TarError(`is more than ${this.#maxBytes} bytes when it is unpacked`);
    this.#rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return true;
  }
}
