import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../support/grpc.ts";
import { GrpcClient, Protocol } from "../../support/grpc.ts";
import type { TestHost } from "../../support/host.ts";
import { startHost, until, untilBusy } from "../../support/host.ts";
import { warningsDuring } from "../../support/warnings.ts";

const PROTOCOL = new Protocol("open-inference.proto", "inference.GRPCInferenceService");

let host: TestHost;
let client: GrpcClient;

beforeAll(async () => {
  host = await startHost({
    "echo/v1": { fixture: "apps/echo/v1" },
    "parts/v1": { fixture: "native/parts/v1", settings: { timeout_ms: 30_000 } },
    "tensors/1": { fixture: "native/tensors/1" },
  });
  client = new GrpcClient(await host.app.grpc.listen("127.0.0.1", 0), PROTOCOL);
});
afterAll(async () => {
  client.close();
  await host.close();
});

type Parameters = Readonly<Record<string, string | number | boolean>>;

/** A request of an app that takes no tensors. */
function request(model: string, id: string, parameters: Parameters = {}): Message {
  const entries = Object.entries(parameters).map(([name, value]) => {
    if (typeof value === "boolean") return [name, { bool_param: value }];
    if (typeof value === "string") return [name, { string_param: value }];
    return [name, Number.isInteger(value) ? { int64_param: value } : { double_param: value }];
  });
  return {
    model_name: model,
    id,
    parameters: Object.fromEntries(entries),
    inputs: [{ name: "input", datatype: "BYTES", shape: [1], contents: { bytes_contents: [Buffer.from("x")] } }],
  };
}

interface Told {
  readonly id: string;
  readonly final: boolean | undefined;
  readonly result: unknown;
}

/** What a response says: its id, whether it is the last one of its request, and the JSON of `result`. */
function told(message: Message | undefined): Told | { readonly id: string; readonly error: string } {
  const { error_message, infer_response } = message ?? {};
  const response = infer_response as Record<string, unknown> | undefined;
  const id = String(response?.["id"] ?? "");
  if (error_message !== undefined) return { id, error: String(error_message) };
  const [raw] = (response?.["raw_output_contents"] ?? []) as Buffer[];
  const flags = response?.["parameters"] as Record<string, { bool_param?: boolean }> | undefined;
  return {
    id,
    final: flags?.["triton_final_response"]?.bool_param,
    result: raw === undefined ? undefined : JSON.parse(raw.subarray(4).toString()),
  };
}

describe("a stream", () => {
  it("answers its requests in order, however long they take", async () => {
    const stream = client.stream();
    stream.send(
      request("echo", "slow", { mode: "sleep", s: 0.3 }),
      request("parts", "fast", { count: 0 }),
      { model_name: "nobody", id: "bad" },
      request("echo", "last", { mode: "length" }),
    );
    const answers = (await stream.end().rest()).map(told);
    expect(answers).toEqual([
      { id: "slow", final: true, result: { slept: 0.3 } },
      { id: "fast", final: true, result: { closed: expect.any(Number) } },
      { id: "bad", error: expect.stringContaining('no model "nobody"') },
      { id: "last", final: true, result: { length: 1 } },
    ]);
    expect(await stream.ended).toMatchObject({ status: "OK" });
  });

  it("works on several at once", async () => {
    const stream = client.stream();
    stream.send(request("echo", "slow", { mode: "sleep", s: 2 }));
    stream.send(request("parts", "parts", { count: 2 }));
    // Parts do not wait for what came before.
    expect(told(await stream.next())).toMatchObject({ id: "parts", final: false, result: { number: 0 } });
    expect(told(await stream.next())).toMatchObject({ id: "parts", final: false, result: { number: 1 } });
    stream.cancel();
    expect(await stream.ended).toMatchObject({ status: "CANCELLED" });
  });

  it("of as many at once as there may be warns nobody of leaks", async () => {
    const ids = Array.from({ length: 16 }, (_, index) => `r${index}`);
    const warnings = await warningsDuring(async () => {
      const stream = client.stream().send(...ids.map((id) => request("echo", id, { mode: "sleep", s: 0.02 })));
      expect((await stream.end().rest()).map((message) => told(message).id)).toEqual(ids);
    });
    expect(warnings).toEqual([]);
  });

  it("sends parts as they come, and an empty last one to those who want it", async () => {
    const stream = client.stream();
    stream.send(request("parts", "a", { count: 3, triton_enable_empty_final_response: true }));
    const answers = (await stream.end().rest()).map(told);
    expect(answers.map((answer) => "final" in answer && [answer.id, answer.final])).toEqual([
      ["a", false],
      ["a", false],
      ["a", false],
      ["a", true],
    ]);
    expect(answers.at(-1)).toEqual({ id: "a", final: true, result: undefined });
  });

  it("goes on after an error, also one between parts", async () => {
    const stream = client.stream();
    stream.send(request("parts", "a", { count: 3, failAt: 1 }));
    expect(told(await stream.next())).toMatchObject({ id: "a", result: { number: 0 } });
    expect(told(await stream.next())).toEqual({ id: "a", error: "no 1" });
    stream.sendBytes(Buffer.from([0xff]));
    stream.send({ ...request("echo", "c"), parameters: { p: {} } }, request("echo", "b", { mode: "length" }));
    expect(told(await stream.next())).toEqual({ id: "", error: expect.stringContaining("no ModelInferRequest") });
    expect(told(await stream.next())).toEqual({ id: "c", error: "the parameter p has no value" });
    expect(told(await stream.next())).toMatchObject({ id: "b", result: { length: 1 } });
    stream.end();
    expect(await stream.ended).toMatchObject({ status: "OK" });
  });

  it("ends with its first error when its client wants that", async () => {
    const stream = client.stream({ headers: { triton_grpc_error: "true" } });
    stream.send({ model_name: "nobody" });
    expect(await stream.rest()).toEqual([]);
    expect(await stream.ended).toMatchObject({ status: "NOT_FOUND", details: 'there is no model "nobody"' });
  });

  it("that is cancelled ends its generator, as does one whose deadline is over", async () => {
    const closed = async () => {
      const stream = client
        .stream()
        .send(request("parts", "c", { count: 0 }))
        .end();
      const [answer] = (await stream.rest()).map(told);
      const result = answer !== undefined && "result" in answer ? answer.result : undefined;
      return (result as { closed: number }).closed;
    };
    const before = await closed();
    const cancelled = client.stream().send(request("parts", "a", { count: 10_000, pauseMs: 5 }));
    await cancelled.next();
    cancelled.cancel();
    await until(async () => (await closed()) === before + 1);
    const late = client.stream({ timeoutMs: 500 }).send(request("parts", "a", { count: 10_000, pauseMs: 5 }));
    expect(await late.ended).toMatchObject({ status: "DEADLINE_EXCEEDED" });
    await until(async () => (await closed()) === before + 2);
  });
});

describe("a single call", () => {
  it("whose client goes or has no time left leaves the queue", async () => {
    const gone = new AbortController();
    const slow = client.call("ModelInfer", request("echo", "a", { mode: "sleep", s: 0.5 }), { signal: gone.signal });
    await untilBusy(host.url, "echo/v1");
    const late = await client.call("ModelInfer", request("echo", "b", { mode: "length" }), { timeoutMs: 100 });
    expect(late).toMatchObject({ status: "DEADLINE_EXCEEDED" });
    gone.abort();
    expect(await slow).toMatchObject({ status: "CANCELLED" });
    const timeout = request("echo", "c", { mode: "sleep", s: 1, timeout: 100_000 });
    expect(await client.call("ModelInfer", timeout)).toMatchObject({ status: "DEADLINE_EXCEEDED" });
  });

  it("gets the sentence of a script that fails, with a status by its code", async () => {
    const refused = await client.call("ModelInfer", request("parts", "a", { failAt: 0 }));
    expect(refused).toMatchObject({ status: "INVALID_ARGUMENT", details: "no 0" });
    const failed = await client.call("ModelInfer", request("echo", "a", { mode: "errbase", code: 599, message: "so" }));
    expect(failed).toMatchObject({ status: "INTERNAL", details: "so" });
  });
});

describe("limits and access", () => {
  it("hold over gRPC, too", async () => {
    const closed = await startHost(
      { "tensors/1": { fixture: "native/tensors/1" }, "echo/v1": { fixture: "apps/echo/v1" } },
      {
        auth: ["bearer"],
        keys: { one: { key: "secret", uid: 1 } },
        access: { public: false, user_whitelist: [1] },
        admin_key: "operator",
        limits: { body_bytes: 10_000 },
      },
    );
    const nobody = new GrpcClient(await closed.app.grpc.listen("127.0.0.1", 0), PROTOCOL);
    try {
      const authorization = "Bearer secret";
      const asked = request("echo", "a", { mode: "length" });
      expect(await nobody.call("ModelInfer", asked)).toMatchObject({ status: "UNAUTHENTICATED", details: "bad token" });
      expect(await nobody.call("ModelInfer", asked, { authorization })).toMatchObject({ status: "OK" });
      expect(await nobody.call("ServerMetadata", {})).toMatchObject({ status: "UNAUTHENTICATED" });
      expect(await nobody.call("ServerLive", {})).toMatchObject({ status: "OK" });
      for (const method of ["RepositoryIndex", "RepositoryModelLoad", "RepositoryModelUnload", "ModelStatistics"]) {
        expect(await nobody.call(method, {}, { authorization })).toMatchObject({ status: "UNAUTHENTICATED" });
      }
      const operator = { authorization: "Bearer operator" };
      expect(await nobody.call("RepositoryIndex", { ready: true }, operator)).toMatchObject({ status: "OK" });
      const large = { ...asked, parameters: { text: { string_param: "x".repeat(10_000) } } };
      expect(await nobody.call("ModelInfer", large, { authorization })).toMatchObject({
        status: "RESOURCE_EXHAUSTED",
        details: expect.stringMatching(/^Received message larger than max \(\d+ vs 10000\)$/),
      });
      await closed.app.service.close(0);
      expect(await nobody.call("ModelInfer", asked, { authorization })).toMatchObject({
        status: "UNAVAILABLE",
        metadata: { "grpc-retry-pushback-ms": "1000" },
      });
    } finally {
      nobody.close();
      await closed.close();
    }
  });
});
