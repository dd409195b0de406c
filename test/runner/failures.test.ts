import { afterEach, describe, expect, test } from "vitest";
import type { CallReply } from "../../src/contract/call.ts";
import { Kind } from "../../src/wire/frames.ts";
import { Bench, type RunnerProcess, single } from "./harness.ts";

const bench = new Bench();
afterEach(() => bench.clear());

function act(runner: RunnerProcess, action: string): Promise<CallReply> {
  return runner.call([single("", { reqid: `id-${action}`, params: JSON.stringify(action) })]);
}

describe("errors of a handler", () => {
  test.each([
    ["evalError", 422, "no face"],
    ["retryable", 571, "busy"],
    ["success", 599, "an error with code 0"],
    ["copy", 415, "by another copy"],
  ])("%s answers its own code", async (action, code, message) => {
    const runner = await bench.ready("failing/1");
    expect(await act(runner, action)).toMatchObject({ code, message, answers: [] });
    expect(runner.logs).toEqual([]);
  });

  test.each([
    ["error", "boom", "TypeError: boom"],
    ["rejection", "later boom", "Error: later boom"],
    ["file", "ENOENT: no such file or directory, open 'labels.csv'", "/no/such/folder/labels.csv"],
    ["text", "just text", "just text"],
  ])("%s answers 599, its details go to the log", async (action, message, logged) => {
    const runner = await bench.ready("failing/1");
    expect(await act(runner, action)).toMatchObject({ code: 599, message, answers: [] });
    expect(runner.logs).toHaveLength(1);
    expect(runner.logs[0]).toMatchObject({ level: "error", reqids: [`id-${action}`] });
    expect(runner.logs[0]?.message).toContain(logged);
    expect((await act(runner, "print")).code).toBe(0);
  });
});

describe("the end of a worker", () => {
  test("process.exit is simply an exit", async () => {
    const runner = await bench.ready("failing/1");
    await expect(act(runner, "exit")).rejects.toThrow("the runner ended: 3");
  });

  test.each([
    ["uncaught", "nobody catches this"],
    ["unhandled", "nobody awaits this"],
  ])("an %s error ends it with 70 and a stack on stderr", async (action, text) => {
    const runner = await bench.ready("failing/1");
    await expect(act(runner, action)).rejects.toThrow("the runner ended: 70");
    await runner.exit();
    expect(runner.stderr).toMatch(new RegExp(`Error: ${text}\\n\\s+at .*eval\\.ts:\\d+`));
  });

  test("a closed channel ends it at once, even while a call waits", async () => {
    const runner = await bench.ready("failing/1");
    const call = expect(act(runner, "wait")).rejects.toThrow("the runner ended: 0");
    runner.closeChannel();
    await call;
  });

  test("bytes that are no frames end it with 70", async () => {
    const runner = bench.start();
    await runner.next();
    runner.send({ kind: Kind.CALL, call: 1 });
    expect(await runner.exit()).toBe(70);
    expect(runner.stderr).toContain("a CALL frame is not expected now");
  });
});

test("what a handler prints goes to stdout and stderr, not into the channel", async () => {
  const runner = await bench.ready("failing/1");
  expect((await act(runner, "print")).answers[0]?.result).toBe('"printed"');
  await expect.poll(() => [runner.stdout, runner.stderr]).toEqual(["on stdout\n", "on stderr\n"]);
});

test("a handler's child processes do not inherit the channel", async () => {
  const runner = await bench.ready("failing/1");
  const { answers } = await act(runner, "descriptors");
  const { channel, inherited } = JSON.parse(answers[0]?.result ?? "");
  expect(channel).toMatch(/^socket:/);
  expect(inherited).toContain("2 -> ");
  expect(inherited).not.toContain(channel);
});
