import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, startHost } from "../support/host.ts";

const newest = (await findInterpreters()).at(-1);
const FIXTURE = new URL("../fixtures/python2/app/v1/eval.py", import.meta.url);

let host: TestHost;
beforeAll(async () => {
  const release = { fixture: "python2/app/v1" };
  host = await startHost({
    "app/v1": { ...release, settings: { python: newest?.path, preprocess: false } },
    "app/as-python3": { ...release, settings: { python: newest?.path, source: "python3" } },
    "app/refused": { ...release, settings: { python: newest?.path, entry: "refused.py" } },
    "echo/v1": { fixture: "apps/echo/v1", settings: { python: newest?.path } },
  });
}, 120_000);
afterAll(async () => {
  await host?.close();
});

it("a script in Python 2 serves without a Python 2, and stays as it is", async () => {
  expect(await host.ask("app/v1", {}, "abcdefgh")).toMatchObject({
    status: 200,
    body: { code: 0, result: { ranks: [97, 1], net: 48, label: "猫", scale: 3, json: { a: 1 } } },
  });
  expect(await readFile(join(host.dir, "app/v1/eval.py"))).toEqual(await readFile(FIXTURE));
});

it("texts and bytes are what they were", async () => {
  expect((await host.ask("app/v1", { mode: "types" })).body).toMatchObject({
    result: { str: true, unicode: false, name: "str" },
  });
  expect((await host.ask("app/v1", { mode: "text" })).body).toMatchObject({
    result: { base64: "aGVsbG8=", utf8: "中", 中: 1, both: "hello:中", first: "h" },
  });
  const answer = await host.post("/v1/eval/app/v1", {
    data: { uri: "data:application/octet-stream;base64,aGVsbG8=" },
    params: { mode: "body" },
  });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from("P5\xffhe", "latin1"));
});

it("its own errors pass", async () => {
  expect(await host.ask("app/v1", { mode: "raise" })).toMatchObject({ status: 406, body: { error: "不行: raise" } });
});

it("tracebacks show the original's file, line and text", async () => {
  expect(await host.ask("app/v1", { mode: "divide", by: 0 })).toMatchObject({ status: 599 });
  const line = host.log.find(({ msg }) => msg.includes("ZeroDivisionError") && msg.includes("Traceback"));
  expect(line?.msg).toContain(
    `File "${host.dir}/app/v1/eval.py", line 26, in answer\n    return {'share': len(body) / params['by']}\n`,
  );
});

it("bytes of a library that are compared with text fail instead of being unequal in silence", async () => {
  expect(await host.ask("app/v1", { mode: "compare" })).toMatchObject({
    status: 599,
    body: { error: "Comparison between bytes and string" },
  });
});

it("the operator learns what was done, and where to read it", async () => {
  const { warnings, state } = (await listReleases(host.url)).get("app/v1") ?? {};
  expect(state).toBe("ready");
  const [, diff = ""] =
    /^read as Python 2 \(as eval\.py:17 shows: syntax of Python 2\).*: (\/.*\.diff)$/.exec(warnings?.[0] ?? "") ?? [];
  const text = await readFile(diff, "utf8");
  expect(text).toContain(
    "\n-        return {'share': len(body) / params['by']}\n+        return {'share': __py2__.div(len(body), params['by'])}\n",
  );
});

it("what cannot be translated safely is refused with its line", async () => {
  const { state, reason } = (await listReleases(host.url)).get("app/refused") ?? {};
  expect(state).toBe("failed");
  expect(reason).toContain("refused.py:6: exec without `in` in a function");
  expect(reason).toContain("refused.py:13: n, the variable of a list comprehension in line 12, is used behind it");
  expect(reason).toContain('set "python:" in release.yaml to a Python 2.7');
});

it("`source` has the last word", async () => {
  const { state, reason } = (await listReleases(host.url)).get("app/as-python3") ?? {};
  expect([state, reason]).toEqual(["failed", expect.stringContaining("eval.py could not be loaded: SyntaxError")]);
});

it("a script in Python 3 is left alone", async () => {
  expect((await listReleases(host.url)).get("echo/v1")).toMatchObject({ state: "ready", warnings: [] });
});
