/** First-generation scripts: their codes, results and files (spec: AVA, sections 5.1 and 9.1 no. 2, 15, 18 to 20). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "./target.ts";
import { ORIGINAL, openTarget, single, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["g1"]);
});
afterAll(() => target.close());

function item(ret: object, raw = false) {
  return target.ask(single("g1", { mode: "item", ret, raw }));
}

describe("an item", () => {
  it.each([0, 1, 200, 201, 299, -4])("of code %i is an answer", async (code) => {
    expect(told(await item({ code, message: "m", result: 1 }))).toEqual([200, { code, message: "m", result: 1 }]);
  });

  it.each([300, 399, 400, 404, 406, 522, 570, 599, 600])("of code %i is an error with that status", async (code) => {
    expect(told(await item({ code, message: "m" }))).toEqual([code, { error: "m" }]);
  });

  it.each([
    [-1, 400, "out of batch size"],
    [-2, 500, "forward inference failed"],
    [-3, 400, "invalid image"],
  ])("of code %i is %i: %s", async (code, status, error) => {
    expect(told(await item({ code, message: "m" }))).toEqual([status, { error }]);
  });

  it.each([
    [{}, { code: 0, message: "" }],
    [{ result: "" }, { code: 0, message: "" }],
    [{ result: "null" }, { code: 0, message: "" }],
    [{ result: '{"x": [1.5]}' }, { code: 0, message: "", result: { x: [1.5] } }],
  ])("whose result is the text in %j is answered with %j", async (ret, body) => {
    expect(told(await item(ret, true))).toEqual([200, body]);
  });

  it("whose result is an object is answered with it", async () => {
    const { status } = await item({ result: { x: 1 } }, true);
    expect(status).toBe(target.original ? 599 : 200);
  });

  it("whose result is text but no JSON is 599", async () => {
    expect((await item({ result: "abc" }, true)).status).toBe(599);
  });

  it("with a file is answered with its bytes", async () => {
    const { status, headers, body } = await target.ask(single("g1", { mode: "file", text: "FILEDATA" }));
    expect([status, headers["content-type"], body.toString()]).toEqual([200, "application/octet-stream", "FILEDATA"]);
    expect(headers["x-origin-a"]).toBe("FILE:1");
  });
});

describe("a call", () => {
  it.each(["notjson", "few", "dict", "toperror", "raise"])("that answers %s is 599", async (mode) => {
    if (target.original && mode !== "notjson") return;
    const answered = await target.ask(single("g1", { mode, message: "boom" }));
    expect(told(answered)).toMatchObject([599, { error: expect.any(String) }]);
  });

  it.skipIf(ORIGINAL)("that raises tells the exception's text and none of its arguments", async () => {
    const answered = await target.ask(single("g1", { mode: "raise", message: "boom" }));
    expect(told(answered)).toEqual([599, { error: "boom" }]);
  });
});
