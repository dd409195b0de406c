import { Writer } from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { TooMuch } from "../../../src/gateways/grpc/admission.ts";
import { StrictReader } from "../../../src/gateways/grpc/strict-reader.ts";
import { Counted } from "../../../src/gateways/grpc/taichu-request.ts";
import { Protocol } from "../../support/grpc.ts";

const PROTOCOL = new Protocol("taichu.proto", "taichu_infer.GRPCInferenceService");
const MOST = 100_000;
const decode = (bytes: Uint8Array) => Counted.decode(new StrictReader(Buffer.from(bytes)));
const many = (hex: string) => Buffer.from(hex.repeat(MOST), "hex");

describe("a request", () => {
  it("is read", () => {
    const parameters = { image: { string_param: "x".repeat(1_000_000) }, top: { float_param: 2 } };
    const read = decode(PROTOCOL.encoded("ModelInfer", { model_name: "a", model_version: "1", id: "b", parameters }));
    expect([read.modelName, read.modelVersion, read.id]).toEqual(["a", "1", "b"]);
    expect(read.parameters).toMatchObject({ image: { stringParam: expect.any(String) }, top: { floatParam: 2 } });
  });

  it("of too many fields is refused before one is read", () => {
    expect(decode(many("2200")).parameters).toMatchObject({ "": {} });
    // What ends too early is read no further than there are too many before it.
    expect(() => decode(Buffer.concat([many("2200"), Buffer.from("22ff", "hex")]))).toThrow(TooMuch);
    // All of them in the value of one parameter.
    const one = Writer.create().uint32(0x22).fork().uint32(0x12).bytes(many("0801")).ldelim().finish();
    expect(() => decode(one)).toThrow(TooMuch);
  });

  it("that is none is told so", () => {
    expect(() => decode(Buffer.of(0x22, 9))).toThrow(RangeError);
  });
});
