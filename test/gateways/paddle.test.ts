import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OWN_PATHS } from "../../src/contract/service-names.ts";
import type { CallOptions } from "../support/grpc.ts";
import { PaddleClient } from "../support/grpc.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, startHost } from "../support/host.ts";

const PLAIN = "paddle/plain";
const GATES_404 = [404, "404 page not found\n"];
const JSON_HEADERS = { "content-type": "application/json" };

async function told(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  return [response.status, await response.text()];
}

const request = (values: Readonly<Record<string, string>>, logid = 0) => ({
  key: Object.keys(values),
  value: Object.values(values),
  logid,
});
const failed = (number: number, text: string) =>
  `{"err_no":${number},"err_msg":"${text}","key":[],"value":[],"tensors":[]}`;
const refused = (code: number, text: string) => `{"error":"${text}","code":${code},"message":"${text}","details":[]}`;

/** The value of a key of an answer. */
function valueIn(answer: string, name: string): string {
  const { key, value } = JSON.parse(answer);
  return value[key.indexOf(name)];
}

const closing: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

describe("on the host's own port", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost({
      "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } },
      "plain/v2": { fixture: PLAIN, settings: { args: ["svc"], phase: "staging" } },
      "hangs/v1": { fixture: PLAIN, settings: { args: ["hangs"], timeout_ms: 1000, hang_ms: 1000 } },
      "taken/v1": { fixture: PLAIN, settings: { args: ["V2"] } },
      "broken/v1": { fixture: PLAIN, settings: { args: ["broken"], env: { INIT: "raises" } } },
      "ported/v1": { fixture: "native/echo-port/v1", settings: { dialect: "paddle" } },
    });
    closing.push(host.close);
  });

  const post = (path: string, body: unknown, headers?: Record<string, string>) => told(host.post(path, body, headers));
  const answered = async (path: string, values: Readonly<Record<string, string>>) => {
    const [status, body] = await post(path, request(values));
    expect([status, JSON.parse(body).err_no]).toEqual([200, 0]);
    return body;
  };

  it.each(["/svc/prediction", "/svc/any", "/svc/", "/svc/prediction?a=1"])("a service answers at %s", async (path) => {
    const [status, body] = await post(path, request({ a: "<中>" }, 7));
    const pid = valueIn(body, "pid");
    const values = `"key":["a","pid","log_id"],"value":["\\u003c中\\u003e","${pid}","7"]`;
    expect([status, body]).toEqual([200, `{"err_no":0,"err_msg":"",${values},"tensors":[]}`]);
  });

  it.each([
    "/",
    "/svc",
    "/svc/a/b",
    "/svc/prediction/",
    "/svc/prediction:x",
    "/other/prediction",
    "/SVC/prediction",
    "/broken/x",
  ])("what is no service's is the gate's: POST %s", async (path) =>
    expect(await post(path, request({}))).toEqual(GATES_404),
  );

  it("releases in production come first", async () => {
    const [production] = host.app.catalog.select("plain", "v1").instances;
    const pids = await Promise.all([1, 2, 3].map(async () => valueIn(await answered("/svc/x", {}), "pid")));
    expect(new Set(pids)).toEqual(new Set([String(production?.pid)]));
  });

  it("a service that is called as the host's own paths begin has failed", async () => {
    const release = (await listReleases(host.url)).get("taken/v1");
    expect(release).toMatchObject({ state: "failed", reason: "the service is called V2, and /V2 is the host's own" });
  });

  it("those are all that there are", () => {
    const routes = host.app.http.printRoutes({ commonPrefix: false });
    const first = [...routes.matchAll(/^[├└]── \/([^/\s*:]+)/gm)].map(([, segment = ""]) => segment);
    expect(first).toContain("v1");
    expect(first.filter((segment) => !OWN_PATHS.has(segment))).toEqual([]);
  });

  it("a port's answers are laid out as the original's", async () => {
    const values = '"key":["a"],"value":["\\u003c中\\u0026\\u2028\\u0008é�"],"tensors":[]}';
    expect(await post("/Echo/any", request({ a: "<中&\u2028\b\u00e9\ud800" }))).toEqual([
      200,
      `{"err_no":0,"err_msg":"",${values}`,
    ]);
    expect(await post("/Echo/any", { err_no: 51, err_msg: "no", refuse: undefined })).toEqual([200, failed(51, "no")]);
  });

  it("what a port fails with has a number", async () => {
    expect(await post("/Echo/any", { refuse: "not <this>" })).toEqual([200, failed(422, "not \\u003cthis\\u003e")]);
    const wrong = "json: cannot unmarshal string into Go value of type []json.RawMessage";
    expect(await post("/Echo/any", { key: "a" })).toEqual([400, refused(3, wrong)]);
    expect(await post("/Echo/any", { err_no: "1" })).toEqual([
      200,
      failed(8, "the result's err_no is no 32-bit integer"),
    ]);
  });

  it("answers may be of any length", async () => {
    const [status, body] = await post("/Echo/any", request({ a: "x".repeat(5 << 20) }));
    expect([status, body.length > 5 << 20]).toEqual([200, true]);
  });

  it("a client's time is kept", async () => {
    const late = [504, refused(4, "context deadline exceeded")];
    expect(await post("/svc/x", request({ do: "sleep" }), { "Grpc-Timeout": "20m" })).toEqual(late);
    expect(await post("/svc/x", request({ do: "sleep" }), { "Grpc-Timeout": "-1S" })).toEqual(late);
    for (const enough of ["9H", "99999999S", "0S"]) {
      expect(await post("/svc/x", request({}), { "Grpc-Timeout": enough })).toContain(200);
    }
    expect(await post("/svc/x", "{", { "Grpc-Timeout": "1h" })).toEqual([400, refused(3, "invalid grpc-timeout: 1h")]);
  });

  it("an Op that ends its process, or is killed, is told of, and the next request is answered", async () => {
    expect(await post("/svc/x", request({ do: "exit" }))).toEqual([
      200,
      failed(6, "worker lost: it exited with code 7"),
    ]);
    const pid = Number(valueIn(await answered("/svc/x", {}), "pid"));
    const lost = post("/svc/x", request({ do: "hang" }));
    while (host.app.catalog.select("plain", "v1").instances[0]?.state !== "busy") await new Promise(setImmediate);
    process.kill(pid, "SIGKILL");
    expect(await lost).toEqual([200, failed(6, "worker lost: it was killed by SIGKILL")]);
    await answered("/svc/x", {});
  });

  it("an Op that hangs runs out of time, and its worker is replaced", async () => {
    const pid = valueIn(await answered("/hangs/x", {}), "pid");
    const [status, body] = await post("/hangs/x", request({ do: "hang" }));
    expect([status, JSON.parse(body).err_no]).toEqual([200, 5]);
    await expect
      .poll(async () => JSON.parse((await post("/hangs/x", request({})))[1]).err_no, { timeout: 20_000 })
      .toBe(0);
    expect(valueIn(await answered("/hangs/x", {}), "pid")).not.toBe(pid);
  });

  it("what a script says itself passes through", async () => {
    expect(await post("/svc/x", request({ do: "refuse" }))).toEqual([200, failed(51, "not today")]);
    const [, body] = await post("/svc/x", request({ do: "raise" }, 9));
    expect(JSON.parse(body)).toMatchObject({ err_no: 8, err_msg: expect.stringContaining("bad <value>") });
  });

  it("it answers at the gate, too", async () => {
    const data = {
      uri: `data:application/octet-stream;base64,${Buffer.from(JSON.stringify(request({ a: "1" }))).toString("base64")}`,
    };
    const response = await host.post("/v1/eval/plain/v1", { data });
    expect(await response.json()).toMatchObject({ code: 0, result: { err_no: 0, key: ["a", "pid", "log_id"] } });
  });
});

describe("on a platform's port", () => {
  let host: TestHost;
  let urls: readonly string[];
  beforeAll(async () => {
    host = await startHost(
      {
        "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } },
        "plain/v2": { fixture: "native/echo-port/v1", settings: { dialect: "paddle" } },
        "broken/v1": { fixture: PLAIN, settings: { args: ["svc"], env: { INIT: "raises" } } },
        "hangs/v1": { fixture: PLAIN, settings: { args: ["hangs"], timeout_ms: 1000, hang_ms: 1000 } },
      },
      { compat: { paddle: "0.9" } },
    );
    closing.push(host.close);
    const ports = ["plain/v1", "plain/v2", "broken/v1", "hangs/v1"].map(
      (release) => ({ release, protocol: "http", port: 0 }) as const,
    );
    urls = (await host.app.platformPorts.open(ports, "127.0.0.1")).map(({ address }) => address);
  });

  const post = (index: number, path: string, body: unknown, init: RequestInit = {}) =>
    told(fetch(urls[index] + path, { method: "POST", body: JSON.stringify(body), ...init }));

  it("a service is answered, and nobody else", async () => {
    expect(await post(0, "/svc/any", request({ a: "1" }))).toContain(200);
    const wrong = [200, failed(3002, "Failed to inference: Service name error.")];
    expect(await post(0, "/v1/any", request({}))).toEqual(wrong);
    expect(await post(1, "/other/any", request({}))).toEqual(wrong);
    expect(await post(0, "/svc%2Fany/x", request({}))).toEqual([404, "Not Found\n"]);
    expect(await post(0, "/%E0/x", request({}))).toEqual([404, "Not Found\n"]);
  });

  it("a port answers for the service of its original", async () => {
    const answer = `{"err_no":0,"err_msg":"","key":["a"],"value":["1"],"tensors":[]}`;
    expect(await post(1, "/svc/any", request({ a: "1" }))).toEqual([200, answer]);
  });

  it("a release that has failed is not there, at once", async () => {
    const text = "broken/v1 is failed; GET /v1/apps says why";
    expect(await post(2, "/svc/any", request({}))).toEqual([503, refused(14, text)]);
    const release = (await listReleases(host.url)).get("broken/v1");
    expect(release?.reason).toContain("init_op of does raised RuntimeError: no model here");
  });

  it("numbers are 0.9's", async () => {
    expect(await post(0, "/svc/x", request({ do: "exit" }))).toEqual([
      200,
      failed(3001, "worker lost: it exited with code 7"),
    ]);
    const [status, body] = await post(0, "/svc/x", request({ do: "raise" }));
    expect([status, JSON.parse(body).err_no]).toEqual([200, 10_000]);
  });

  it("0.9's are those of Ops that are killed, and of those that hang, too", async () => {
    const pid = Number(valueIn((await post(0, "/svc/x", request({})))[1], "pid"));
    const lost = post(0, "/svc/x", request({ do: "hang" }));
    while (host.app.catalog.select("plain", "v1").instances[0]?.state !== "busy") await new Promise(setImmediate);
    process.kill(pid, "SIGKILL");
    expect(await lost).toEqual([200, failed(3001, "worker lost: it was killed by SIGKILL")]);
    const [status, body] = await post(3, "/hangs/x", request({ do: "hang" }));
    expect([status, JSON.parse(body).err_no]).toEqual([200, 6000]);
    expect(JSON.parse((await post(0, "/svc/x", request({})))[1]).err_no).toBe(0);
  });

  it("a body over the limit is told of in the platform's way", async () => {
    const limited = await startHost(
      { "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } } },
      { limits: { body_bytes: 100 } },
    );
    closing.push(limited.close);
    const long = { method: "POST", body: "x".repeat(200), headers: JSON_HEADERS };
    expect(await told(fetch(`${limited.url}/svc/x`, long))).toEqual([429, refused(8, "Request body is too large")]);
  });
});

describe("whoever may not have an app", () => {
  const HOUSE = { authorization: "Bearer the-key-of-house" };
  const GUEST = { authorization: "Bearer the-key-of-guest" };
  const WRONG = { authorization: "Bearer no-key" };
  const UNAUTHORIZED = [401, refused(16, "bad token")];
  let host: TestHost;
  let url: string;
  beforeAll(async () => {
    host = await startHost(
      { "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } } },
      {
        auth: ["bearer"],
        keys: { house: { key: "the-key-of-house", uid: 7 }, guest: { key: "the-key-of-guest", uid: 8 } },
        access: { user_whitelist: [7] },
      },
    );
    closing.push(host.close);
    await host.settled();
    const [port] = await host.app.platformPorts.open([{ release: "plain/v1", protocol: "http", port: 0 }], "127.0.0.1");
    url = String(port?.address);
  });

  it.each<[string, Record<string, string>, unknown, unknown]>([
    ["nobody", {}, UNAUTHORIZED, UNAUTHORIZED],
    ["somebody with a wrong key", WRONG, UNAUTHORIZED, UNAUTHORIZED],
    ["somebody else", GUEST, GATES_404, [403, refused(7, "not acceptable")]],
    ["the app's user", HOUSE, expect.arrayContaining([200]), expect.arrayContaining([200])],
  ])("over HTTP: %s", async (_who, headers, atHost, atPlatform) => {
    expect(await told(host.post("/svc/prediction", request({ a: "1" }), headers))).toEqual(atHost);
    const body = JSON.stringify(request({ a: "1" }));
    expect(await told(fetch(`${url}/svc/prediction`, { method: "POST", headers, body }))).toEqual(atPlatform);
  });

  it("over gRPC", async () => {
    const client = new PaddleClient(await host.app.grpc.listen("127.0.0.1", 0));
    const ask = async (options?: CallOptions) => (await client.inference({ name: "svc" }, options)).status;
    expect([await ask(), await ask(WRONG), await ask(GUEST), await ask(HOUSE)]).toEqual([
      "UNAUTHENTICATED",
      "UNAUTHENTICATED",
      "PERMISSION_DENIED",
      "OK",
    ]);
    client.close();
  });
});

describe("over gRPC", () => {
  let client: PaddleClient;
  let ports: PaddleClient;
  let portOnly: PaddleClient;
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost({
      "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } },
      "plain/v2": { fixture: "native/echo-port/v1", settings: { dialect: "paddle", phase: "staging" } },
      "other/v1": { fixture: PLAIN, settings: { args: ["other"] } },
      "ported/v1": { fixture: "native/echo-port/v1", settings: { dialect: "paddle" } },
      "hand/v1": { fixture: "paddle/hand" },
      "slashed/v1": { fixture: PLAIN, settings: { args: ["a/b"] } },
    });
    closing.push(host.close);
    client = new PaddleClient(await host.app.grpc.listen("127.0.0.1", 0));
    const own = ["plain/v1", "plain/v2"].map((release) => ({ release, protocol: "grpc", port: 0 }) as const);
    const opened = await host.app.platformPorts.open(own, "127.0.0.1");
    const [first = "", second = ""] = opened.map(({ address }) => address.replace("gRPC ", ""));
    ports = new PaddleClient(first);
    portOnly = new PaddleClient(second);
    closing.unshift(
      () => client.close(),
      () => ports.close(),
      () => portOnly.close(),
    );
  });

  it("a service is found by its name", async () => {
    const { status, message } = await client.inference({
      name: "other",
      key: ["a"],
      value: ["1"],
      logid: "9223372036854775807",
    });
    expect([status, message]).toEqual([
      "OK",
      {
        err_no: 0,
        err_msg: "",
        key: ["a", "pid", "log_id"],
        value: ["1", String(host.app.catalog.select("other", "v1").instances[0]?.pid), "9223372036854775807"],
        tensors: [],
      },
    ]);
  });

  it("one with a slash in its name is found, too, and its release says how", async () => {
    const { message } = await client.inference({ name: "a/b", method: "c/d", key: ["a"], value: ["1"] });
    expect(message).toMatchObject({ err_no: 0, key: expect.arrayContaining(["a"]) });
    const [warning] = (await listReleases(host.url)).get("slashed/v1")?.warnings ?? [];
    expect(warning).toMatch(/^the service is called a\/b: over HTTP no path leads/);
  });

  it("one that there is not has the platform's number", async () => {
    const { message } = await client.inference({ name: "nobody" });
    expect(message).toMatchObject({ err_no: 7, err_msg: "Failed to inference: Service name error." });
    expect((await ports.inference({ name: "other" })).message).toMatchObject({ err_no: 7 });
  });

  it("whoever names none gets the one that has no name, on its own port the only one", async () => {
    const { message } = await client.inference({ method: "m" });
    expect(message).toMatchObject({ err_no: 0, key: ["method", "name"], value: ["m", ""] });
    expect((await ports.inference({ key: ["a"], value: ["1"] })).message).toMatchObject({ err_no: 0 });
  });

  it("several could be meant", async () => {
    const several = await startHost({
      "plain/v1": { fixture: PLAIN, settings: { args: ["svc"] } },
      "other/v1": { fixture: PLAIN, settings: { args: ["other"] } },
    });
    const asking = new PaddleClient(await several.app.grpc.listen("127.0.0.1", 0));
    expect(await asking.inference({})).toMatchObject({
      status: "INVALID_ARGUMENT",
      details: "the request has no name, and several services are served: other, svc",
    });
    asking.close();
    await several.close();
  });

  it("a port gets the same JSON, and its tensors", async () => {
    const tensors = [{ name: "t", elem_type: 1, float_data: [1.5, Number.NaN], shape: [2] }];
    const { message } = await client.inference({ name: "Echo", key: ["a"], value: ["中"], tensors });
    expect(message).toMatchObject({ err_no: 0, key: ["a"], value: ["中"] });
    expect((await client.inference({ name: "Echo", key: ["refuse"] })).message).toMatchObject({ err_no: 0 });
  });

  it("a port answers on its own for the service of its original, and for no other", async () => {
    const asked = { name: "svc", key: ["a"], value: ["1"] };
    expect((await portOnly.inference(asked)).message).toMatchObject({ err_no: 0, key: ["a"], value: ["1"] });
    expect((await portOnly.inference({ ...asked, name: "other" })).message).toMatchObject({ err_no: 7 });
  });

  it("a client's deadline is kept, and what is no request is refused", async () => {
    const late = await client.inference({ name: "svc", key: ["do"], value: ["sleep"] }, { timeoutMs: 100 });
    expect(late.status).toBe("DEADLINE_EXCEEDED");
    const broken = await client.callBytes("inference", Buffer.from([0x0a, 0x7f]));
    expect(broken.status).toBe("INTERNAL");
    // 0.6's numbers: a whole number where 0.7 has the method's name.
    expect((await client.callBytes("inference", Buffer.from([0x28, 0x05]))).status).not.toBe("OK");
  });
});
