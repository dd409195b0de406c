const BLOCK = 512;

/** What one header of a test's archive says; whatever is not given is as an ordinary tar would have it. */
export interface TarEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** The type flag: "0" a file, "5" a folder, "2" a symbolic link, ... */
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** The size field, where it must not be the content's. */
  readonly size?: number | Buffer;
  /** "ustar\0" and "00", or GNU's. */
  readonly magic?: string;
  /** Summed as signed bytes, as some old writers did. */
  readonly signed?: boolean;
}

/** An archive of these entries and the end mark. It writes what it is told, sound or not. */
export function tarOf(...entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(entryBlocks), Buffer.alloc(2 * BLOCK)]);
}

/** One extended header that gives these values to the next entry. */
export function pax(records: Readonly<Record<string, string>>, type = "x"): TarEntry {
  const lines = Object.entries(records).map(([key, value]) => paxRecord(key, value));
  return { name: "PaxHeaders/next", type, content: Buffer.concat(lines) };
}

/** GNU's way to give the next entry a long name. */
export function gnuLongName(name: string): TarEntry {
  return { name: "././@LongLink", type: "L", content: `${name}\0`, magic: "ustar  \0" };
}

function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function entryBlocks({ name, content = "", type = "0", link = "", ...entry }: TarEntry): Buffer[] {
  const bytes = bytesOf(content);
  const header = Buffer.alloc(BLOCK);
  bytesOf(name).copy(header, 0, 0, 100);
  header.write("0000644\x000000000\x000000000\0", 100, "latin1");
  const { size = bytes.length } = entry;
  if (typeof size === "number") header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  else size.copy(header, 124);
  header.write("13000000000\0", 136, "latin1");
  header.write(type, 156, "latin1");
  header.write(link, 157);
  header.write(entry.magic ?? "ustar\x0000", 257, "latin1");
  header.write(entry.prefix ?? "", 345);
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + (entry.signed === true && byte > 127 ? byte - 256 : byte), 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}

function bytesOf(value: string | Buffer): Buffer {
  return typeof value === "string" ? Buffer.from(value) : value;
}
