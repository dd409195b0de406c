/** Who may call what (spec: AVA, sections 6.4, 9.1 no. 26 and 9.2 no. 2 and 8). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { element, openTarget, post, single, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "qstub", "pub", "wl"]);
});
afterAll(() => target.close());

const BAD_TOKEN = [401, { error: "bad token" }];
const REFUSED = [406, { error: "not acceptable" }];

function as(authorization: string, app = "pub") {
  return target.ask(post(`/v1/eval/${app}`, { data: { uri: dataUri("") } }, { Authorization: authorization }));
}

describe("a caller", () => {
  it.each(["QiniuStub uid=1&ut=4", "QiniuStub ut=0&uid=1", "QiniuStub uid=1&ut=4&app=1&ak=x&eu=y&suid=1&sut=1&foo"])(
    "is known by %j",
    async (authorization) => {
      expect((await as(authorization)).status).toBe(200);
    },
  );

  it.each([
    "",
    "Qiniu ak:sign",
    "qiniustub uid=7&ut=4",
    "QiniuStub",
    "QiniuStub uid=abc&ut=4",
    "QiniuStub uid=&ut=4",
    "QiniuStub uid=-1&ut=4",
    "QiniuStub uid=99999999999999999999&ut=4",
    "QiniuStub uid=7&ut=%zz",
    "QiniuStub uid=7&ut=x",
    "Bearer nothing",
  ])("is not known by %j", async (authorization) => {
    expect(told(await as(authorization))).toEqual(BAD_TOKEN);
  });

  it("without a uid is nobody", async () => {
    expect((await as("QiniuStub ut=4")).status).toBe(target.original ? 200 : 401);
  });
});

describe("an app", () => {
  it.each([
    ["pub", 9, 200],
    ["echo", 42, 200],
    ["echo", 7, 200],
    ["echo", 9, 406],
    ["wl", 8, 200],
    ["wl", 7, 406],
    ["qstub", 7, 200],
    ["qstub", 9, 406],
  ])("%s may be called by %i: %i", async (app, uid, status) => {
    const answered = await as(`QiniuStub uid=${uid}&ut=4`, app);
    expect(answered.status).toBe(status);
    if (status === 406) expect(told(answered)).toEqual(REFUSED);
  });

  it("without an owner belongs to nobody", async () => {
    expect((await as("QiniuStub uid=0&ut=4", "wl")).status).toBe(target.original ? 200 : 406);
  });
});

describe("the order of checks", () => {
  const stranger = { Authorization: "QiniuStub uid=9&ut=4" };
  const unknown = { Authorization: "" };
  const text = { "Content-Type": "text/plain" };

  it("of a single: token, access, content type, body, uri", async () => {
    const path = "/v1/eval/qstub";
    expect(told(await target.ask(post(path, "{", { ...unknown, ...text })))).toEqual(BAD_TOKEN);
    expect(told(await target.ask(post(path, "{", { ...stranger, ...text })))).toEqual(REFUSED);
    // One that is none at all is wrong too, and no sooner.
    for (const type of ["", "json", "a/b, a/b"]) {
      const none = { "Content-Type": type };
      expect(told(await target.ask(post(path, "{", { ...unknown, ...none })))).toEqual(BAD_TOKEN);
      expect(told(await target.ask(post(path, "{", { ...stranger, ...none })))).toEqual(REFUSED);
      expect(told(await target.ask(post(path, "{", none)))).toEqual([400, { error: "wrong content type" }]);
    }
    expect(told(await target.ask(post(path, "{", text)))).toEqual([400, { error: "wrong content type" }]);
    expect(told(await target.ask(post(path, '{"data":{"uri":"zzz"}')))).toEqual([
      400,
      { error: "parse task request failed" },
    ]);
    expect(told(await target.ask({ ...single("qstub"), body: '{"data":{"uri":"zzz"}}' }))).toEqual([
      400,
      { error: "bad uri" },
    ]);
  });

  it("of a batch: token, content type, bodies, ops, access", async () => {
    const path = "/v1/batch";
    const fine = element("qstub");
    expect(told(await target.ask(post(path, "{", { ...unknown, ...text })))).toEqual(BAD_TOKEN);
    const wrongType = await target.ask(post(path, "{", { ...stranger, ...text }));
    expect(told(wrongType)).toEqual([target.original ? 502 : 400, { error: "wrong content type" }]);
    const bad = [
      { ...fine, op: "bad" },
      { op: "/v1/eval/qstub", data: 5 },
    ];
    expect(told(await target.ask(post(path, bad, stranger)))).toEqual([400, { error: "parse task request failed" }]);
    const badOp = await target.ask(post(path, [fine, { ...fine, op: "bad" }], stranger));
    expect(told(badOp)).toEqual([400, { error: "bad op" }]);
    const elements = [element("pub"), element("qstub"), element("echo")];
    expect(told(await target.ask(post(path, elements, stranger)))).toEqual([406, { error: "qstub" }]);
  });
});
