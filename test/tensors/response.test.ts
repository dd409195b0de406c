import fc from "fast-check";
import { expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import { decode } from "../../src/tensors/request.ts";
import { readResponse } from "../../src/tensors/response.ts";
import { jsonTensor, rawTensor, writeMessage } from "../../src/tensors/write.ts";
import { jsonTensors, tensors } from "./arbitrary.ts";

it("gives back what was written, raw or as JSON", () => {
  const outputs = fc.array(
    fc.oneof(fc.tuple(tensors(), fc.constant(true)), fc.tuple(jsonTensors(), fc.constant(false))),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(outputs, fc.option(fc.string(), { nil: undefined }), (given, id) => {
      const outgoing = given.map(([tensor, raw], index) =>
        raw ? rawTensor(`t${index}`, tensor) : jsonTensor(`t${index}`, tensor, "output"),
      );
      const before = { model_name: "m", model_version: "1", id, parameters: { a: 1 } };
      const { parts, headerLength } = writeMessage({ before }, "outputs", outgoing);
      expect(headerLength === undefined).toBe(given.every(([, raw]) => !raw));
      const response = readResponse(new Uint8Array(Buffer.concat(parts)), headerLength);
      expect(response).toMatchObject({ modelName: "m", modelVersion: "1", parameters: { a: 1 } });
      expect(response.id).toBe(id);
      expect(response.outputs.map((output) => decode(output, "output"))).toEqual(given.map(([tensor]) => tensor));
    }),
  );
});

it("refuses what no server may answer", () => {
  const wrong = { outputs: [{ name: "y", datatype: "FP32", shape: [1], parameters: { binary_data_size: 4 } }] };
  expect(() => readResponse(new TextEncoder().encode(JSON.stringify(wrong)))).toThrow(
    new BridgeError("bad_answer", "output y has binary_data_size 4, but 0 bytes are left of the body"),
  );
});
