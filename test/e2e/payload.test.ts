import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PayloadStore } from "../../src/media/payload.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost, until } from "../support/host.ts";

let host: TestHost;
let payloads: string;

beforeAll(async () => {
  payloads = await mkdtemp(join(tmpdir(), "evalbridge-payloads-"));
  const config = { payload_dir: payloads };
  host = await startHost(
    { "py/v1": { fixture: "apps/echo/v1", settings: { timeout_ms: 20_000 } }, "ts/v1": { fixture: "native/echo/1" } },
    config,
  );
});
afterAll(async () => {
  await host.close();
  await rm(payloads, { recursive: true, force: true });
});

const LIMIT = PayloadStore.INLINE_LIMIT;
/** What makes each app answer with the bytes that it got. */
const PARAMS = { "py/v1": { mode: "binary" }, "ts/v1": { as: "body" } };

async function echo(release: keyof typeof PARAMS, body: Buffer): Promise<Buffer> {
  const response = await host.post(`/v1/eval/${release}`, { data: { uri: dataUri(body) }, params: PARAMS[release] });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Every payload file of the host, its own and its workers'. */
async function files(): Promise<string[]> {
  const entries = await readdir(payloads, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe.each(["py/v1", "ts/v1"] as const)("%s", (release) => {
  it.each([1, 65_535, 65_536, LIMIT - 100, LIMIT, LIMIT + 1, 3 * LIMIT])(
    "gets and answers %i bytes unharmed",
    async (size) => {
      const body = randomBytes(size);
      expect((await echo(release, body)).equals(body)).toBe(true);
    },
  );

  it("is asked by many at once, and no payload file stays", async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => randomBytes(index % 3 === 0 ? LIMIT + index : 100_000));
    const answers = await Promise.all(bodies.map((body) => echo(release, body)));
    expect(answers.every((answer, index) => answer.equals(bodies[index] ?? Buffer.alloc(0)))).toBe(true);
    await until(async () => (await files()).length === 0);
  });
});

it("removes the payload file of a request whose time was over while a worker had it", async () => {
  const slow = await startHost(
    { "py/v1": { fixture: "apps/echo/v1", settings: { timeout_ms: 300 } } },
    { payload_dir: payloads },
  );
  const data = { uri: dataUri(Buffer.alloc(LIMIT + 1)) };
  const response = await slow.post("/v1/eval/py/v1", { data, params: { mode: "sleep", s: 0.8 } });
  expect([response.status, (await files()).length]).toEqual([500, 1]);
  await until(async () => (await files()).length === 0);
  await slow.close();
});

it("goes through the socket when there is no room for payload files", async () => {
  // With its folder gone nothing can be written any more, as on a full disk.
  for (const name of await readdir(payloads)) await rm(join(payloads, name), { recursive: true });
  for (const release of ["py/v1", "ts/v1"] as const) {
    const body = randomBytes(LIMIT + 1);
    expect((await echo(release, body)).equals(body)).toBe(true);
  }
  expect(host.log.filter(({ msg }) => msg.startsWith("no room for payload files"))).toHaveLength(1);
});
