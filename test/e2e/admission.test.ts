import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost, until } from "../support/host.ts";

let host: TestHost;
let fetches = 0;
const origin = createServer((_request, response) => {
  fetches += 1;
  response.end("fetched");
});

beforeAll(async () => {
  await once(origin.listen(0, "127.0.0.1"), "listening");
  host = await startHost(
    {
      "slow/v1": { fixture: "apps/echo/v1", settings: { max_queue: 1 } },
      "broken/v1": { fixture: "apps/syntax_error/v1" },
    },
    { uris: { allow: ["127.0.0.1"] } },
  );
});
afterAll(async () => {
  await host.close();
  origin.close();
});

function askByUri(release: string): Promise<Response> {
  const { port } = origin.address() as AddressInfo;
  return host.post(`/v1/eval/${release}`, { data: { uri: `http://127.0.0.1:${port}/` } });
}

it("fetches nothing for a release that has failed", async () => {
  const before = fetches;
  expect((await askByUri("broken/v1")).status).toBe(503);
  expect(fetches).toBe(before);
});

it("fetches nothing while the queue is full", async () => {
  const before = fetches;
  const [slow] = host.app.catalog.releases.filter(({ name }) => name === "slow/v1");
  const asked = [1, 2].map(() => host.ask("slow/v1", { mode: "sleep", s: 0.4 }));
  await until(() => slow !== undefined && slow.pressure === 2);
  const response = await askByUri("slow/v1");
  expect([response.status, response.headers.get("retry-after"), fetches]).toEqual([571, "1", before]);
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await askByUri("slow/v1")).status).toBe(200);
  expect(fetches).toBe(before + 1);
});
