/** How long a request may take, and what runs together (spec: AVA, sections 6.8, 9.1 no. 14 and 9.2 no. 12). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { element, jsonOf, openTarget, post, single, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "short", "qstub"]);
});
afterAll(() => target.close());

const SILENT = { _cb: { none: true } };
const TIMEOUT = [500, { error: "timeout" }];
const FINE = { code: 0, message: "", result: { ok: true } };

it.each(["short", "short/v9"])("%s has the time of its app", async (app) => {
  const started = performance.now();
  expect(told(await target.ask(single(app, SILENT)))).toEqual(TIMEOUT);
  const seconds = (performance.now() - started) / 1000;
  expect(seconds).toBeGreaterThan(0.95);
  expect(seconds).toBeLessThan(5);
});

it("a version's own time comes before its app's", async () => {
  expect(told(await target.ask(single("echo/v1", { mode: "sleep", s: 1.5 })))).toMatchObject([
    200,
    { result: { slept: 1.5 } },
  ]);
});

it("a batch has the time of its most patient app", async () => {
  const elements = [element("short"), element("short", { _cb: { delay: 2 } }), element("qstub")];
  expect(told(await target.ask(post("/v1/batch", elements)))).toEqual([200, [FINE, FINE, FINE]]);
});

it("an element that is not answered in time has failed", async () => {
  const elements = [element("short"), element("short", SILENT)];
  const ours = [200, [FINE, { code: 500, message: "timeout" }]];
  expect(told(await target.ask(post("/v1/batch", elements)))).toEqual(target.original ? TIMEOUT : ours);
});

it("requests that come together run together, as many as batch_size says, and never with groups", async () => {
  const group = post("/v1/eval/echo/v2", { data: [{ uri: dataUri("a") }], params: { mode: "pid" } });
  const singles = Array.from({ length: 6 }, () => single("echo/v2", { mode: "pid" }));
  const answers = await Promise.all([...singles, group].map((ask) => target.ask(ask)));
  const sizes = answers.map((answer) => (jsonOf(answer) as { result: { n: number } }).result.n);
  expect(sizes.at(-1)).toBe(1);
  expect(Math.max(...sizes)).toBe(4);
});
