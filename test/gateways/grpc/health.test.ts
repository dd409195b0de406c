import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GrpcClient, Protocol } from "../../support/grpc.ts";
import type { TestHost } from "../../support/host.ts";
import { startHost, until } from "../../support/host.ts";

const HEALTH = new Protocol("health.proto", "grpc.health.v1.Health");
const INFERENCE = new Protocol("open-inference.proto", "inference.GRPCInferenceService");
const SERVING = 1;
const NOT_SERVING = 2;
const SERVICE_UNKNOWN = 3;

let host: TestHost;
let health: GrpcClient;
let inference: GrpcClient;

beforeAll(async () => {
  host = await startHost(
    { "tensors/1": { fixture: "native/tensors/1" }, "private/1": { fixture: "native/tensors/1" } },
    {
      auth: ["bearer"],
      keys: { one: { key: "secret", uid: 1 } },
      access: { user_whitelist: [1] },
      admin_key: "operator",
    },
  );
  const address = await host.app.grpc.listen("127.0.0.1", 0);
  health = new GrpcClient(address, HEALTH);
  inference = new GrpcClient(address, INFERENCE);
});
afterAll(async () => {
  health.close();
  inference.close();
  await host.close();
});

const authorization = "Bearer secret";
const operator = { authorization: "Bearer operator" };

describe("Check", () => {
  it("tells anyone how the host is, under its services' names, too", async () => {
    for (const service of ["", "inference.GRPCInferenceService", "taichu_infer.GRPCInferenceService"]) {
      expect(await health.call("Check", { service })).toMatchObject({ status: "OK", message: { status: SERVING } });
    }
  });

  it("tells of an app those who may call it", async () => {
    for (const service of ["tensors", "tensors/1"]) {
      expect(await health.call("Check", { service }, { authorization })).toMatchObject({
        message: { status: SERVING },
      });
      expect(await health.call("Check", { service }, operator)).toMatchObject({ message: { status: SERVING } });
      expect(await health.call("Check", { service })).toMatchObject({ status: "NOT_FOUND" });
    }
    expect(await health.call("Check", { service: "nobody" }, operator)).toMatchObject({ status: "NOT_FOUND" });
  });
});

describe("Watch", () => {
  it("tells of every change, and of names that there are not", async () => {
    const unknown = health.stream({}, "Watch").send({ service: "nobody" }).end();
    expect(await unknown.next()).toEqual({ status: SERVICE_UNKNOWN });
    unknown.cancel();
    const stream = health.stream(operator, "Watch").send({ service: "tensors" }).end();
    expect(await stream.next()).toEqual({ status: SERVING });
    await inference.call("RepositoryModelUnload", { model_name: "tensors" }, operator);
    expect(await stream.next()).toEqual({ status: NOT_SERVING });
    await inference.call("RepositoryModelLoad", { model_name: "tensors" }, operator);
    expect(await stream.next()).toEqual({ status: SERVING });
    stream.cancel();
    expect(await stream.ended).toMatchObject({ status: "CANCELLED" });
  });

  it("ends with the host", async () => {
    const other = await startHost({ "tensors/1": { fixture: "native/tensors/1" } });
    const client = new GrpcClient(await other.app.grpc.listen("127.0.0.1", 0), HEALTH);
    const stream = client.stream({}, "Watch").send({}).end();
    expect(await stream.next()).toEqual({ status: SERVING });
    const closing = other.close();
    expect(await stream.next()).toEqual({ status: NOT_SERVING });
    expect(await stream.ended).toMatchObject({ status: "UNAVAILABLE" });
    await closing;
    client.close();
    await until(() => other.app.service.closing);
  });
});
