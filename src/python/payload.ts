import { closeSync, openSync, readFileSync, rmSync, writevSync } from "node:fs";
import { join } from "node:path";

/** Smaller parts are quicker inside the JSON (bytes); as in `values.py`. */
const INLINE_BYTES = 4096;
/** Every element type can be read where a part begins. */
const ALIGNMENT = 64;

/** Where the bytes of a part are. */
export type Place = { readonly base64: string } | { readonly at: number; readonly length: number };

/** The large parts of one call, to be written side by side into one file. */
export class PayloadWriter {
  readonly #parts: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  #end = 0;
  #written = false;

  /** @returns what says where the bytes are, once `write` was called */
  add(bytes: Uint8Array): () => Place {
    if (bytes.length < INLINE_BYTES) return () => inline(bytes);
    const at = this.#end;
    this.#end = at + bytes.length + padding(bytes.length);
    this.#parts.push({ bytes, at });
    return () => (this.#written ? { at, length: bytes.length } : inline(bytes));
  }

  /** Writes the file. No room means inside the JSON, never a failed call. @returns its path, undefined when there is none */
  write(folder: string, name: string): string | undefined {
    if (this.#parts.length === 0 || folder === "") return undefined;
    const path = join(folder, name);
    try {
      writeFile(
        path,
        this.#parts.flatMap(({ bytes }) => [bytes, new Uint8Array(padding(bytes.length))]),
      );
    } catch {
      rmSync(path, { force: true });
      return undefined;
    }
    this.#written = true;
    return path;
  }
}

/** Reads the parts of one answer. */
export class PayloadReader {
  readonly #file: ArrayBuffer;

  /** @param path the file, which is deleted at once; undefined when there is none */
  constructor(path: string | undefined) {
    this.#file = path === undefined ? new ArrayBuffer(0) : taken(path);
  }

  /** @returns the bytes at the beginning of a buffer that nobody else has, or at a place that is aligned for all types */
  read(place: Place): { readonly buffer: ArrayBuffer; readonly offset: number; readonly length: number } {
    if ("at" in place) return { buffer: this.#file, offset: place.at, length: place.length };
    const buffer = Uint8Array.from(Buffer.from(place.base64, "base64")).buffer;
    return { buffer, offset: 0, length: buffer.byteLength };
  }
}

function inline(bytes: Uint8Array): Place {
  return { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64") };
}

function padding(length: number): number {
  return -length & (ALIGNMENT - 1);
}

function writeFile(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, "wx", 0o600);
  try {
    let rest = parts.filter((part) => part.length > 0);
    while (rest.length > 0) rest = after(rest, writevSync(file, rest));
  } finally {
    closeSync(file);
  }
}

/** What is left of some parts when so many bytes of them are written. */
function after(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let left = written;
  return parts.flatMap((part) => {
    const done = Math.min(left, part.length);
    left -= done;
    return done === part.length ? [] : [part.subarray(done)];
  });
}

function taken(path: string): ArrayBuffer {
  try {
    const content = readFileSync(path);
    const { buffer, byteOffset, byteLength } = content;
    const own = buffer instanceof ArrayBuffer && byteOffset === 0;
    return own ? buffer : Uint8Array.from(content).buffer.slice(0, byteLength);
  } finally {
    rmSync(path, { force: true });
  }
}
