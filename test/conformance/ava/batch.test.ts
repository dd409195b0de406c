/** `/v1/batch` (spec: AVA, sections 6.2, 6.5, 8 no. 8 and 9, 9.2 no. 1 and 3). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { element, ORIGINAL, openTarget, post, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "mock", "qstub"]);
});
afterAll(() => target.close());

async function batch(elements: unknown) {
  return told(await target.ask(post("/v1/batch", elements)));
}

const item = (ret: object) => element("echo/v1", { mode: "item", ret });
const answer = (result: unknown) => ({ code: 0, message: "", result });

describe("a batch", () => {
  it("is answered in request order, binary elements as data URIs", async () => {
    const slow = element("qstub", { _cb: { delay: 0.3 } });
    expect(await batch([slow, element("mock", undefined, "two"), item({ result: 3 })])).toEqual([
      200,
      [answer({ ok: true }), dataUri("two"), answer(3)],
    ]);
  });

  it("may hold singles and groups of several apps", async () => {
    const group = { op: "/v1/eval/mock", data: [{ uri: dataUri("a") }, { uri: dataUri("bc") }] };
    expect(await batch([group, item({ result: 1 }), group])).toEqual([
      200,
      [answer([1, 2]), answer(1), answer([1, 2])],
    ]);
  });

  it("keeps codes that are no errors", async () => {
    expect(await batch([item({ code: 200, message: "ok", result: null }), item({})])).toEqual([
      200,
      [{ code: 200, message: "ok" }, answer({})],
    ]);
  });

  it("of which one fails tells so in its place", async () => {
    const elements = [item({ result: 1 }), item({ code: 400, message: "second" }), item({ result: 3 })];
    const ours = [200, [answer(1), { code: 400, message: "second" }, answer(3)]];
    expect(await batch(elements)).toEqual(target.original ? [400, { error: "second" }] : ours);
  });

  it.skipIf(ORIGINAL)("of which one names no app, or has no input, tells so in its place", async () => {
    const elements = [element("nobody"), item({ result: 1 }), { op: "/v1/eval/echo", data: { uri: "zzz" } }];
    expect(await batch(elements)).toEqual([
      200,
      [{ code: 404, message: "no such app: nobody" }, answer(1), { code: 400, message: "bad uri" }],
    ]);
  });

  it("that is empty is answered with nothing", async () => {
    expect(await batch([])).toEqual([200, target.original ? null : []]);
    const ours = [400, { error: "parse task request failed" }];
    expect(await batch(null)).toEqual(target.original ? [200, null] : ours);
  });

  it.each([
    {},
    "text",
    [null],
    [5],
    [[]],
    [{ op: "/v1/eval/echo", data: { uri: "" } }],
    [{ op: 5, data: { uri: "x" } }],
  ])("that is %j fails as a whole", async (elements) => {
    const body = typeof elements === "string" ? JSON.stringify(elements) : elements;
    expect(await batch(body)).toEqual([400, { error: "parse task request failed" }]);
  });
});

describe("an op", () => {
  const fine = item({ result: 1 });

  it.each(["/v1/eval/echo", "/v1/eval/echo/v1", "/v1/eval/echo/v1/zzz/y", "/v1/eval/echo/v1?x=1"])(
    "%s names the app",
    async (op) => {
      expect(await batch([{ ...fine, op }])).toEqual([200, [answer(1)]]);
    },
  );

  it.each(["", "/v1/eval", "/v1/eval/", "v1/eval/echo", "/v2/eval/echo", "/V1/eval/echo", undefined])(
    "%s fails the whole batch",
    async (op) => {
      expect(await batch([fine, { ...fine, op }])).toEqual([400, { error: "bad op" }]);
    },
  );
});
