import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import type { BatchRules, BatchTask, EvalTask } from "../../src/gateways/ava-request.ts";
import { parseBatch, parseEval } from "../../src/gateways/ava-request.ts";

const JSON_TYPE = "application/json";
const UNPARSABLE = "parse task request failed";
const MAX_LENGTH = 4;
const MAX_TOKENS = 1_000_000;
const RULES: BatchRules = { maxLength: MAX_LENGTH, nullIsEmpty: false, wrongTypeCode: 400, maxTokens: MAX_TOKENS };

function json(value: unknown): Buffer[] {
  return [Buffer.from(JSON.stringify(value))];
}

/** What a parser makes of a body: tasks or a BridgeError; any other error fails the test. */
function outcome<T>(parse: () => T): T | BridgeError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof BridgeError) return error;
    throw error;
  }
}

function checkTask({ group, sources, params }: EvalTask): void {
  expect(group || sources.length === 1).toBe(true);
  expect(sources.length).toBeGreaterThan(0);
  for (const { uri, body, attribute } of sources) {
    expect(body === undefined ? uri : body).toBeTruthy();
    if (attribute !== undefined) JSON.parse(attribute);
  }
  if (params !== undefined) JSON.parse(params);
}

/** JSON that is often nearly right. */
const source = fc.record(
  { uri: fc.oneof(fc.string(), fc.jsonValue()), attribute: fc.jsonValue() },
  { requiredKeys: [] },
);
const data = fc.oneof(source, fc.array(fc.oneof(source, fc.jsonValue()), { maxLength: 4 }), fc.jsonValue());
const op = fc.oneof(fc.constantFrom("/v1/eval/a", "/v1/eval/a/b", "/v1/eval/", "/v1/other/a"), fc.jsonValue());
const task = fc.oneof(fc.record({ op, data, params: fc.jsonValue() }, { requiredKeys: [] }), fc.jsonValue());
const body = fc.oneof(
  fc.oneof(task, fc.array(task, { maxLength: 6 })).map(json),
  fc.uint8Array().map((bytes) => [Buffer.from(bytes)]),
  fc.string().map((text) => [Buffer.from(text)]),
);
const contentType = fc.oneof(
  fc.constantFrom(JSON_TYPE, "application/json; charset=utf-8", "application/octet-stream", "text/plain", undefined),
  fc.string(),
);

it.each([
  ['{"data":{"uri":"1"},"DATA":{"uri":"2"}}', "2"],
  ['{"DATA":{"uri":"1"},"data":{"uri":"2"}}', "2"],
  ['{"data":{"uri":"1"},"data":{"uri":"2"}}', "2"],
  ['{"data":{"uri":"1","Uri":"2"}}', "2"],
  ['{"data":{"URI":"1","URI":"3","uri":"2"}}', "2"],
  ['{"data":{"uri":"1"},"DATA":{"uri":"2"},"data":{"uri":"3"}}', "3"],
  ['{"data":{"uri":"1","URI":"2","uri":"3"}}', "3"],
  ['{"data":{"uri":"1"},"d\\u0041ta":{"ur\\u0069":"2"},"data":{"uri":"3","x":"}\\"]"}}', "3"],
  ['{"data":{"uri":"1","uri":null}}', "1"],
  ['{"data":{"uri":"1"},"data":null}', "1"],
  ['{"data":null , "Data" : {"uri" : "1"} }', "1"],
])("of keys that are equal but for case the last counts: %s", (text, uri) => {
  expect(parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS).sources).toEqual([{ uri }]);
});

it.each<[string, (count: number) => string]>([
  ["nested arrays", (count) => `${"[".repeat(count)}${"]".repeat(count)}`],
  ["many members", (count) => `{${Array.from({ length: count }, (_, at) => `"${at}":${at}`).join(",")}}`],
])("doubled keys make nothing slow: %s", (_what, make) => {
  const data = make(MAX_TOKENS / 50);
  const text = `{${`"data":{"uri":"u","x":${data}},`.repeat(3)}${'"data":{"uri":"u"},'.repeat(5000)}"params":1}`;
  const started = performance.now();
  expect(parseEval([Buffer.from(text)], JSON_TYPE, 1e9)).toEqual({
    group: false,
    sources: [{ uri: "u" }],
    params: "1",
  });
  expect(() => parseEval([Buffer.from(`{"data":0,"data":${data}}`)], JSON_TYPE, 1e9)).toThrow(UNPARSABLE);
  expect(performance.now() - started).toBeLessThan(2000);
});

it.each([
  ['{"data":{"uri":"1","attribute":[1]},"data":{"uri":"2"}}', false, [{ uri: "2", attribute: "[1]" }]],
  ['{"data":{"uri":"1","attribute":[1]},"Data":{"attribute":null}}', false, [{ uri: "1" }]],
  [
    '{"data":[{"uri":"1"},{"uri":"2"}],"data":[{"attribute":{"data":1,"data":2}}]}',
    true,
    [{ uri: "1", attribute: '{"data":2}' }],
  ],
])("inputs that are said twice are merged, as by the platform's decoder: %s", (text, group, sources) => {
  expect(parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS)).toEqual({ group, sources });
  const batch = `[${text.replace("{", '{"op":"/v1/eval/a","op":null,')}]`;
  expect(parseBatch([Buffer.from(batch)], JSON_TYPE, RULES)).toEqual([{ app: "a", group, sources }]);
});

it.each([
  '{"data":{"uri":"1"},"data":[{"uri":"2"}]}',
  '{"data":[{"uri":"2"}],"data":{"uri":"1"}}',
  '{"data":5,"data":{"uri":"1"}}',
])("one input and a group are not both: %s", (text) => {
  expect(() => parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS)).toThrow(UNPARSABLE);
});

describe("whatever the body", () => {
  it("parseEval answers a task or a BridgeError", () => {
    fc.assert(
      fc.property(body, contentType, (bytes, type) => {
        const parsed = outcome(() => parseEval(bytes, type, MAX_TOKENS));
        if (parsed instanceof BridgeError) expect(parsed.kind).toBe("bad_request");
        else if (type !== "application/octet-stream") checkTask(parsed);
      }),
      { numRuns: 1000 },
    );
  });

  it("parseBatch answers tasks or a BridgeError", () => {
    fc.assert(
      fc.property(body, contentType, (bytes, type) => {
        const parsed = outcome(() => parseBatch(bytes, type, RULES));
        if (parsed instanceof BridgeError) {
          expect(["bad_request", "too_large"]).toContain(parsed.kind);
        } else {
          expect(parsed.length).toBeLessThanOrEqual(MAX_LENGTH);
          for (const element of parsed) checkTask(element);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["params", "attribute"])("%s that are nested too deep are the client's fault", (key) => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const text =
      key === "params" ? `{"data":{"uri":"u"},"params":${deep}}` : `{"data":{"uri":"u","attribute":${deep}}}`;
    const expected = expect.objectContaining({ kind: "bad_request", message: "parse task request failed" });
    expect(() => parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS)).toThrow(expected);
    const batch = Buffer.from(`[${text.replace("{", '{"op":"/v1/eval/a",')}]`);
    expect(() => parseBatch([batch], JSON_TYPE, RULES)).toThrow(expected);
  });
});

describe("known forms", () => {
  it("any single and any group is read as it was written", () => {
    const uri = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(uri, fc.jsonValue(), fc.array(uri, { minLength: 1 }), (first, free, uris) => {
        const text = free === null ? {} : { attribute: JSON.stringify(free) };
        const params = free === null ? {} : { params: JSON.stringify(free) };
        expect(parseEval(json({ data: { uri: first, attribute: free }, params: free }), JSON_TYPE, MAX_TOKENS)).toEqual(
          {
            group: false,
            sources: [{ uri: first, ...text }],
            ...params,
          },
        );
        expect(parseEval(json({ data: uris.map((name) => ({ uri: name })) }), JSON_TYPE, MAX_TOKENS)).toEqual({
          group: true,
          sources: uris.map((name) => ({ uri: name })),
        });
      }),
    );
  });

  it("bytes are one input, none of them too", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const input = Buffer.from(bytes);
        expect(parseEval([input], "application/octet-stream", MAX_TOKENS)).toEqual({
          group: false,
          sources: [{ body: [input] }],
        });
      }),
    );
  });

  it.each<[string, Pick<BatchTask, "app" | "version"> | undefined]>([
    ["/v1/eval/echo", { app: "echo" }],
    ["/v1/eval/echo/v1", { app: "echo", version: "v1" }],
    ["/v1/eval/echo?x=1", { app: "echo" }],
    ["/v1/eval/", undefined],
    ["/v1/eval", undefined],
    ["v1/eval/echo", undefined],
    ["", undefined],
  ])("a batch's op %j names %j", (path, target) => {
    const parsed = outcome(() => parseBatch(json([{ op: path, data: { uri: "u" } }]), JSON_TYPE, RULES));
    if (target === undefined) expect(parsed).toMatchObject({ kind: "bad_request", message: "bad op" });
    else expect(parsed).toEqual([{ ...target, group: false, sources: [{ uri: "u" }] }]);
  });

  it("keys are read in any case, of equal ones the last", () => {
    const text = '{"DATA":{"Uri":"a"},"dAtA":{"URI":"b","ATTRIBUTE":{"Kept":1}},"Params":{"P":1}}';
    const task = { group: false, sources: [{ uri: "b", attribute: '{"Kept":1}' }], params: '{"P":1}' };
    expect(parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS)).toEqual(task);
    const batch = Buffer.from(`[${text.replace("{", '{"Op":"/v1/eval/a",')}]`);
    expect(parseBatch([batch], JSON_TYPE, RULES)).toEqual([{ app: "a", ...task }]);
  });

  it.each<[string, string]>([
    ['{"data":[{"uri":"u"},{}]}', "bad uri"],
    ['{"data":[{"uri":"u"},null]}', "bad uri"],
    ['{"data":[{"uri":null}]}', "bad uri"],
    ['{"data":[{"uri":"u"},{"uri":5}]}', UNPARSABLE],
    ['{"data":[{"uri":"u"},"text"]}', UNPARSABLE],
    ['{"data":{"uri":""}}', UNPARSABLE],
    ['{"data":{"uri":"u"},"op":5}', UNPARSABLE],
    ['{"data":{"uri":"u"},"params":{"x":[1e400]}}', UNPARSABLE],
    ['{"data":{"uri":"u","attribute":-1e400}}', UNPARSABLE],
    ['\ufeff{"data":{"uri":"u"}}', UNPARSABLE],
    ['{"data":{"uri":"u"}}x', UNPARSABLE],
  ])("%s is refused as %j", (text, message) => {
    const parsed = outcome(() => parseEval([Buffer.from(text)], JSON_TYPE, MAX_TOKENS));
    expect(parsed).toMatchObject({ kind: "bad_request", message });
  });

  it.each<[string, string]>([
    ['{"x":null,"y":"null"}', '{"x":null,"y":"null"}'],
    ["[1.0,1e21,1e-7,0.1,9007199254740993]", "[1,1e+21,1e-7,0.1,9007199254740992]"],
    ['"\\ud800 \\\\ud800 \\ud83d\\ude00 \\udead"', '"\ufffd \\\\ud800 \ud83d\ude00 \ufffd"'],
    ["false", "false"],
  ])("params %s reach the script as %s", (params, text) => {
    const parsed = parseEval([Buffer.from(`{"data":{"uri":"u"},"params":${params}}`)], JSON_TYPE, MAX_TOKENS);
    expect(parsed).toMatchObject({ params: text });
  });

  it("invalid UTF-8 becomes U+FFFD", () => {
    const bytes = Buffer.concat([
      Buffer.from('{"data":{"uri":"u","attribute":"'),
      Buffer.from([0xff]),
      Buffer.from('"}}'),
    ]);
    expect(parseEval([bytes], JSON_TYPE, MAX_TOKENS).sources).toEqual([{ uri: "u", attribute: '"\ufffd"' }]);
  });

  it("null is no batch, unless the host is told that it is an empty one", () => {
    expect(outcome(() => parseBatch(json(null), JSON_TYPE, RULES))).toMatchObject({ message: UNPARSABLE });
    expect(parseBatch(json(null), JSON_TYPE, { ...RULES, nullIsEmpty: true })).toEqual([]);
    expect(parseBatch(json([]), JSON_TYPE, RULES)).toEqual([]);
  });

  it("a batch's content type is refused with the code that the host is told to", () => {
    const parsed = outcome(() => parseBatch(json([]), "text/plain", { ...RULES, wrongTypeCode: 502 }));
    expect(parsed).toMatchObject({ code: 502, message: "wrong content type" });
  });

  it("an element that cannot be read comes before a bad op", () => {
    const batch = json([
      { op: "bad", data: { uri: "u" } },
      { op: "/v1/eval/a", data: 5 },
    ]);
    expect(outcome(() => parseBatch(batch, JSON_TYPE, RULES))).toMatchObject({ message: UNPARSABLE });
  });
});

describe("JSON of too many parts", () => {
  const text = (params: string) => [Buffer.from(`{"data":{"uri":"u"},"params":${params}}`)];
  const refusal = { kind: "too_large", message: "JSON of more than 20 strings, commas and brackets" };

  it.each([
    "[{},{},{},{},{},{},{},{},{},{}]",
    "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
    '["","","","","","","","","",""]',
  ])("is refused before it is read: %s", (params) => {
    expect(outcome(() => parseEval(text(params), JSON_TYPE, 20))).toMatchObject(refusal);
    const batch = () => parseBatch(text(params), JSON_TYPE, { ...RULES, maxTokens: 20 });
    expect(outcome(batch)).toMatchObject(refusal);
  });

  it("is none for what stands in strings", () => {
    const long = JSON.stringify(`${'\\"{[,'.repeat(100)}\\`);
    expect(parseEval(text(long), JSON_TYPE, 20).params).toBe(long);
  });
});
