/** Where inputs come from (spec: AVA, sections 6.3, 9.1 no. 3 to 7 and 9.2 no. 9). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataUri } from "../../support/host.ts";
import type { PictureServer } from "./origin.ts";
import { openOrigin } from "./origin.ts";
import type { Target } from "./target.ts";
import { openTarget, post, told } from "./target.ts";

let target: Target;
let origin: PictureServer;
beforeAll(async () => {
  origin = await openOrigin();
  target = await openTarget(["echo"]);
});
afterAll(async () => {
  await target.close();
  origin.close();
});

const BAD = [400, { error: "bad uri" }];
const BAD_DATA = [400, { error: "bad data uri" }];
const NOT_FETCHED = [424, { error: "fetch uri failed" }];

async function of(uri: string) {
  return told(await target.ask(post("/v1/eval/echo/v1", { data: { uri } })));
}

function got(head: string) {
  return [200, { code: 0, result: { data: { head, len: head.length } } }];
}

describe("data:", () => {
  const prefix = "data:application/octet-stream;base64,";
  it.each([
    ["aGVsbG8=", "hello"],
    ["aGVs\nbG8=\r\n", "hello"],
    ["", ""],
  ])("%j is bytes", async (base64, text) => {
    expect(await of(prefix + base64)).toMatchObject(got(text));
  });

  it.each(["aGVsbG8", "@@@", "-_-_", "aGVsbG8==", "a GVsbG8="])("%j is no base64", async (base64) => {
    expect(await of(prefix + base64)).toEqual(BAD_DATA);
  });

  it.each(["data:image/png;base64,AAAA", "data:,text", "DATA:application/octet-stream;base64,AAAA", "data:"])(
    "%s is no form of it",
    async (uri) => {
      expect(await of(uri)).toEqual(BAD);
    },
  );
});

describe("http:", () => {
  it.each([
    ["/img/ok.jpg", "JPEGDATA-0123456"],
    ["/img/redir", "JPEGDATA-0123456"],
  ])("%s is fetched", async (path, head) => {
    expect(await of(origin.url + path)).toMatchObject([200, { result: { data: { head, len: 19 } } }]);
  });

  it.each([
    ["/img/empty", ""],
    ["/img/204", ""],
    ["/img/206", "partial"],
    ["/img/chunked", "hello"],
  ])("%s is fetched as it is", async (path, text) => {
    expect(await of(origin.url + path)).toMatchObject(got(text));
  });

  it.each(["/img/404", "/img/404json", "/img/403", "/img/500"])("%s cannot be had", async (path) => {
    expect(await of(origin.url + path)).toEqual(NOT_FETCHED);
  });

  it.each(["http://127.0.0.1:19199/x", "http://", "http://[::1"])("%s leads nowhere", async (uri) => {
    expect(await of(uri)).toEqual(NOT_FETCHED);
  });

  it("a body that is cut short cannot be had", async () => {
    const uri = `${origin.url}/img/cut`;
    expect(await of(uri)).toEqual(target.original ? [599, { error: "unexpected EOF" }] : NOT_FETCHED);
  });
});

describe("others", () => {
  it.each(["ftp://x/y", "/etc/passwd", "zzz", " http://x/", "HTTP://x/", "htp://x"])("%j is none", async (uri) => {
    expect(await of(uri)).toEqual(BAD);
  });

  it.each(["file:///nonexistent", "file:///etc/../nonexistent", "sts://127.0.0.1:15555/v1/file/nonexistent"])(
    "%s is not for clients",
    async (uri) => {
      expect(await of(uri)).toEqual(target.original ? [404, { error: "file not exist" }] : BAD);
    },
  );

  it.each(["qiniu://z0/bucket/key", "QINIU://z0/bucket/key", "qiniu://55@z0/b/k%20y?x=1", "qiniu://z0/b/中文 a.jpg"])(
    "%s is one, and cannot be had without keys",
    async (uri) => {
      expect(await of(uri)).toEqual(NOT_FETCHED);
    },
  );
});

describe("a group", () => {
  it("has its inputs in order, each with its attribute", async () => {
    const data = [
      { uri: dataUri("one") },
      { uri: `${origin.url}/img/ok.jpg`, attribute: { a: 1 } },
      { uri: dataUri("three") },
    ];
    const [status, body] = told(await target.ask(post("/v1/eval/echo/v1", { data })));
    const expected = [{ head: "one" }, { head: "JPEGDATA-0123456", attribute: { a: 1 } }, { head: "three" }];
    expect([status, body]).toMatchObject([200, { result: { n: 1, data: expected } }]);
  });

  it("with a bad uri is refused before anything is fetched", async () => {
    const data = [{ uri: `${origin.url}/img/404` }, { uri: "ftp://x" }];
    expect(told(await target.ask(post("/v1/eval/echo/v1", { data })))).toEqual(BAD);
  });

  it("of which one cannot be had has failed", async () => {
    const data = [{ uri: dataUri("one") }, { uri: `${origin.url}/img/404` }];
    expect(told(await target.ask(post("/v1/eval/echo/v1", { data })))).toEqual(NOT_FETCHED);
  });
});
