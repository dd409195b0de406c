import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathOfMember, TarError, unpackTar } from "../../src/releases/tar.ts";
import type { TarEntry } from "../support/tar.ts";
import { gnuLongName, pax, tarOf } from "../support/tar.ts";

const LIMITS = { maxBytes: 1 << 20, maxMembers: 100 };

/** Unpacks into a folder in a folder, so that what gets out of it is seen. */
async function unpacked(archive: Uint8Array, limits = LIMITS, chunk = archive.length || 1) {
  const outside = await mkdtemp(join(tmpdir(), "tar-"));
  const folder = join(outside, "inside");
  await mkdir(folder);
  const unpacking = unpackTar(pieces(archive, chunk), folder, limits);
  return { outside, folder, unpacking };
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

/** Every file under a folder, relative to it, and what it holds. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "utf8")]),
  );
  return Object.fromEntries(texts);
}

describe("unpackTar", () => {
  it("unpacks files, also in folders, and says how the archive spells their names", async () => {
    const { folder, unpacking } = await unpacked(
      tarOf(
        { name: "./", type: "5" },
        { name: "./deploy.prototxt", content: "net" },
        { name: "mtcnn/", type: "5" },
        { name: "mtcnn//det1.caffemodel", content: "x".repeat(1500) },
        { name: "empty", content: "" },
      ),
    );
    expect(await unpacking).toEqual(["./deploy.prototxt", "mtcnn//det1.caffemodel", "empty"]);
    expect(await contents(folder)).toEqual({
      "deploy.prototxt": "net",
      "mtcnn/det1.caffemodel": "x".repeat(1500),
      empty: "",
    });
  });

  it.each(["v7", "oldgnu", "gnu", "ustar", "posix"])("reads what tar writes as %s", async (format) => {
    const source = await mkdtemp(join(tmpdir(), "tar-source-"));
    const long = `${"folder/".repeat(format === "v7" ? 3 : 12)}模型.params`;
    for (const [name, text] of [
      ["a.csv", "a"],
      [long, "long"],
    ] as const) {
      await mkdir(dirname(join(source, name)), { recursive: true });
      await writeFile(join(source, name), text);
    }
    const archive = join(source, "model.tar");
    await promisify(execFile)("tar", ["-C", source, `--format=${format}`, "-cf", archive, "./a.csv", "folder"]);
    const { folder, unpacking } = await unpacked(await readFile(archive));
    expect(await unpacking).toEqual(["./a.csv", long]);
    expect(await contents(folder)).toEqual({ "a.csv": "a", [long]: "long" });
  });

  it("takes the last of several members of one name, as tar does", async () => {
    const { folder, unpacking } = await unpacked(
      tarOf({ name: "a", content: "longer" }, { name: "./a", content: "b" }),
    );
    expect(await unpacking).toEqual(["a", "./a"]);
    expect(await contents(folder)).toEqual({ a: "b" });
  });

  it("passes by what macOS adds, as the platform did", async () => {
    const { folder, unpacking } = await unpacked(
      tarOf(
        { name: "./._a", content: "resource fork" },
        { name: "./a", content: "a" },
        { name: ".hidden", content: "h" },
      ),
    );
    expect(await unpacking).toEqual(["./a", ".hidden"]);
    expect(await contents(folder)).toEqual({ a: "a", ".hidden": "h" });
  });

  it.each<[string, TarEntry[]]>([
    ["an extended header", [pax({ path: "real", comment: "no matter" }), { name: "short", content: "a" }]],
    ["GNU's long name", [gnuLongName("real"), { name: "short", content: "a", magic: "ustar  \0" }]],
    ["ustar's prefix", [{ name: "real", prefix: "", content: "a" }]],
    ["a size of an extended header", [pax({ path: "real", size: "1" }), { name: "x", content: "a", size: 0 }]],
    ["a size in base 256", [{ name: "real", content: "a", size: base256(1) }]],
    ["a checksum of signed bytes", [pax({ path: "real" }), { name: "é", content: "a", signed: true }]],
    ["a contiguous file", [{ name: "real", content: "a", type: "7" }]],
    ["a global header that names nothing", [pax({ comment: "c" }, "g"), { name: "real", content: "a" }]],
  ])("understands %s", async (_name, entries) => {
    const { folder, unpacking } = await unpacked(tarOf(...entries));
    expect(await unpacking).toEqual(["real"]);
    expect(await contents(folder)).toEqual({ real: "a" });
  });

  it("puts ustar's prefix before the name, but not what GNU keeps there", async () => {
    const gnu = { name: "b", prefix: "12345", content: "b", magic: "ustar  \0" };
    const { unpacking } = await unpacked(tarOf({ name: "a", prefix: "some/where", content: "a" }, gnu));
    expect(await unpacking).toEqual(["some/where/a", "b"]);
  });

  it.each<[string, TarEntry[], string]>([
    ["an absolute name", [{ name: "/etc/passwd", content: "x" }], '"/etc/passwd" is an absolute name'],
    ["a name that leads out", [{ name: "../x", content: "x" }], '"../x" leads out of the package'],
    ["one that does so on the way", [{ name: "a/../../x", content: "x" }], "leads out of the package"],
    ["one that only looks hidden", [{ name: "./../x", content: "x" }], "leads out of the package"],
    ["one of an extended header", [pax({ path: "../x" }), { name: "x", content: "x" }], "leads out of the package"],
    ["one of a long name", [gnuLongName("/x"), { name: "x", content: "x" }], "is an absolute name"],
    ["one of a prefix", [{ name: "x", prefix: "..", content: "x" }], "leads out of the package"],
    ["a folder elsewhere", [{ name: "../x/", type: "5" }], "leads out of the package"],
    ["a file without a name", [{ name: "./", content: "x", type: "7" }], '"./" names no file'],
    [
      "a symbolic link",
      [
        { name: "a", type: "2", link: "/etc" },
        { name: "a/x", content: "x" },
      ],
      '"a" is a symbolic link',
    ],
    ["a hard link", [{ name: "a", type: "1", link: "../x" }], '"a" is a hard link'],
    ["a character device", [{ name: "a", type: "3" }], '"a" is a device'],
    ["a block device", [{ name: "a", type: "4" }], '"a" is a device'],
    ["a named pipe", [{ name: "a", type: "6" }], '"a" is a named pipe'],
    ["a sparse file", [{ name: "a", type: "S" }], '"a" is a sparse file'],
    ["a sparse file in extended headers", [pax({ "GNU.sparse.major": "1" }), { name: "a" }], "holds a sparse file"],
    ["an unknown type", [{ name: "a", type: "Z" }], '"a" is of type "Z"'],
    ["a folder with content", [{ name: "a", type: "5", content: "x" }], '"a" is a folder with content'],
    [
      "a file under a file",
      [
        { name: "a", content: "x" },
        { name: "a/b", content: "x" },
      ],
      '"a/b" cannot be unpacked',
    ],
    [
      "a file in a folder's place",
      [
        { name: "a/b", content: "x" },
        { name: "a", content: "x" },
      ],
      '"a" cannot be unpacked',
    ],
    ["a name that is not UTF-8", [{ name: Buffer.from([0xc3, 0x28]), content: "x" }], "a name that is not UTF-8"],
    ["endless folders", [{ name: "a/".repeat(33), type: "5" }], "more than 32 folders deep"],
    ["one name for all", [pax({ path: "a" }, "g"), { name: "b", content: "x" }], "one name or size to all"],
    ["a size that is no number", [{ name: "a", size: Buffer.from("0000000009\0\0") }], "a number is wrong"],
    ["a negative size", [{ name: "a", size: Buffer.alloc(12, 0xff) }], "a size is wrong"],
    ["an endless header", [{ name: "x", type: "x", content: "x".repeat(70_000) }], "a header of 70000 bytes"],
    ["a wrong extended header", [{ name: "x", type: "x", content: "9 a=b\n" }], "an extended header is wrong"],
    ["one that goes nowhere", [{ name: "x", type: "x", content: "0 a=b\n" }], "an extended header is wrong"],
    ["a size in words", [pax({ size: "one" }), { name: "a" }], "a size is wrong"],
    ["nothing", [], "holds no file"],
    ["folders alone", [{ name: "a/", type: "5" }], "holds no file"],
  ])("refuses %s, and nothing is written outside", async (_name, entries, message) => {
    const { outside, unpacking } = await unpacked(tarOf(...entries));
    await expect(unpacking).rejects.toThrow(TarError);
    await expect(unpacking).rejects.toThrow(message);
    expect(await readdir(outside)).toEqual(["inside"]);
  });

  it("refuses more bytes than it may unpack, as soon as a header says so", async () => {
    const limits = { ...LIMITS, maxBytes: 4096 };
    const said = await unpacked(tarOf({ name: "a", content: "x", size: 5000 }), limits);
    await expect(said.unpacking).rejects.toThrow('"a" of 5000 bytes is more than 4096');
    expect(await contents(said.folder)).toEqual({});
    const many = await unpacked(tarOf(...["a", "b", "c"].map((name) => ({ name, content: "x".repeat(1000) }))), limits);
    await expect(many.unpacking).rejects.toThrow("is more than 4096 bytes when it is unpacked");
    const zeros = await unpacked(Buffer.concat([tarOf({ name: "a", content: "x" }), Buffer.alloc(8192)]), limits, 512);
    await expect(zeros.unpacking).rejects.toThrow("is more than 4096 bytes");
  });

  it("refuses more members than it may unpack, folders and headers among them", async () => {
    const folders = Array.from({ length: 101 }, (_, index) => ({ name: `f${index}/`, type: "5" }));
    await expect((await unpacked(tarOf(...folders))).unpacking).rejects.toThrow("holds more than 100 members");
    const headers = Array.from({ length: 101 }, () => pax({ comment: "c" }));
    await expect((await unpacked(tarOf(...headers))).unpacking).rejects.toThrow("holds more than 100 members");
  });

  it("refuses an archive that is cut short, wherever", async () => {
    const whole = tarOf({ name: "a", content: "x".repeat(600) }, { name: "b", content: "y" });
    const marked = whole.length - 1024;
    for (const length of [0, 1, 511, 512, 700, 1024, 1536, 2048, 2049, marked]) {
      await expect((await unpacked(whole.subarray(0, length))).unpacking).rejects.toThrow("is cut short");
    }
    // One block of the two that mark the end says enough.
    expect(await (await unpacked(whole.subarray(0, marked + 512))).unpacking).toEqual(["a", "b"]);
  });

  it("refuses what is no archive", async () => {
    for (const text of ["PK\x03\x04", "model", "<html>"]) {
      const { unpacking } = await unpacked(Buffer.from(text.padEnd(1024, "x")));
      await expect(unpacking).rejects.toThrow("is no tar archive");
    }
  });

  it("reads the same however the bytes come", async () => {
    const archive = tarOf(pax({ path: "a/b" }), { name: "x", content: "x".repeat(777) }, { name: "c", content: "c" });
    for (const chunk of [1, 7, 512, 513]) {
      const { folder, unpacking } = await unpacked(archive, LIMITS, chunk);
      expect(await unpacking).toEqual(["a/b", "c"]);
      expect(await contents(folder)).toEqual({ "a/b": "x".repeat(777), c: "c" });
    }
  });

  it("never follows a link that lies in its folder, because nothing makes one", async () => {
    const { outside, folder, unpacking } = await unpacked(
      tarOf({ name: "a", content: "1" }, { name: "b", type: "2", link: "../stolen" }, { name: "b", content: "2" }),
    );
    await expect(unpacking).rejects.toThrow("symbolic link");
    expect(await readdir(folder)).toEqual(["a"]);
    expect(await readdir(outside)).toEqual(["inside"]);
  });

  it("either reads damaged bytes or refuses them as a TarError, and stays inside", async () => {
    const archive = tarOf(pax({ path: "a/b" }), { name: "x", content: "xyz" }, gnuLongName("c"), {
      name: "d",
      content: "d",
    });
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = Buffer.from(archive);
        for (const [at, byte] of changes) damaged[at] = byte;
        const { outside, unpacking } = await unpacked(damaged);
        await unpacking.catch((error: unknown) => expect(error).toBeInstanceOf(TarError));
        expect(await readdir(outside)).toEqual(["inside"]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("pathOfMember", () => {
  it("is a path below, or is refused", () => {
    const part = fc.constantFrom("", ".", "..", "a", "b.c", "...", "\\", "~", "C:");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const name = parts.join("/");
        const refused = name.startsWith("/") || parts.includes("..");
        if (refused) expect(() => pathOfMember(name)).toThrow(TarError);
        else expect(join("/inside", pathOfMember(name))).toMatch(/^\/inside(\/|$)/);
      }),
    );
  });
});

function base256(size: number): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt32BE(size, 8);
  field[0] = 0x80;
  return field;
}
