import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { joined } from "../../../src/contract/bytes.ts";
import { BridgeError } from "../../../src/contract/errors.ts";
import { readInferRequest } from "../../../src/gateways/grpc/infer-request.ts";
import { toRaw } from "../../../src/tensors/raw.ts";
import { decode, readRequest } from "../../../src/tensors/request.ts";
import type { Message } from "../../support/grpc.ts";
import { Protocol } from "../../support/grpc.ts";
import { ALL, tensors } from "../../tensors/arbitrary.ts";

const PROTOCOL = new Protocol("open-inference.proto", "inference.GRPCInferenceService");

/** A request as its tensors' reader has it. */
function read(request: Message) {
  const { message, ...rest } = readInferRequest(PROTOCOL.encoded("ModelInfer", request));
  return { ...rest, ...readRequest(joined(message.parts), message.headerLength) };
}

/** Field of an InferTensorContents. */
function fieldOf(datatype: string): string {
  if (datatype === "BOOL") return "bool_contents";
  if (datatype === "BYTES") return "bytes_contents";
  const [, kind = "", size = ""] = /^(FP|INT|UINT)(\d+)$/.exec(datatype) ?? [];
  return `${kind.toLowerCase()}${kind === "FP" || size === "64" ? size : ""}_contents`;
}

function elementOf(datatype: string, value: unknown): unknown {
  if (datatype === "BOOL") return value === 1;
  return typeof value === "bigint" ? String(value) : value;
}

function typed(datatype: string, shape: readonly number[], ...elements: unknown[]): Message {
  return { inputs: [{ name: "x", datatype, shape, contents: { [fieldOf(datatype)]: elements } }] };
}

describe("typed tensors", () => {
  it("become the raw ones that they are", () => {
    const some = tensors(ALL.filter((datatype) => datatype !== "FP16" && datatype !== "BF16"));
    fc.assert(
      fc.property(some, ({ datatype, shape, data }) => {
        const elements = Array.from<unknown, unknown>(data, (value) => elementOf(datatype, value));
        const [input] = read(typed(datatype, shape, ...elements)).inputs;
        expect(input).toMatchObject({ name: "x", datatype, shape });
        if (input === undefined) return;
        expect(toRaw(decode(input))).toEqual(toRaw({ datatype, shape, data } as never));
      }),
    );
  });

  it("are not more fields than elements, and integers not more than are read at once", () => {
    const of = (shape: number, contents: Uint8Array) => {
      const whole = PROTOCOL.encoded("ModelInfer", { inputs: [{ name: "x", datatype: "INT64", shape: [shape] }] });
      const input = protobuf.Writer.create().bytes(Buffer.concat([whole.subarray(2), Buffer.of(0x2a), contents]));
      return () => readInferRequest(Buffer.concat([Buffer.of(0x2a), input.finish()]));
    };
    const contents = (bytes: Uint8Array) => protobuf.Writer.create().bytes(bytes).finish();
    // Packed, a million times none at a time.
    expect(of(1, contents(Buffer.from("1a00".repeat(1_000_000), "hex")))).toThrow("more elements than that");
    const many = 2 * 1024 * 1024 + 1;
    const packed = Buffer.concat([Buffer.of(0x1a), contents(Buffer.alloc(many))]);
    expect(of(many, contents(packed))).toThrow("travel in raw_input_contents only");
    // One ends beyond those that it stands among.
    expect(of(2, contents(Buffer.of(0x1a, 1, 0x80, 0x18, 1)))).toThrow("no ModelInferRequest");
  });

  it("may come one by one, not packed", () => {
    const whole = PROTOCOL.encoded("ModelInfer", { inputs: [{ name: "x", datatype: "INT16", shape: [2] }] });
    // int_contents: 1 and -1.
    const contents = [0x10, 1, 0x10, ...[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]];
    const input = [...whole.subarray(2), 0x2a, contents.length, ...contents];
    const { message } = readInferRequest(Uint8Array.from([0x2a, input.length, ...input]));
    expect(message.parts[1]).toEqual(Uint8Array.of(1, 0, 0xff, 0xff));
  });

  it.each([
    ["INT8", [1], [128], "input x has the element 128, which no INT8 is"],
    ["UINT16", [1], [65_536], "input x has the element 65536, which no UINT16 is"],
    ["FP32", [3], [1, 2], "input x has 2 elements, and its shape [3] holds 3"],
    ["INT32", [1], [1, 2], "input x has more elements than that, and its shape [1] holds 1"],
    ["BYTES", [3], ["", ""], "input x has 2 elements, and its shape [3] holds 3"],
    [
      "INT32",
      [2 ** 40],
      [1],
      "input x has fewer elements than that, and its shape [1099511627776] holds 1099511627776",
    ],
  ])("are refused when they are not what they say: %s %j", (datatype, shape, elements, sentence) => {
    expect(() => read(typed(datatype, shape, ...elements))).toThrow(new BridgeError("bad_request", sentence));
  });

  it.each(["FP16", "BF16"])("are none of %s", (datatype) => {
    const request = { inputs: [{ name: "x", datatype, shape: [1], contents: { uint_contents: [1] } }] };
    expect(() => read(request)).toThrow(`input x is ${datatype}, which travels in raw_input_contents only`);
  });

  it("are refused in the field of another datatype", () => {
    const request = { inputs: [{ name: "x", datatype: "FP32", shape: [1], contents: { fp64_contents: [1] } }] };
    expect(() => read(request)).toThrow(
      "input x is FP32, whose elements travel in fp32_contents, not in fp64_contents",
    );
  });
});

describe("a request", () => {
  it("keeps its parameters, and asks for raw outputs", () => {
    const parameters = {
      flag: { bool_param: false },
      number: { int64_param: "-7" },
      large: { uint64_param: "18446744073709551615" },
      half: { double_param: 0.5 },
      text: { string_param: "\u0000 中" },
      ["__proto__"]: { string_param: "x" },
    };
    const {
      id,
      name,
      version,
      parameters: kept,
      outputs,
    } = read({
      model_name: "m",
      model_version: "2",
      id: "i",
      inputs: [],
      parameters: Object.fromEntries(Object.entries(parameters)),
      outputs: [{ name: "y" }],
    });
    expect([id, name, version]).toEqual(["i", "m", "2"]);
    expect(outputs).toEqual([{ name: "y", binary: true }]);
    expect(kept).toMatchObject({ flag: false, number: -7, large: 2 ** 64, half: 0.5, text: "\u0000 中" });
  });

  it("has its raw tensors behind its head as they lie in the message", () => {
    const raw = new Uint8Array(100_000).fill(7);
    const inputs = [{ name: "x", datatype: "UINT8", shape: [raw.length] }];
    const bytes = PROTOCOL.encoded("ModelInfer", { inputs, raw_input_contents: [raw] });
    const { parts } = readInferRequest(bytes).message;
    expect(parts).toHaveLength(2);
    expect(parts[1]?.buffer).toBe(bytes.buffer);
    expect(parts[1]).toEqual(Buffer.from(raw));
  });

  it("is one or is refused, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          readInferRequest(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: "BridgeError", kind: "bad_request" });
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("is refused or not, whichever of its bytes is another", () => {
    const inputs = [{ name: "x", datatype: "INT64", shape: [2], contents: { int64_contents: ["1", "-1"] } }];
    const parameters = { a: { int64_param: "5" }, b: { string_param: "b" } };
    const whole = PROTOCOL.encoded("ModelInfer", { model_name: "m", id: "i", inputs, parameters });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        try {
          readInferRequest(whole.map((value, index) => (index === at ? byte : value)));
        } catch (error) {
          expect(error).toMatchObject({ name: "BridgeError", kind: "bad_request" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
