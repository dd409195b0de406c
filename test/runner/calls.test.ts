import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../src/contract/call.ts";
import { decodeReply } from "../../src/wire/codec.ts";
import { Bench, type RunnerProcess, single } from "./harness.ts";

const bench = new Bench();
afterEach(() => bench.clear());

function resultOf(answer: Answer | undefined): unknown {
  return JSON.parse(answer?.result ?? "");
}

describe("requests", () => {
  test("a single request arrives with its bytes, attribute and params", async () => {
    const runner = await bench.ready("echo/1");
    const item = {
      reqid: "r1",
      group: false,
      inputs: [{ body: [Buffer.from("abc")], attribute: '{"a":1}' }],
      params: "[2]",
    };
    const reply = await runner.call([item]);
    expect([reply.code, reply.message]).toEqual([0, ""]);
    expect(reply.inferenceUs).toBeGreaterThan(0);
    expect(reply.answers).toHaveLength(1);
    expect(resultOf(reply.answers[0])).toEqual({
      group: false,
      inputs: [{ text: "abc", uri: "", attribute: { a: 1 } }],
      params: [2],
    });
  });

  test("absent and null attribute and params are empty objects, false stays false", async () => {
    const runner = await bench.ready("echo/1");
    const body = [Buffer.from("x")];
    const { answers } = await runner.call([
      { reqid: "a", group: false, inputs: [{ body }] },
      { reqid: "b", group: false, inputs: [{ body, attribute: "null" }], params: "null" },
      { reqid: "c", group: false, inputs: [{ body, attribute: "false" }], params: "false" },
    ]);
    const results = answers.map(resultOf);
    expect(results).toEqual([
      expect.objectContaining({ inputs: [expect.objectContaining({ attribute: {} })], params: {} }),
      expect.objectContaining({ inputs: [expect.objectContaining({ attribute: {} })], params: {} }),
      expect.objectContaining({ inputs: [expect.objectContaining({ attribute: false })], params: false }),
    ]);
  });

  test("a group arrives as a list, a payload file as bytes and path", async () => {
    const runner = await bench.ready("echo/1");
    const file = join(bench.folder(), "payload");
    writeFileSync(file, "from a file");
    const { answers } = await runner.call([
      { reqid: "r1", group: true, inputs: [{ file }, { body: [Buffer.from("inline")], attribute: '"x"' }] },
    ]);
    expect(resultOf(answers[0])).toEqual({
      group: true,
      inputs: [
        { text: "from a file", uri: file, attribute: {} },
        { text: "inline", uri: "", attribute: "x" },
      ],
      params: {},
    });
  });

  test("a payload file that is gone fails only its request", async () => {
    const runner = await bench.ready("echo/1");
    const lost = { reqid: "lost", group: false, inputs: [{ file: "/no/such/payload" }] };
    const { answers } = await runner.call([lost, single("here")]);
    expect(answers.map(({ code, message }) => [code, message])).toEqual([
      [599, "the bytes of an input cannot be read"],
      [0, ""],
    ]);
    expect(runner.logs[0]).toMatchObject({ level: "error", reqids: ["lost"] });
  });

  test("a call waits for the end of the one before", async () => {
    const runner = await bench.ready("failing/1");
    const overlap = () => runner.call([single("", { params: '"overlap"' })]);
    const replies = await Promise.all([overlap(), overlap(), overlap()]);
    expect(replies.map(({ answers }) => answers[0]?.result)).toEqual(["1", "1", "1"]);
  });

  test("calls sent together are answered one after the other, in order", async () => {
    const runner = await bench.ready("echo/1");
    const replies = await Promise.all(["1", "2", "3"].map((text) => runner.call([single(text)])));
    const texts = replies.map(({ answers }) => resultOf(answers[0]));
    expect(texts).toMatchObject([
      { inputs: [{ text: "1" }] },
      { inputs: [{ text: "2" }] },
      { inputs: [{ text: "3" }] },
    ]);
  });
});

describe("answers", () => {
  test("bytes come back as bytes, next to JSON answers", async () => {
    const runner = await bench.ready("echo/1");
    const bytes = Buffer.from([0, 255, 10]);
    const { answers } = await runner.call([single(bytes, { params: '{"as":"body"}' }), single("text")]);
    expect(Buffer.from(answers[0]?.body ?? [])).toEqual(bytes);
    expect(answers[1]?.body).toBeUndefined();
  });

  test("a large answer comes in a payload file", async () => {
    const payloadDir = bench.folder();
    const runner = await bench.ready("failing/1", "eval.ts", { create: { payloadDir } });
    const { head, payload } = await runner.callFrame([single("", { params: '"large"' })]);
    expect(payload).toHaveLength(0);
    expect(readdirSync(payloadDir)).toEqual([head.payloadFile.slice(payloadDir.length + 1)]);
    const { answers } = decodeReply(head, readFileSync(head.payloadFile));
    expect(answers[0]?.result).toBe(JSON.stringify("x".repeat(100_000)));
  });

  test("a large answer comes inline when there is no room for a file", async () => {
    const payloadDir = join(bench.folder(), "gone");
    const runner = await bench.ready("failing/1", "eval.ts", { create: { payloadDir } });
    const { head, payload } = await runner.callFrame([single("", { params: '"large"' })]);
    expect(head.payloadFile).toBe("");
    expect(decodeReply(head, payload).answers[0]?.result).toHaveLength(100_002);
    expect(existsSync(payloadDir)).toBe(false);
    mkdirSync(payloadDir);
    expect((await runner.callFrame([single("", { params: '"large"' })])).head.payloadFile).not.toBe("");
  });
});

describe("the judging of rets", () => {
  const judges = new Bench();
  let runner: RunnerProcess;
  beforeAll(async () => {
    runner = await judges.ready("rets/1", "eval.js");
  });
  afterAll(() => judges.clear());

  const answersTo = (...names: string[]) =>
    runner.call(names.map((name) => single("", { params: JSON.stringify(name) })));

  test.each([
    ["fine", 0, "ok", '{"n":1.5,"list":[null,true,"é\u2028"]}'],
    ["empty", 0, "", "{}"],
    ["nothing", 0, "", "null"],
    ["ownCode", 406, "not acceptable", "{}"],
    ["nan", 599, "result.confidences[0].score is NaN", "{}"],
    ["infinity", 599, "result[1] is -Infinity", "{}"],
    ["bigint", 599, 'result["a key"] is of type bigint', "{}"],
    ["undefinedInside", 599, "result.label is undefined", "{}"],
    ["hole", 599, "result.list[0] is undefined", "{}"],
    ["cycle", 599, "result.inner[0] contains itself", "{}"],
    ["typedArray", 599, "result.scores is of type Float32Array", "{}"],
    ["date", 599, "result.at is of type Date", "{}"],
    ["map", 599, "result is of type Map", "{}"],
    ["function", 599, "result.f is of type function", "{}"],
    ["fractionCode", 599, "the ret's code is 1.5, not a 32-bit integer", "{}"],
    ["hugeCode", 599, "the ret's code is 1099511627776, not a 32-bit integer", "{}"],
    ["textCode", 599, "the ret's code is a value of type string, not a 32-bit integer", "{}"],
    ["objectMessage", 599, "the ret's message is a value of type Object, not a string", "{}"],
    ["textBody", 599, "the ret's body is a value of type string, not a Uint8Array", "{}"],
    ["notAnObject", 599, "netInference returned a value of type number as a ret, not an object", "{}"],
    ["aNull", 599, "netInference returned null as a ret, not an object", "{}"],
    ["anArray", 599, "netInference returned a value of type Array as a ret, not an object", "{}"],
  ])("%s", async (name, code, message, result) => {
    const reply = await answersTo(name, "fine");
    expect(reply.code).toBe(0);
    expect(reply.answers[0]).toEqual({ code, message, result });
    expect(reply.answers[1]).toMatchObject({ code: 0, message: "ok" });
  });

  test("a body makes the answer binary, whatever its result", async () => {
    const { answers } = await answersTo("bytes");
    expect(answers[0]).toMatchObject({ code: 0, result: "{}" });
    expect([...(answers[0]?.body ?? [])]).toEqual([1, 2, 3]);
  });

  test.each([
    ["tooFew", "netInference returned 0 rets for 2 requests"],
    ["tooMany", "netInference returned 3 rets for 2 requests"],
    ["object", "netInference returned a value of type Object, not an array of rets"],
    ["noAnswer", "netInference returned undefined, not an array of rets"],
  ])("%s fails the call", async (name, message) => {
    expect(await answersTo(name, name)).toMatchObject({ code: 599, message, answers: [] });
  });
});

describe("preprocessing", () => {
  const items = ["a", "refuse", "b", "nothing"].map((name) =>
    single("", { reqid: name, params: JSON.stringify(name) }),
  );

  test("is off unless it is asked for", async () => {
    const runner = await bench.ready("preprocess/1");
    const { answers } = await runner.call(items);
    expect(resultOf(answers[1])).toEqual({ params: "refuse", together: 4 });
  });

  test("changes each request, and its failure ends only that request", async () => {
    const runner = await bench.ready("preprocess/1", "eval.ts", { create: { preprocess: true } });
    const { code, answers } = await runner.call(items);
    expect(code).toBe(0);
    expect(answers).toEqual([
      { code: 0, message: "", result: '{"params":"\\"a\\"!","together":2}' },
      { code: 406, message: "refused before inference", result: "{}" },
      { code: 0, message: "", result: '{"params":"\\"b\\"!","together":2}' },
      { code: 599, message: "netPreprocess returned no request with data and params", result: "{}" },
    ]);
  });

  test("its failures keep their own answers when the inference fails", async () => {
    const runner = await bench.ready("preprocess/1", "eval.ts", { create: { preprocess: true } });
    const { answers } = await runner.call(
      ["fail", "refuse"].map((name) => single("", { params: JSON.stringify(name) })),
    );
    expect(answers.map(({ code, message }) => [code, message])).toEqual([
      [599, "inference failed"],
      [406, "refused before inference"],
    ]);
  });

  test("inference is not called when no request is left", async () => {
    const runner = await bench.ready("preprocess/1", "eval.ts", { create: { preprocess: true } });
    const { code, answers } = await runner.call([single("", { params: '"refuse"' })]);
    expect([code, answers[0]?.code]).toEqual([0, 406]);
  });

  test("a handler without netPreprocess is ready with a warning", async () => {
    const runner = bench.start();
    const ready = await runner.create(bench.copy("echo/1"), "eval.ts", { create: { preprocess: true } });
    expect([ready.code, ready.ready?.warnings]).toEqual([0, ["preprocess is on, but there is no netPreprocess"]]);
    expect((await runner.call([single("x")])).code).toBe(0);
  });
});
