import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TaichuClient } from "../support/grpc.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

/** What taichu-serve's own test clients send. */
const PARAMETERS = { str: "str", float: 1.222, bool: true };
const TYPED = {
  boo_var: { bool_param: true },
  float_var: { float_param: Math.fround(12.3432) },
  str_var: { string_param: "str" },
};
const MODEL = { model_name: "ModelService", model_version: "1" };

let host: TestHost;
let client: TaichuClient;

beforeAll(async () => {
  host = await startHost({ "printed/v1": { fixture: "seeds/taichu" } });
  client = new TaichuClient(await host.app.grpc.listen("127.0.0.1", 0));
});
afterAll(async () => {
  client.close();
  await host.close();
});

describe("taichu-serve's printed ModelService", () => {
  it("answers over HTTP, by its own name", async () => {
    const path = "/v2/models/ModelService/versions/1/infer";
    const response = await host.post(path, { parameters: PARAMETERS }, { "X-Request-Id": "r1" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      '{"id": "r1", "model_name": "ModelService", "model_version": "1", "parameters": {"str": "str", "float": 1.222, "bool": true}}',
    );
  });

  it("is asked by its app's name as the Open Inference Protocol has it", async () => {
    const request = JSON.stringify({ parameters: PARAMETERS });
    const inputs = [{ name: "request", datatype: "BYTES", shape: [1], data: [dataUri(request)] }];
    const response = await host.post("/v2/models/printed/versions/v1/infer", { inputs });
    expect(await response.json()).toMatchObject({
      outputs: [{ name: "result", datatype: "BYTES", shape: [1], data: [expect.stringContaining('"float": 1.222')] }],
    });
    expect((await host.post("/v2/models/printed/versions/v1/infer", { parameters: PARAMETERS })).status).toBe(400);
  });

  it("answers at the gate", async () => {
    const uri = dataUri(JSON.stringify({ parameters: PARAMETERS }));
    const response = await host.post("/v1/eval/printed", { data: { uri } });
    expect([response.status, await response.json()]).toEqual([
      200,
      { code: 0, message: "", result: { parameters: PARAMETERS } },
    ]);
  });

  it("answers over gRPC", async () => {
    expect(await client.call("ModelInfer", { ...MODEL, parameters: TYPED })).toEqual({
      status: "OK",
      details: "",
      message: { ...MODEL, parameters: TYPED },
    });
  });

  it("answers each message of a stream, and ends it", async () => {
    const request = { ...MODEL, id: "s1", parameters: { input: { bool_param: true } } };
    const stream = client
      .stream()
      .send(...Array.from({ length: 5 }, () => request))
      .end();
    expect(await stream.rest()).toEqual(Array.from({ length: 5 }, () => request));
    expect(await stream.ended).toMatchObject({ status: "OK" });
  });
});
