import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyOf, lengthOf, responseIn } from "../../../src/gateways/grpc/paddle-values.ts";
import { StrictReader } from "../../../src/gateways/grpc/strict-reader.ts";
import { messageIn } from "../../../src/gateways/paddle-request.ts";
import { baidu } from "../../../src/protos/paddle-messages.js";
import type { Message } from "../../support/grpc.ts";
import { PADDLE } from "../../support/grpc.ts";

const { Request, Response } = baidu.paddle_serving.pipeline_serving;

const text = fc.string({ unit: "grapheme" });
/** What is nothing is not written by everybody. */
const some = fc.string({ unit: "grapheme", minLength: 1 });
const int32 = fc.integer();
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const list = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 4 });
const tensor = fc.record(
  {
    int64_data: list(int64),
    float_data: list(fc.float()),
    int_data: list(int32),
    float64_data: list(fc.double()),
    uint32_data: list(fc.nat()),
    bool_data: list(fc.boolean()),
    complex64_data: list(fc.float()),
    complex128_data: list(fc.double()),
    str_data: list(text),
    byte_data: fc.uint8Array({ minLength: 1 }),
    elem_type: fc.integer({ min: 1 }),
    shape: list(int32),
    lod: list(int32),
    name: some,
  },
  { requiredKeys: [] },
);
const request = fc.record(
  {
    key: list(text),
    value: list(text),
    tensors: list(tensor),
    logid: int64.filter((number) => number !== "0"),
    clientip: some,
  },
  { requiredKeys: [] },
);

/** What JSON says, as a message has it. */
function fromJson(json: string): Message {
  return JSON.parse(json, (key, value) => {
    if (key === "byte_data") return Uint8Array.from(Buffer.from(value, "base64"));
    return ["NaN", "Infinity", "-Infinity"].includes(value) ? Number(value) : value;
  });
}

describe("a request", () => {
  it("becomes JSON that holds the same message, and that the gateway takes as it is", () => {
    fc.assert(
      fc.property(request, (message) => {
        const bytes = PADDLE.encoded("inference", message);
        const json = bodyOf(Request.decode(new StrictReader(Buffer.from(bytes))));
        const body = [Buffer.from(json)];
        expect(messageIn(body)).toBe(body);
        // Whole numbers of 64 bits are exact in the text alone.
        const exact = json.replaceAll(/(?<=[[,:])-?\d{16,}(?=[\],}])/g, '"$&"');
        expect(Buffer.from(PADDLE.encoded("inference", fromJson(exact)))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

describe("a response", () => {
  it("is the message of its JSON", () => {
    const response = fc.record({ err_no: int32, err_msg: text, key: list(text), value: list(text) });
    fc.assert(
      fc.property(response, (message) => {
        const made = responseIn(JSON.stringify({ ...message, tensors: [] }));
        const bytes = Response.encode(made).finish();
        expect(PADDLE.decoded("inference", bytes)).toEqual({ ...message, tensors: [] });
        expect(lengthOf(made)).toBe(bytes.length);
      }),
    );
  });

  it("writes nothing for what is nothing", () => {
    expect(lengthOf(responseIn('{"err_no":0,"err_msg":"","key":[],"value":[],"tensors":[]}'))).toBe(0);
  });
});
