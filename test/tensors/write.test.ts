import { expect, it } from "vitest";
import { headOf, jsonTensor, rawTensor, writeMessage } from "../../src/tensors/write.ts";

const ids = { datatype: "INT64", shape: [1, 2], data: BigInt64Array.of(9007199254740993n, -1n) } as const;

it("writes JSON as the protocol has it", () => {
  const envelope = { before: { id: "1", parameters: undefined }, behind: { outputs: [{ name: "y" }] } };
  expect(headOf(envelope, "inputs", [jsonTensor("x", ids, "input")])).toBe(
    '{"id":"1","inputs":[{"name":"x","shape":[1,2],"datatype":"INT64","data":[9007199254740993,-1]}],"outputs":[{"name":"y"}]}',
  );
  expect(headOf({ before: {} }, "outputs", [])).toBe('{"outputs":[]}');
});

it("puts raw tensors behind it, without copying them", () => {
  const tensor = { ...rawTensor("x", ids), parameters: { content_type: "np" } };
  const { parts, headerLength } = writeMessage({ before: {} }, "inputs", [tensor]);
  const [head, raw] = parts;
  expect(
    Buffer.from(head ?? [])
      .toString()
      .trimEnd(),
  ).toBe(
    '{"inputs":[{"name":"x","shape":[1,2],"datatype":"INT64","parameters":{"content_type":"np","binary_data_size":16}}]}',
  );
  expect(headerLength).toBe(head?.length);
  expect((headerLength ?? 1) % 8).toBe(0);
  expect(raw?.buffer).toBe(ids.data.buffer);
});
