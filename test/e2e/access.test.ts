import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { dataUri, layOut, serveFolder } from "../support/host.ts";

/** A line of the recording: what was sent to the original gate, and what it answered. */
interface Recorded {
  readonly name: string;
  readonly target: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly status: number;
  readonly resp_body: string;
}

const RECORDING = readFileSync(new URL("../golden/ava/gate.jsonl", import.meta.url), "utf8");
const RECORDED = RECORDING.trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded)
  .filter(({ name, target }) => target === "gate-queue" && /^(auth|access)-|bad op wins over 406/.test(name));

/** Where we answer otherwise on purpose: an app without an owner does not belong to user 0 (spec: AVA, section 9.1 no. 26). */
const MENDED: Readonly<Record<string, [number, string]>> = {
  "access-uid0-metadata-without-owner": [406, '{"error":"not acceptable"}'],
};

/** The apps of the recording, each with its rules. */
const APPS = {
  echo: "owner: 42\n",
  qstub: "",
  pub: "public: true\n",
  wl: "user_whitelist: [8]\n",
};

const JSON_TYPE = { "Content-Type": "application/json" };
const task = (op?: string) => ({ ...(op === undefined ? {} : { op }), data: { uri: dataUri("x") } });
const as = (uid: number) => ({ ...JSON_TYPE, Authorization: `QiniuStub uid=${uid}&ut=4` });

let host: TestHost;

beforeAll(async () => {
  const dir = await layOut(
    Object.fromEntries(Object.keys(APPS).map((app) => [`${app}/v1`, { fixture: "native/plain/1" }])),
  );
  await Promise.all(Object.entries(APPS).map(([app, text]) => writeFile(join(dir, app, "app.yaml"), text)));
  host = await serveFolder(dir, {
    auth: ["qiniu_stub", "bearer"],
    keys: { phone: { key: "phone-key", uid: 8 } },
    access: { user_whitelist: [7] },
  });
});
afterAll(() => host.close());

async function post(path: string, body: unknown, headers: Record<string, string>): Promise<[number, string]> {
  const response = await host.post(path, body, headers);
  return [response.status, await response.text()];
}

describe("the recorded answers to", () => {
  it("are all there", () => {
    expect(RECORDED).toHaveLength(10);
  });

  it.each(RECORDED)("$name", async ({ name, method, path, headers, body, status, resp_body }) => {
    const response = await fetch(host.url + path, { method, headers, body });
    const text = await response.text();
    const [code, expected] = MENDED[name] ?? [status, resp_body];
    expect(response.status).toBe(code);
    // What the apps answered then was dictated; errors are the gate's own.
    if (code >= 400) expect(text).toBe(expected);
  });
});

describe("the gate", () => {
  it.each([
    ["echo", [7, 42]],
    ["qstub", [7]],
    ["pub", [0, 7, 8, 42]],
    ["wl", [8]],
  ])("lets the right users call %s", async (app, uids) => {
    const statuses = await Promise.all(
      [0, 7, 8, 42].map(async (uid) => [uid, (await post(`/v1/eval/${app}/v1`, task(), as(uid)))[0]] as const),
    );
    expect(statuses.filter(([, status]) => status === 200).map(([uid]) => uid)).toEqual(uids);
    expect(statuses.filter(([uid]) => !uids.includes(uid)).every(([, status]) => status === 406)).toBe(true);
  });

  it("takes a key for the user that it stands for", async () => {
    const phone = { ...JSON_TYPE, Authorization: "Bearer phone-key" };
    expect((await post("/v1/eval/wl", task(), phone))[0]).toBe(200);
    expect(await post("/v1/eval/qstub", task(), phone)).toEqual([406, '{"error":"not acceptable"}']);
    expect(await post("/v1/eval/wl", task(), { ...phone, Authorization: "Bearer other" })).toEqual([
      401,
      '{"error":"bad token"}',
    ]);
  });

  it("judges a single request in the platform's order", async () => {
    const wrong = { ...as(9), "Content-Type": "text/plain" };
    expect(await post("/v1/eval/pub/v1/more", "{", { "Content-Type": "text/plain" })).toEqual([
      404,
      "404 page not found\n",
    ]);
    expect(await post("/v1/eval/wl", "{", { "Content-Type": "text/plain" })).toEqual([401, '{"error":"bad token"}']);
    expect(await post("/v1/eval/wl", "{", wrong)).toEqual([406, '{"error":"not acceptable"}']);
    expect(await post("/v1/eval/pub", "{", wrong)).toEqual([400, '{"error":"wrong content type"}']);
    expect(await post("/v1/eval/nowhere", task(), as(9))).toEqual([406, '{"error":"not acceptable"}']);
    expect((await post("/v1/eval/nowhere", task(), as(7)))[0]).toBe(404);
  });

  it("judges a batch in the platform's order, and names the first app that the caller may not call", async () => {
    const refused = [task("/v1/eval/pub"), task("/v1/eval/wl/v1"), task("/v1/eval/qstub")];
    expect(await post("/v1/batch", "{", { "Content-Type": "text/plain" })).toEqual([401, '{"error":"bad token"}']);
    expect(await post("/v1/batch", "{", as(9))).toEqual([400, '{"error":"parse task request failed"}']);
    expect(await post("/v1/batch", [...refused, task("bad")], as(9))).toEqual([400, '{"error":"bad op"}']);
    expect(await post("/v1/batch", refused, as(9))).toEqual([406, '{"error":"wl"}']);
    const [status, text] = await post("/v1/batch", [task("/v1/eval/pub"), task("/v1/eval/wl")], as(8));
    expect([status, JSON.parse(text)]).toMatchObject([200, [{ code: 0 }, { code: 0 }]]);
  });

  it("sends X-Reqid with every refusal", async () => {
    for (const headers of [JSON_TYPE, as(9)]) {
      const response = await host.post("/v1/eval/wl", task(), { ...headers, "X-Reqid": "mine" });
      expect([response.status >= 401, response.headers.get("x-reqid")]).toEqual([true, "mine"]);
    }
  });
});

describe("readiness", () => {
  it("tells strangers no more than whether the host is ready", async () => {
    expect(await (await fetch(`${host.url}/health/ready`)).json()).toMatchObject({ releases: { length: 4 } });
    const guarded = await serveFolder(host.dir, { admin_key: "admin-key" });
    const ready = async (headers = {}) => (await fetch(`${guarded.url}/health/ready`, { headers })).json();
    expect(await ready()).toEqual({ ready: true });
    expect(await ready({ Authorization: "Bearer admin-key" })).toMatchObject({ releases: { length: 4 } });
    await guarded.close();
  });
});
