import { afterEach, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

const ECHO = {
  "echo/v1": { fixture: "apps/echo/v1", settings: { batch_size: 2 } },
  "echo/v2": { fixture: "apps/echo/v1", settings: { phase: "staging" } },
};

async function group(size: number): Promise<[number, unknown]> {
  const data = Array.from({ length: size }, () => ({ uri: dataUri("x") }));
  const response = await host?.post("/v1/eval/echo/v1", { data });
  return [response?.status ?? 0, await response?.json()];
}

describe("compat.group", () => {
  it("leaves a group as long as it is", async () => {
    host = await startHost(ECHO);
    expect(await group(3)).toMatchObject([200, { result: { count: 1 } }]);
  });

  it("strict: allows batch_size inputs and no more", async () => {
    host = await startHost(ECHO, { compat: { group: "strict" } });
    expect(await group(2)).toMatchObject([200, { result: { count: 1 } }]);
    expect(await group(3)).toEqual([400, { error: "eval request out of batch_size 2" }]);
  });
});

describe("compat.routing", () => {
  /** Processes that answer requests without a version. */
  async function answering(): Promise<number> {
    const pids = new Set<unknown>();
    for (let turn = 0; turn < 6; turn++) {
      const { body } = (await host?.ask("echo", { mode: "process" })) ?? {};
      pids.add((body as { result: { pid: number } }).result.pid);
    }
    return pids.size;
  }

  it("sends requests without a version to what is in production", async () => {
    host = await startHost(ECHO);
    expect(await answering()).toBe(1);
  });

  it("all: sends them to whatever is there", async () => {
    host = await startHost(ECHO, { compat: { routing: "all" } });
    expect(await answering()).toBe(2);
  });
});

it("compat.codes holds for TypeScript handlers too", async () => {
  host = await startHost({ "rets/v1": { fixture: "native/rets/1" } }, { compat: { codes: "strict" } });
  expect(await host.ask("rets/v1", "ownCode")).toMatchObject({ status: 500, body: { error: "not acceptable" } });
});

it.each(["text/plain", "garbage", ""])(
  "compat.batch_content_type is the status of a batch of type %j",
  async (type) => {
    host = await startHost(ECHO, { compat: { batch_content_type: 502 } });
    const headers = { "Content-Type": type };
    const batch = await host.post("/v1/batch", "[]", headers);
    expect([batch.status, await batch.json()]).toEqual([502, { error: "wrong content type" }]);
    expect((await host.post("/v1/eval/echo", "{}", headers)).status).toBe(400);
  },
);
