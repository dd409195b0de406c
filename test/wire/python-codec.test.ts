import { isUtf8 } from "node:buffer";
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalbridge, inference } from "../../src/wire/messages.js";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { findInterpreters } from "../interpreters.ts";

declare module "protobufjs" {
  interface Root {
    /** What `protobufjs/ext/descriptor` adds: a FileDescriptorSet. */
    toDescriptor(syntax: "proto2" | "proto3"): Message;
  }
}

type Values = Record<string, unknown>;

interface Codec {
  encode(value: Values): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

const INFERENCE = "src/wire/inference.proto";
const FRAMES = "src/wire/frames.proto";
const TYPES = messageTypes();

function messageTypes(): protobuf.Type[] {
  const root = new protobuf.Root().loadSync([INFERENCE, FRAMES]).resolveAll();
  const packages = ["inference", "evalbridge"].map((name) => root.lookup(name));
  const members = packages.flatMap((found) => (found instanceof protobuf.Namespace ? found.nestedArray : []));
  return members.filter((member) => member instanceof protobuf.Type);
}

/** Like "inference.Env". */
function nameOf(type: protobuf.Type): string {
  return type.fullName.slice(1);
}

/** The generated code, which the host uses. */
function codecOf(type: protobuf.Type): Codec {
  const messages: Record<string, Record<string, unknown>> = { evalbridge, inference };
  return messages[type.parent?.name ?? ""]?.[type.name] as Codec;
}

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  bool: fc.boolean(),
  string: fc.oneof(fc.string({ unit: "binary" }), fc.constant("中\u{1f600}\0".repeat(50))),
  bytes: fc.oneof(
    { weight: 4, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.integer({ min: 16_000, max: 20_000 }).map((size) => Buffer.alloc(size, size)) },
  ),
};

function arbitraryValue({ type, resolvedType, fullName }: protobuf.Field): fc.Arbitrary<unknown> {
  if (resolvedType instanceof protobuf.Type) return arbitraryMessage(resolvedType);
  if (resolvedType instanceof protobuf.Enum) return fc.constantFrom(...Object.values(resolvedType.values));
  const scalar = SCALARS[type];
  if (scalar === undefined) throw new Error(`${fullName}: nothing makes ${type}`);
  return scalar;
}

/** Any field may be absent, but lists are always there: so a decoded message has them. */
function arbitraryMessage(type: protobuf.Type): fc.Arbitrary<Values> {
  const fields = type.fieldsArray.map((field): [string, fc.Arbitrary<unknown>] => {
    const value = arbitraryValue(field);
    return [field.name, field.repeated ? fc.array(value, { maxLength: 4 }) : value];
  });
  const requiredKeys = type.fieldsArray.filter((field) => field.repeated).map((field) => field.name);
  return fc.record(Object.fromEntries(fields), { requiredKeys });
}

/** Bytes of a message of which some are others, and which may end early. */
function arbitraryDamage(type: protobuf.Type): fc.Arbitrary<Buffer> {
  const flips = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 });
  const end = fc.option(fc.nat(200), { nil: Number.POSITIVE_INFINITY, freq: 1 });
  return fc.tuple(arbitraryMessage(type), flips, end).map(([value, changes, size]) => {
    const bytes = Buffer.from(codecOf(type).encode(value).finish());
    for (const [at, byte] of bytes.length === 0 ? [] : changes) bytes[at % bytes.length] = byte;
    return bytes.subarray(0, size);
  });
}

/** One Python process that decodes messages and encodes them again. */
class PythonCodec {
  readonly #child;
  readonly #answers: AsyncIterator<string>;

  constructor(python: string) {
    const script = join(import.meta.dirname, "python_codec.py");
    this.#child = spawn(python, ["-B", script], { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @returns undefined when Python refuses the bytes */
  async rewrite(type: protobuf.Type, bytes: Uint8Array): Promise<Buffer | undefined> {
    this.#child.stdin.write(`${nameOf(type)} ${Buffer.from(bytes).toString("hex")}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true || !/^(error|[0-9a-f]*)$/.test(value)) throw new Error(value ?? "the Python process ended");
    return value === "error" ? undefined : Buffer.from(value, "hex");
  }

  close(): void {
    this.#child.stdin.end();
  }
}

/** Of bytes that Python reads: whether they hold something that PROTOBUFJS_DIFFERS in golden.test.ts lists. */
function isReadOtherwise(type: protobuf.Type, bytes: Buffer): boolean {
  const seen = new Set<number>();
  for (let pos = 0; pos < bytes.length; ) {
    const tag = readVarint(bytes, pos);
    const wireType = tag.value & 7;
    const number = tag.value >>> 3;
    const content =
      wireType === 0 || wireType === 2 ? readVarint(bytes, tag.end) : { isOdd: false, value: 0, end: tag.end };
    // Groups are left out altogether.
    if (tag.isOdd || content.isOdd || wireType === 3) return true;
    pos = content.end + ([0, 8, content.value, 0, 0, 4][wireType] ?? 0);
    const field = type.fieldsById[number];
    if (field === undefined) continue;
    if (wireType !== wireTypeOf(field) || holdsOther(field, bytes.subarray(content.end, pos), seen.has(number)))
      return true;
    seen.add(number);
  }
  return false;
}

function holdsOther({ type, resolvedType, repeated }: protobuf.Field, bytes: Buffer, again: boolean): boolean {
  if (type === "string") return !isUtf8(bytes);
  if (!(resolvedType instanceof protobuf.Type)) return false;
  return (again && !repeated) || isReadOtherwise(resolvedType, bytes);
}

function wireTypeOf({ type, resolvedType }: protobuf.Field): number {
  return resolvedType instanceof protobuf.Type || type === "string" || type === "bytes" ? 2 : 0;
}

/** Odd: over 32 bits (but not a negative int32), or of six to nine bytes, where protobufjs always reads ten. */
function readVarint(bytes: Buffer, start: number): { isOdd: boolean; value: number; end: number } {
  let digits = 0n;
  let size = 0;
  for (const byte of bytes.subarray(start)) {
    digits |= BigInt(byte & 127) << BigInt(7 * size);
    size += 1;
    if (byte > 127) continue;
    const value = BigInt.asUintN(64, digits);
    const fits = value < 2n ** 32n || value >= 2n ** 64n - 2n ** 31n;
    return { isOdd: !fits || (size > 5 && size < 10), value: Number(BigInt.asUintN(32, value)), end: start + size };
  }
  throw new Error(`Python reads what is truncated: ${bytes.toString("hex")}`);
}

/** Bytes at once: one by one takes seconds. */
expect.addEqualityTesters([(a, b) => (Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : undefined)]);

const interpreters = (await findInterpreters()).map(({ minor, path }) => [minor, path] as const);

it("knows every message", () => {
  expect(TYPES.map(nameOf)).toHaveLength(21);
});

describe.each(interpreters)("CPython %s and protobufjs", (_minor, path) => {
  let python: PythonCodec;

  beforeAll(() => {
    python = new PythonCodec(path);
  });
  afterAll(() => python.close());

  it("reads and writes what protobufjs does", async () => {
    for (const type of TYPES) {
      const codec = codecOf(type);
      const property = fc.asyncProperty(arbitraryMessage(type), async (value) => {
        const rewritten = await python.rewrite(type, codec.encode(value).finish());
        expect(rewritten && codec.decode(rewritten), nameOf(type)).toEqual(value);
      });
      await fc.assert(property, { numRuns: 30 });
    }
  });

  it("reads damaged messages as protobufjs does, or refuses them", async () => {
    let compared = 0;
    for (const type of TYPES) {
      const codec = codecOf(type);
      const property = fc.asyncProperty(arbitraryDamage(type), async (bytes) => {
        const rewritten = await python.rewrite(type, bytes);
        if (rewritten === undefined || isReadOtherwise(type, bytes)) return;
        expect(codec.decode(bytes), nameOf(type)).toEqual(codec.decode(rewritten));
        compared += 1;
      });
      await fc.assert(property, { numRuns: 30 });
    }
    expect(compared).toBeGreaterThan(TYPES.length * 3);
  });
});

describe("the official protobuf package", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "evalbridge-official-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("reads and writes what the Python codec does", { timeout: 180_000 }, async ({ signal }) => {
    await writeFile(join(folder, "requirements.txt"), "protobuf==6.33.6\n");
    const cacheDir = process.env["EVALBRIDGE_CACHE"] ?? join(homedir(), ".cache", "evalbridge");
    const onProgress = () => undefined;
    const { python } = await prepareEnvironment({ folder, python: "python3", cacheDir, onProgress, signal });
    const input = `${descriptorSet(INFERENCE, "proto2")}\n${descriptorSet(FRAMES, "proto3")}\n`;
    const output = execFileSync(python, ["-B", join(import.meta.dirname, "official_codec.py")], { input });
    const { intact, damaged, ...schema } = JSON.parse(output.toString());
    expect(schema).toEqual({
      messages: TYPES.map(nameOf).sort(),
      defaults: { "inference.CreateParams.use_device": "GPU", "inference.CreateParams.batch_size": 1 },
      presence: ["inference"],
    });
    expect(intact).toBeGreaterThanOrEqual(500);
    expect(damaged).toBeGreaterThanOrEqual(200);
  });
});

/** The file's FileDescriptorSet in hexadecimal; the fields keep their names. */
function descriptorSet(file: string, syntax: "proto2" | "proto3"): string {
  const set = new protobuf.Root().loadSync(file, { keepCase: true }).toDescriptor(syntax);
  return Buffer.from(descriptor.FileDescriptorSet.encode(set).finish()).toString("hex");
}
