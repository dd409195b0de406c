import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import { messageIn } from "../../src/gateways/paddle-request.ts";

const read = (text: string) => joined(messageIn([Buffer.from(text)])).toString();
const mismatch = (kind: string, type: string) => `json: cannot unmarshal ${kind} into Go value of type ${type}`;

describe("a request", () => {
  it("that is clean stays the same bytes, in the parts in which it came", () => {
    const body = [Buffer.from('{"key":["a"],"va'), Buffer.from('lue":["\\u4e2d"],"logid":1}')];
    expect(messageIn(body)).toBe(body);
  });

  it.each(["", " \n", "null", " null x"])("that says nothing is an empty one: %j", (text) =>
    expect(read(text)).toBe("{}"),
  );

  it.each(['{"key":[]} trailing', '{"key":[]}{}', '\n{"key":[]}\u0000'])("ends with its first value: %j", (text) => {
    expect(read(text)).toBe('{"key":[]}');
  });

  it.each([
    '{"key":null,"value":[null],"tensors":[null],"logid":null,"other":[1]}',
    '{"logid":"77","clientIp":"x"}',
    '{"logid":-9223372036854775808}',
    '{"tensors":[{"elemType":"1","float_data":[1,"2","NaN","-Infinity",1e38],"bool_data":[true],"byte_data":"aGk="}]}',
    '{"tensors":[{"uint32_data":[4294967295],"shape":[" 3"],"lod":["null"]}],"key":1,"key":["a"]}',
  ])("is read as Go reads it: %s", (text) => expect(read(text)).toBe(text));

  it.each([
    ["[1]", mismatch("array", "map[string]json.RawMessage")],
    ['"a"', mismatch("string", "map[string]json.RawMessage")],
    ["1", mismatch("number", "map[string]json.RawMessage")],
    ["false", mismatch("bool", "map[string]json.RawMessage")],
    ['{"key":"a"}', mismatch("string", "[]json.RawMessage")],
    ['{"key":{}}', mismatch("object", "[]json.RawMessage")],
    ['{"value":["a",1]}', mismatch("number", "string")],
    ['{"value":[true],"key":[[]]}', mismatch("array", "string")],
    ['{"clientip":{}}', mismatch("object", "string")],
    ['{"logid":1.0}', mismatch("number 1.0", "int64")],
    ['{"logid":9223372036854775808}', mismatch("number 9223372036854775808", "int64")],
    ['{"logid":true}', mismatch("bool", "int64")],
    ['{"logid":"x"}', "invalid character 'x' looking for beginning of value"],
    ['{"logid":""}', "unexpected end of JSON input"],
    ['{"logid":"1 2"}', "invalid character '2' after top-level value"],
    ['{"tensors":{}}', mismatch("object", "[]json.RawMessage")],
    ['{"tensors":[1]}', mismatch("number", "map[string]json.RawMessage")],
    ['{"tensors":[{"int_data":[1,2147483648]}]}', mismatch("number 2147483648", "int32")],
    ['{"tensors":[{"uint32_data":[-1]}]}', mismatch("number -1", "uint32")],
    ['{"tensors":[{"float_data":[1e39]}]}', mismatch("number 1e39", "float32")],
    ['{"tensors":[{"float64_data":[1e999]}]}', mismatch("number 1e999", "float64")],
    ['{"tensors":[{"bool_data":[1]}]}', mismatch("number", "bool")],
    ['{"tensors":[{"byte_data":"a?=="}]}', "illegal base64 data at input byte 0"],
    ['{"tensors":[{"byte_data":1}]}', mismatch("number", "[]uint8")],
    ['{"key":[1],"logid":', "unexpected EOF"],
  ])("of a wrong type is told so in Go's words: %s", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("with arrays of numbers is judged number by number, however they are written", () => {
    const number = fc
      .oneof(fc.integer(), fc.double(), fc.maxSafeInteger())
      .map((value) => JSON.stringify(value) ?? "0");
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const one = (values: readonly string[]) => `{"tensors":[{"int_data":[${values.join(" , ")}]}]}`;
        const fits = (text: string) =>
          text === "null" || (/^-?\d+$/.test(text) && Math.abs(Number(text) + 0.5) < 2 ** 31);
        const bad = numbers.find((text) => !fits(text));
        if (bad === undefined) expect(read(one(numbers))).toBe(one(numbers));
        else expect(() => read(one(numbers))).toThrow(mismatch(`number ${bad}`, "int32"));
      }),
    );
  });

  it("of very many values is left to the script's side", () => {
    const text = `{"value":[${"1,".repeat(300_000)}1]}`;
    expect(read(text)).toBe(text);
  });

  it("is judged the same in whatever parts it came", () => {
    const fill = (text: string, run: string) => text.replaceAll("@", run.repeat(3000 / run.length));
    const values = ['"@"', '"a@"', '"@\\n"', '"@\n"', "1@", '"1@"', "@", "[@1]", '{"@":1}', '"aGk@="', '"@!@"'];
    const name = fc.constantFrom("key", "logid", "byte_data", "int_data", "other", "key@");
    const member = fc
      .tuple(name, fc.constantFrom(...values), fc.boolean())
      .map(([key, value, isListed]) => `"${key}":${isListed ? `[${value}]` : value}`);
    const message = fc.array(member, { maxLength: 3 }).map((members) => `{${members.join(",")}}`);
    const request = fc.oneof(
      message,
      message.map((tensor) => `{"tensors":[${tensor}],"key":["@"]}`),
    );
    const run = fc.constantFrom("A", "1", " ", "e1", "-", "x,");
    fc.assert(
      fc.property(request, run, fc.constantFrom("", " x", "@"), fc.integer({ min: 1, max: 2500 }), (text, ...rest) => {
        const [filler, after, size] = rest;
        const whole = Buffer.from(fill(text + after, filler));
        const count = Math.ceil(whole.length / size);
        const parts = Array.from({ length: count }, (_, index) => whole.subarray(index * size, (index + 1) * size));
        expect(outcome(parts)).toEqual(outcome([whole]));
      }),
      { numRuns: 500 },
    );
  });
});

function outcome(body: readonly Uint8Array[]): string {
  try {
    return joined(messageIn(body)).toString();
  } catch (error) {
    return String(error);
  }
}
