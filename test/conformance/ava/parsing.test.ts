/** What a request may be (spec: AVA, sections 6.2, 9.1 no. 3 and 9.2 no. 4, 5 and 10). */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { Target } from "./target.ts";
import { CALLER, OCTETS, openTarget, post, told } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "qstub"]);
});
afterAll(() => target.close());

const uri = dataUri("hello");
const UNPARSABLE = [400, { error: "parse task request failed" }];
const WRONG_TYPE = { error: "wrong content type" };

/** What the echo script got of a body that is written out, as JSON. */
async function shown(text: string | Uint8Array): Promise<{ params: unknown; data: { attribute: unknown } }> {
  const [status, body] = told(await target.ask(post("/v1/eval/echo/v1", text)));
  expect(status).toBe(200);
  return (body as { result: { params: unknown; data: { attribute: unknown } } }).result;
}

describe("content type", () => {
  it.each(["application/json", "application/json; charset=utf-8", "application/json; charset=UTF-8"])(
    "%s is JSON",
    async (type) => {
      const { status } = await target.ask(post("/v1/eval/qstub", { data: { uri } }, { "Content-Type": type }));
      expect(status).toBe(200);
    },
  );

  it.each(["application/json;charset=utf-8", "application/json; charset=gbk", "APPLICATION/JSON"])(
    "%s is, too",
    async (type) => {
      const { status } = await target.ask(post("/v1/eval/qstub", { data: { uri } }, { "Content-Type": type }));
      expect(status).toBe(target.original ? 400 : 200);
    },
  );

  it.each(["text/plain", "application/jsonx", "application/octet-stream; x=1", "application/x-www-form-urlencoded"])(
    "%s is wrong",
    async (type) => {
      const headers = { "Content-Type": type };
      expect(told(await target.ask(post("/v1/eval/qstub", { data: { uri } }, headers)))).toEqual([400, WRONG_TYPE]);
      const batch = await target.ask(post("/v1/batch", [{ op: "/v1/eval/qstub", data: { uri } }], headers));
      expect(told(batch)).toEqual([target.original ? 502 : 400, WRONG_TYPE]);
    },
  );

  it("application/octet-stream is the one input itself", async () => {
    for (const body of ["raw \u00ff bytes", "", '{"data":{}}']) {
      const headers = { Authorization: CALLER, "Content-Type": OCTETS };
      const answered = await target.ask({ path: "/v1/eval/echo/v1", headers, body });
      expect(told(answered)).toMatchObject([200, { result: { data: { len: Buffer.byteLength(body) } } }]);
    }
  });

  it("and so it is when it comes in chunks", async () => {
    const headers = { Authorization: CALLER, "Content-Type": OCTETS };
    const answered = await target.ask({ path: "/v1/eval/echo/v1", headers, body: "hello", chunked: true });
    expect(told(answered)).toMatchObject([200, { result: { data: { len: target.original ? 0 : 5 } } }]);
  });
});

describe("a body", () => {
  it.each([
    "",
    "{",
    "5",
    "null",
    "[]",
    "{}",
    '{"data":null}',
    '{"data":"text"}',
    '{"data":[]}',
    '{"data":{}}',
    '{"data":{"uri":""}}',
    '{"data":{"uri":null}}',
    '{"data":{"uri":5}}',
    '{"data":["text"]}',
    `{"data":{"uri":"${uri}"}} x`,
    `\ufeff{"data":{"uri":"${uri}"}}`,
    `{"data":{"uri":"${uri}"},"params":{"x":1e400}}`,
    `{"data":{"uri":"${uri}"},"op":5}`,
    `{'data':{'uri':'${uri}'}}`,
  ])("%s is no request", async (text) => {
    expect(told(await target.ask(post("/v1/eval/qstub", text)))).toEqual(UNPARSABLE);
  });

  it("that is compressed is none either", async () => {
    const body = gzipSync(JSON.stringify({ data: { uri } }));
    expect(told(await target.ask(post("/v1/eval/qstub", body, { "Content-Encoding": "gzip" })))).toEqual(UNPARSABLE);
  });

  it.each(["{}", '{"uri":null}', '{"uri":""}', '{"attribute":1}', "null"])(
    "whose group holds %s beside a good one has a bad uri",
    async (bad) => {
      const text = `{"data":[{"uri":"${uri}"},${bad}]}`;
      expect(told(await target.ask(post("/v1/eval/qstub", text)))).toEqual([400, { error: "bad uri" }]);
    },
  );

  it("may have keys in any case, an op, and keys that mean nothing", async () => {
    const text = `{"Data":{"URI":"${uri}","ATTRIBUTE":[1],"x":1},"PARAMS":{"p":1},"op":"/v1/eval/zzz","foo":{}}`;
    expect(await shown(text)).toMatchObject({ params: { p: 1 }, data: { attribute: [1] } });
  });

  it("of equal keys has the last", async () => {
    const text = `{"params":1,"data":{"uri":"x"},"data":{"uri":"${uri}"},"params":{"last":true}}`;
    expect(await shown(text)).toMatchObject({ params: { last: true } });
  });
});

describe("params and attribute", () => {
  it.each([
    ["null", {}],
    ["{}", {}],
    ["false", false],
    ["[1]", [1]],
    ['"s"', "s"],
    ['{"z":1.0,"e":1e21,"s":0.0000001,"f":0.1}', { z: 1, e: 1e21, s: 1e-7, f: 0.1 }],
    ["[9007199254740993]", [9007199254740992]],
    ['"<a>& \u2028 \\u4e2d"', "<a>& \u2028 \u4e2d"],
    ['"\\ud800"', "\ufffd"],
  ])("%s reach the script as they were on the platform", async (text, value) => {
    const body = `{"data":{"uri":"${uri}","attribute":${text}},"params":${text}}`;
    expect(await shown(body)).toMatchObject({ params: value, data: { attribute: value } });
  });

  it("are read as UTF-8, what is none becomes U+FFFD", async () => {
    const head = `{"data":{"uri":"${uri}"},"params":"`;
    const text = Buffer.concat([Buffer.from(head), Buffer.from([0x61, 0xff, 0x62]), Buffer.from('"}')]);
    expect((await shown(text)).params).toBe("a\ufffdb");
  });
});
