/** What becomes of what a third-generation script returns (spec: AVA, sections 1.7, 6.5, 8, 9.1 no. 1 and 13 to 17). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { openTarget, post, single, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "mock"]);
});
afterAll(() => target.close());

function item(ret: object) {
  return target.ask(single("echo/v1", { mode: "item", ret }));
}

describe("an item", () => {
  it.each([
    [{}, { code: 0, message: "", result: {} }],
    [{ result: null }, { code: 0, message: "" }],
    [{ result: false }, { code: 0, message: "", result: false }],
    [{ result: "" }, { code: 0, message: "", result: "" }],
    [{ result: '{"x":1}' }, { code: 0, message: "", result: '{"x":1}' }],
    [
      { code: 200, message: "fine", result: 1 },
      { code: 200, message: "fine", result: 1 },
    ],
    [{ result: { z: "<a>&", a: "\u4e2d\u2028" } }, { code: 0, message: "", result: { z: "<a>&", a: "\u4e2d\u2028" } }],
    [
      { code: 0, message: "m", result: 1, unknown: 5 },
      { code: 0, message: "m", result: 1 },
    ],
    [
      { body: "", result: { x: 1 } },
      { code: 0, message: "", result: { x: 1 } },
    ],
  ])("%j is answered with %j", async (ret, body) => {
    expect(told(await item(ret))).toEqual([200, body]);
  });

  it.each([400, 424, 500, 599])("of code %i is an error with that status", async (code) => {
    expect(told(await item({ code, message: "m", result: 1 }))).toEqual([code, { error: "m" }]);
  });

  it.each([401, 404, 406, 499, 502, 522, 570, 571, 579])("of code %i is, too", async (code) => {
    expect(told(await item({ code, message: "m" }))).toEqual([target.original ? 500 : code, { error: "m" }]);
  });

  it.each([1, 100, 201, 204, 299, -1, -2, -3])("of code %i is an answer with that code", async (code) => {
    const expected = target.original ? [500, { error: "m" }] : [200, { code, message: "m", result: 1 }];
    expect(told(await item({ code, message: "m", result: 1 }))).toEqual(expected);
  });

  it.each([300, 399, 600, 1000])("of code %i is an error that HTTP has no status for", async (code) => {
    expect(told(await item({ code, message: "m" }))).toEqual([target.original ? 500 : 599, { error: "m" }]);
  });

  it("without a message is an error without one", async () => {
    expect(told(await item({ code: 400 }))).toEqual([400, { error: "" }]);
  });

  it("with a body is answered with bytes", async () => {
    const { status, headers, body } = await item({ body: "BODY", result: 1 });
    expect([status, headers["content-type"], body.toString()]).toEqual([200, "application/octet-stream", "BODY"]);
    expect(headers["content-length"]).toBe("4");
  });
});

describe("a call", () => {
  const call = async (params: object) => told(await target.ask(single("echo/v1", params)));

  it.each([0, 200])("that returns code %i and no message is judged by its items", async (code) => {
    expect(await call({ mode: "tuple", rets: [{ result: 1 }], code, message: "" })).toEqual([
      200,
      { code: 0, message: "", result: 1 },
    ]);
  });

  it.each([400, 424, 500, 599])("that fails with %i is an error with that status", async (code) => {
    expect(await call({ mode: "tuple", rets: [], code, message: "m" })).toEqual([code, { error: "m" }]);
  });

  it.each([404, 406, 570])("that fails with %i is, too", async (code) => {
    const expected = [target.original ? 500 : code, { error: "m" }];
    expect(await call({ mode: "tuple", rets: [], code, message: "m" })).toEqual(expected);
  });

  it("with a message has failed, whatever its items say", async () => {
    expect(await call({ mode: "tuple", rets: [{ result: 1 }], code: 400, message: "m" })).toEqual([
      400,
      { error: "m" },
    ]);
  });

  it("that raises is 599 with the exception's text", async () => {
    expect(await call({ mode: "raise", message: "boom" })).toEqual([599, { error: "boom" }]);
    expect(await call({ mode: "errbase", code: 400, message: "bad thing" })).toEqual([599, { error: "bad thing" }]);
  });

  it.each(["nan", "badtype", "none"])("whose answer cannot be one (%s) is 599", async (mode) => {
    expect(await call({ mode })).toMatchObject([599, { error: expect.any(String) }]);
  });

  it("with more items than requests has the first", async () => {
    expect(await call({ mode: "more" })).toEqual([200, { code: 0, message: "", result: 1 }]);
  });
});

describe("a group", () => {
  const data = [{ uri: dataUri("a") }, { uri: dataUri("bc") }];

  it("has one answer", async () => {
    const answered = await target.ask(post("/v1/eval/mock", { data }));
    expect(told(answered)).toEqual([200, { code: 0, message: "", result: [1, 2] }]);
  });

  it("passes the same code check as a single", async () => {
    const params = { mode: "item", ret: { code: 400, message: "gg" } };
    expect(told(await target.ask(post("/v1/eval/echo/v1", { data, params })))).toEqual([400, { error: "gg" }]);
  });
});
