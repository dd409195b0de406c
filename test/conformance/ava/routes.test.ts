/** Paths and methods (spec: AVA, sections 6.1 and 9.2 no. 7). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { openTarget, post, single, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["qstub"]);
});
afterAll(() => target.close());

const FINE = [200, { code: 0, message: "", result: { ok: true } }];
const body = { data: { uri: dataUri("hello") } };

it.each(["/v1/eval/qstub", "/v1/eval/qstub/v1", "/V1/EvAl/qstub", "/v1/eval/qstub?timeout=1"])(
  "%s is the app",
  async (path) => {
    expect(told(await target.ask(post(path, body)))).toEqual(FINE);
  },
);

it.each([
  ["PUT", "/v1/eval/qstub"],
  ["GET", "/v1/eval/qstub"],
  ["DELETE", "/v1/eval/qstub"],
  ["OPTIONS", "/v1/eval/qstub"],
  ["GET", "/v1/batch"],
  ["POST", "/health"],
  ["GET", "/health/"],
  ["HEAD", "/health"],
  ["HEAD", "/metrics"],
  ["POST", "/v1/eval"],
  ["POST", "/v1/eval/qstub/v1/more"],
  ["POST", "/v2/eval/qstub"],
])("%s %s is no page", async (method, path) => {
  const answered = await target.ask({ ...post(path, body), method });
  expect([answered.status, answered.body.toString()]).toEqual([404, method === "HEAD" ? "" : "404 page not found\n"]);
  expect(answered.headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(answered.headers["x-content-type-options"]).toBe("nosniff");
});

it.each([
  ["//v1/eval/qstub", "/v1/eval/qstub"],
  ["/v1//eval/qstub?a=1", "/v1/eval/qstub?a=1"],
  ["/v1/eval/./more/../qstub/v1", "/v1/eval/qstub/v1"],
  ["/v1/eval//qstub", "/v1/eval/qstub"],
  ["/v1/eval/./qstub?a=/../b", "/v1/eval/qstub?a=/../b"],
  ["/v1/eval/../batch", "/v1/batch"],
  ["/v1/eval/qstub/.", "/v1/eval/qstub"],
  ["/v1/eval/qstub/..?a", "/v1/eval?a"],
])("%s is sent to its clean form", async (path, location) => {
  const { status, headers } = await target.ask(post(path, body));
  expect([status, headers["location"]]).toEqual([301, location]);
});

it("looks for an app as it is written, and says at once when there is none", async () => {
  for (const app of ["QSTUB", "nobody", "qstub/"]) {
    const { status } = await target.ask(single(app));
    expect(status).toBe(target.original ? 500 : 404);
  }
});

it("a slash that is escaped is no separator", async () => {
  const { status } = await target.ask(single("qstub%2Fv1"));
  expect(status).toBe(target.original ? 200 : 404);
});
