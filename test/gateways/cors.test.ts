import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

const PAGE = "https://page.example";
const PREFLIGHT = {
  method: "OPTIONS",
  headers: {
    Origin: PAGE,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,inference-header-content-length",
  },
};
const INFER = "/v2/models/sum/infer";
const releases = { "sum/1": { fixture: "native/tensor-sum/1" } };
const auth = { auth: ["bearer"], keys: { one: { key: "a-key", uid: 1 } }, access: { public: true } };

/** What a browser goes by. */
async function rulesOf(asked: Promise<Response>): Promise<Record<string, string>> {
  const { headers } = await asked;
  return Object.fromEntries([...headers].filter(([name]) => name === "vary" || name.startsWith("access-control-")));
}

describe("for pages of some origins", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost(releases, { ...auth, cors: [PAGE, "http://localhost:3000"] });
  });
  afterAll(() => host.close());
  const READ = { vary: "Origin", "access-control-allow-origin": PAGE, "access-control-expose-headers": "*" };

  it("a browser is told before it has a key that it may ask", async () => {
    const response = await fetch(host.url + INFER, PREFLIGHT);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(await rulesOf(fetch(host.url + INFER, PREFLIGHT))).toEqual({
      ...READ,
      "access-control-allow-methods": "*",
      "access-control-allow-headers": "*, Authorization",
      "access-control-max-age": "7200",
    });
  });

  it.each([
    ["an answer", INFER, { Authorization: "Bearer a-key" }, 200],
    ["a refusal", INFER, {}, 401],
    ["what is not there", "/nowhere", { Authorization: "Bearer a-key" }, 404],
  ])("%s can be read", async (_, path, headers, status) => {
    const inputs = [{ name: "x", datatype: "FP32", shape: [1], data: [1] }];
    const asked = () => host.post(path, { inputs }, { ...headers, Origin: PAGE });
    expect((await asked()).status).toBe(status);
    expect(await rulesOf(asked())).toEqual(READ);
  });

  it.each([
    ["another origin", { Origin: "https://page.example.org" }],
    ["no origin", {}],
    ["an origin in other words", { Origin: `${PAGE}/` }],
  ])("%s is allowed nothing, and caches keep it apart", async (_, headers) => {
    expect(await rulesOf(fetch(`${host.url}/health`, { headers }))).toEqual({ vary: "Origin" });
    const preflight = { ...PREFLIGHT, headers: { ...PREFLIGHT.headers, Origin: "", ...headers } };
    expect(await rulesOf(fetch(host.url + INFER, preflight))).toEqual({ vary: "Origin" });
  });

  it("OPTIONS that asks nothing is a method like any other", async () => {
    const plain = await fetch(host.url + INFER, { method: "OPTIONS", headers: { Origin: PAGE } });
    expect(plain.status).toBe(404);
  });
});

it("for pages of all origins", async () => {
  const host = await startHost(releases, { cors: ["*"] });
  try {
    const asked = fetch(`${host.url}/health`, { headers: { Origin: PAGE } });
    expect(await rulesOf(asked)).toEqual({ "access-control-allow-origin": "*", "access-control-expose-headers": "*" });
  } finally {
    await host.close();
  }
});

it("for no pages unless told", async () => {
  const host = await startHost(releases);
  try {
    expect(await rulesOf(fetch(host.url + INFER, PREFLIGHT))).toEqual({});
  } finally {
    await host.close();
  }
});

it.each(["page.example", `${PAGE}/`, "https://page.example/path", "", "HTTPS://PAGE.example"])(
  "%j is no origin",
  async (cors) => {
    await expect(startHost({}, { cors: [cors] })).rejects.toThrow(/cors/);
  },
);
