/** X-Reqid, X-Log and X-Origin-A (spec: AVA, sections 6.5, 9.1 no. 9 to 11 and 9.2 no. 11). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answered, Ask, Target } from "./target.ts";
import { CALLER, element, openTarget, post, single } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "g1", "mock", "qstub"]);
});
afterAll(() => target.close());

const log = ({ headers }: Answered) => headers["x-log"] ?? "";
const origin = ({ headers }: Answered) => headers["x-origin-a"];

describe("X-Reqid", () => {
  it.each(["my-id", "x".repeat(300), "a b"])("%s comes back", async (id) => {
    const answered = await target.ask({ ...single("qstub"), headers: { ...single("qstub").headers, "X-Reqid": id } });
    expect(answered.headers["x-reqid"]).toBe(id);
  });

  it("is made where there is none", async () => {
    expect((await target.ask(single("qstub"))).headers["x-reqid"]).toMatch(/^[\w-]{16}$/);
  });

  it("reaches the script", async () => {
    const answered = await target.ask({ ...single("g1"), headers: { ...single("g1").headers, "X-Reqid": "RID-9" } });
    expect(JSON.parse(answered.body.toString())).toMatchObject({ result: { reqid: "RID-9" } });
  });

  it.each<[string, Ask]>([
    ["a refused token", post("/v1/eval/qstub", {}, { Authorization: "" })],
    ["no such page", { method: "GET", path: "/nowhere" }],
    ["health", { method: "GET", path: "/health" }],
  ])("is on the answer to %s", async (_name, ask) => {
    const { headers } = await target.ask({ ...ask, headers: { ...ask.headers, "X-Reqid": "own" } });
    expect(headers["x-reqid"]).toBe(target.original ? undefined : "own");
  });
});

describe("X-Log", () => {
  it.each<[string, Ask, RegExp]>([
    ["a success", single("echo/v1"), /(^|;)SGATE(:\d+)?$/],
    ["an error", single("echo/v1", { mode: "item", ret: { code: 400, message: "m" } }), /;SGATE(:\d+)?\/400$/],
    ["a refused token", post("/v1/eval/qstub", {}, { Authorization: "" }), /^SGATE(:\d+)?\/401$/],
    ["a bad body", post("/v1/eval/qstub", "{"), /^SGATE(:\d+)?\/400$/],
    ["a batch", post("/v1/batch", [element("echo/v1")]), /(^|;)SGATE(:\d+)?$/],
    ["an empty batch", post("/v1/batch", []), /^SGATE(:\d+)?$/],
  ])("of %s ends with the gate's element", async (_name, ask, form) => {
    expect(log(await target.ask(ask))).toMatch(form);
  });

  it("names the error of the step that failed, at most 32 bytes of it", async () => {
    const message = "0123456789".repeat(4);
    const answered = await target.ask(single("echo/v1", { mode: "item", ret: { code: 400, message } }));
    expect(log(answered)).toMatch(/;ED(:\d+)?\/01234567890123456789012345678901;EC(:\d+)?;/);
  });

  it("holds what a script writes", async () => {
    expect(log(await target.ask(single("g1", { mode: "xlog" })))).toMatch(/(^|;)PY:7;/);
  });

  it("is cut to its last 509 characters", async () => {
    const elements = Array.from({ length: 200 }, (_, index) => `L${index}:1`);
    const header = { "Content-Type": ["application/json"], "X-Log": elements };
    const text = log(await target.ask(single("qstub", { _cb: { header } })));
    expect(text).toMatch(/^\.\.\..*;L199:1;.*SGATE(:\d+)?$/);
    expect(text).toHaveLength(512);
  });
});

describe("X-Origin-A", () => {
  const metered = (values: string[], more: object = {}) => {
    const header = { "Content-Type": ["application/json"], "X-Origin-A": values };
    return { _cb: { header, ...more } };
  };

  it("is the first value that a script gives", async () => {
    expect(origin(await target.ask(single("qstub", metered(["FOO:1", "BAR:2"]))))).toBe("FOO:1");
    expect(origin(await target.ask(single("qstub")))).toBeUndefined();
  });

  it("is not on errors, and not for the platform's own calls", async () => {
    const failing = single("qstub", metered(["A:1"], { status_code: 400, status_text: "nope" }));
    expect(origin(await target.ask(failing))).toBeUndefined();
    const own = { Authorization: CALLER.replace("ut=4", "ut=0") };
    const ask = single("qstub", metered(["A:1"]));
    expect(origin(await target.ask({ ...ask, headers: { ...ask.headers, ...own } }))).toBeUndefined();
  });

  it("of a batch holds those of its elements, failed ones too", async () => {
    const elements = [
      element("qstub", metered(["A:1", "B:2"])),
      element("qstub", metered(["C:3"], { status_code: 400, status_text: "second bad" })),
      element("mock"),
    ];
    expect(origin(await target.ask(post("/v1/batch", elements)))).toBe("A:1;C:3;MOCK:1");
  });

  it("of a third-generation script is what its decorator says", async () => {
    expect(origin(await target.ask(single("echo/v1")))).toBe(target.original ? undefined : "ECHO:1");
  });
});

it("nothing else of a script's headers comes out", async () => {
  const header = { "X-Origin-A": ["A:1"], Foo: ["x"], "Set-Cookie": ["a=b"] };
  const { headers } = await target.ask(single("g1", { mode: "item", ret: { result: 1, header } }));
  expect(Object.keys(headers).sort()).toEqual(
    expect.arrayContaining(["content-length", "content-type", "x-log", "x-origin-a", "x-reqid"]),
  );
  expect([headers["foo"], headers["set-cookie"]]).toEqual([undefined, undefined]);
});
