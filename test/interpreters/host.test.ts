import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInterpreters, REQUIRED } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

const interpreters = await findInterpreters();
/** What each interpreter answered: they must not differ. */
const answers = new Map<string, unknown[]>();

const QUESTIONS: readonly [release: string, params: unknown, status: number][] = [
  ["echo/v1", { name: "中\u0000é", list: [1, 2.5, null, true] }, 200],
  ["echo/v1", "no object", 200],
  ["echo/v1", { mode: "ordered" }, 200],
  ["echo/v1", { mode: "large", size: 200_000 }, 200],
  ["echo/v1", { mode: "nan" }, 599],
  ["echo/v1", { mode: "object" }, 599],
  ["echo/v1", { mode: "ret", ret: { code: 406, message: "not this one" } }, 406],
  ["echo/v1", { mode: "raise", message: "zu groß" }, 599],
  ["echo/v1", { mode: "errbase", code: 422, message: "refused" }, 599],
  ["echo/v1", { mode: "fewer" }, 599],
  ["preprocess/v1", {}, 200],
  ["preprocess/v1", { pre: "raise" }, 599],
  ["preprocess/v1", { pre: "message" }, 406],
  ["preprocess/v1", { pre: "code" }, 422],
  ["g1_text/v1", { mode: "item", ret: { result: { x: 1.0 }, message: "中" } }, 200],
  ["g1_text/v1", { mode: "item", ret: { code: -2 } }, 500],
  ["g1_text/v1", { mode: "raise", message: "zu groß" }, 599],
  ["g1_mapping/v1", { list: ["中"] }, 200],
  ["g2/v1", {}, 200],
  ["g2/v1", { mode: "pair", error: "中" }, 599],
];

describe.each(REQUIRED)("CPython %s", (minor) => {
  const python = interpreters.find((interpreter) => interpreter.minor === minor)?.path;
  let host: TestHost;

  beforeAll(async () => {
    if (python === undefined) throw new Error(`no CPython ${minor} runs from PATH or ~/.pyenv/versions/*/bin`);
    host = await startHost({
      "echo/v1": { fixture: "apps/echo/v1", settings: { python } },
      "g1_text/v1": { fixture: "../golden/ava/apps/g1/v1", settings: { python } },
      "g1_mapping/v1": { fixture: "apps/g1_mapping/v1", settings: { python } },
      "g2/v1": { fixture: "apps/g2/v1", settings: { python } },
      "preprocess/v1": { fixture: "apps/preprocess/v1", settings: { python, preprocess: true } },
      "rough/v1": { fixture: "apps/rough/v1", settings: { python, hang_ms: 1000 } },
    });
  });
  afterAll(() => host?.close());

  it("answers", async () => {
    const given: unknown[] = [];
    for (const [release, params, expected] of QUESTIONS) {
      const body = { data: { uri: dataUri("hello") }, params };
      const response = await host.post(`/v1/eval/${release}`, body, { "X-Reqid": "fixed" });
      const text = await response.text();
      expect([params, response.status, text]).toEqual([params, expected, text]);
      given.push(parsed(text));
    }
    answers.set(minor, given);
  });

  it("crash", async () => {
    expect(await host.ask("rough/v1", { mode: "segv" })).toMatchObject({
      status: 572,
      body: { error: "worker lost: it was killed by SIGSEGV" },
    });
    expect(await host.ask("rough/v1", {})).toMatchObject({ status: 200, body: { result: "fine" } });
  });

  it("hang", async () => {
    expect(await host.ask("rough/v1", { mode: "hang" })).toMatchObject({ status: 572 });
    const line = host.log.find(({ msg }) => msg.startsWith("worker did not answer"));
    expect(JSON.stringify(line?.["stderr"])).toContain("hang_in_here");
    expect(await host.ask("rough/v1", {})).toMatchObject({ status: 200, body: { result: "fine" } });
  });
});

it("all answer alike", () => {
  expect([...answers.keys()]).toEqual(REQUIRED);
  const [first, ...others] = answers.values();
  expect(first).toHaveLength(QUESTIONS.length);
  for (const other of others) expect(other).toEqual(first);
});

/** Older interpreters do not keep the order of a dict's keys, and Python 2 calls its bytes `str`. */
function parsed(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (key === "type" && value === "str" ? "bytes" : value));
}
