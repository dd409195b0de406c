import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evalbridge, inference } from "../../src/wire/messages.js";

/** Bytes made with the official protobuf package. The Python codec is tested against the same file. */
interface GoldenCase {
  readonly name: string;
  readonly message: string;
  readonly hex: string;
  readonly value?: Record<string, unknown>;
  /** Legal bytes that no encoder of ours makes. */
  readonly decode_only?: boolean;
  readonly error?: boolean;
}

const CASES: GoldenCase[] = JSON.parse(readFileSync(new URL("../golden/wire.json", import.meta.url), "utf8"));

/** What protobufjs reads otherwise than the official package. No encoder of ours writes any of it. */
const PROTOBUFJS_DIFFERS = [
  "text not utf-8",
  "embedded messages merge",
  "int32 from a varint over 32 bits",
  "known field with another wire type skipped",
  "field number zero",
  "wire type seven",
  "end of another group",
];

interface Codec {
  encode(value: Record<string, unknown>): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

function codecOf(message: string): Codec {
  const [namespace = "", name = ""] = message.split(".");
  const messages: Record<string, Record<string, unknown>> = { evalbridge, inference };
  return messages[namespace]?.[name] as Codec;
}

/** Golden values have proto names and `{"hex": ..}` for bytes; the static codec has camel case and Uint8Array. */
function fromGolden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromGolden);
  if (typeof value !== "object" || value === null) return value;
  if ("hex" in value) return Buffer.from(String(value.hex), "hex");
  const camel = (key: string) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), fromGolden(inner)]));
}

/** Only what was on the wire: messages keep their defaults on the prototype, lists are always there. */
function present(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, present(inner)]));
}

/** proto3 does not tell a field that is zero from one that is absent. */
function withoutZeros(value: unknown, message: string): unknown {
  if (message !== "evalbridge.Head" || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== 0 && inner !== ""));
}

const known = CASES.filter(({ name }) => !PROTOBUFJS_DIFFERS.includes(name));

describe("protobufjs against the golden bytes", () => {
  it("reads a file that has cases", () => {
    expect(known.length).toBeGreaterThan(70);
  });

  it.each(known.filter(({ error }) => error !== true))("decodes $message: $name", ({ message, hex, value }) => {
    const decoded = present(codecOf(message).decode(Buffer.from(hex, "hex")));
    expect(withoutZeros(decoded, message)).toEqual(withoutZeros(present(fromGolden(value)), message));
  });

  it.each(known.filter((golden) => golden.error !== true && golden.decode_only !== true))(
    "encodes $message: $name",
    ({ message, hex, value }) => {
      const bytes = codecOf(message)
        .encode(fromGolden(value) as Record<string, unknown>)
        .finish();
      expect(Buffer.from(bytes).toString("hex")).toBe(hex);
    },
  );

  it.each(known.filter(({ error }) => error === true))("refuses $message: $name", ({ message, hex }) => {
    expect(() => codecOf(message).decode(Buffer.from(hex, "hex"))).toThrow();
  });
});
