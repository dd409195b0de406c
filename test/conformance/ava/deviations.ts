/** Where we answer otherwise on purpose: numbers of the spec's sections 8 and 9, and what stands there. */
export const DEVIATIONS = {
  "8.2": "the script gets `uri`, a file with the same bytes, beside `body`; clients see it empty",
  "8.3": "a group reaches the script as `datas` too",
  "8.6": "codes 400 to 599 are kept (`compat.codes`)",
  "8.8": "a failed element of a batch stands in its place (`compat.batch`)",
  "8.11": "an app or version that there is not is 404 at once",
  "8.13": "`application/json` may have any parameters",
  "8.23": "`X-Origin-A` of third-generation scripts is passed on",
  "8.25": "the script runs on Python 3, where `body` is `bytes`",
  "9.1.1": "other codes of third-generation scripts: below 300 inside a 200, else 599 (`compat.codes`)",
  "9.1.2": "codes of the first two generations as in the queue: special ones below 0, 599 where HTTP has no status",
  "9.1.4": "one behaviour for URIs, whatever the mode of the gate",
  "9.1.5": "`file://` is `bad uri` unless a root is allowed",
  "9.1.6": "`sts://` is `bad uri`",
  "9.1.7": "what cannot be fetched is 424, whatever the reason",
  "9.1.8": "a body sent in chunks arrives whole",
  "9.1.9": "`X-Reqid` is on every answer",
  "9.1.11": "the elements of `X-Log` between the script's and the gate's are our own",
  "9.1.12": "an eval host's own face is not served; the gate's is",
  "9.1.13": "groups pass the same code check as singles",
  "9.1.14": "too few answers are 599, the host lives on",
  "9.1.15": "texts that are numbers count as codes; what is no item is 599, in our words",
  "9.1.16": "a tuple's message may be `unicode`",
  "9.1.17": "a dict as message brings its own code and message",
  "9.1.19": "the local file is private, deleted after the call, and its path not told",
  "9.1.23": "without a timeout of its own an app has the default",
  "9.1.24": "`/configs` answers, without secrets",
  "9.1.26": "an app without owner belongs to nobody",
  "9.1.27": "a wrong content type of a batch is 400 (`compat.batch_content_type`)",
  "9.2.1": "`[]` is answered with `[]`, `null` with 400 (`compat.empty_batch`)",
  "9.2.4": "NaN is 599 in our words",
  "9.2.5": "`op` is not handed to the script",
  "9.4.4": "a first-generation result may be an object",
} as const;
export type DeviationNumber = keyof typeof DEVIATIONS;

/** Those that a switch under `compat` takes back. */
export const SWITCHES = {
  compat: { batch: "whole", codes: "strict", empty_batch: "null", batch_content_type: 502 },
  takeBack: ["8.6", "8.8", "9.1.1", "9.1.27", "9.2.1"],
  /** What no switch reaches: the stand-alone gate reported the last failure, not the first. */
  but: ["sa batch errors"],
} as const;

/** Lines that cannot be asked of a gate without the old one's innards, and why. Each is counted. */
export const NOT_ASKED = {
  "a message of the platform's queue, which a script has no hand in": [
    "callback unknown id",
    "callback wrong ctype",
    "callback bad json",
    "cb no content type",
    "cb content type charset",
    "batch no content type item",
    "cb status 201",
    "cb status 204",
    "cb status 0",
    "cb status -1",
    "cb twice",
  ],
  "the HTTP hop between the old gate and an eval host": [
    'sa version "-"',
    "sa stub json charset",
    "sa stub status 201 json",
    "sa stub close",
    "sa dead host",
    "sa slow12 (10s client timeout)",
    "sa mix 500+ok #0",
    "sa hedge slow3+ok #0",
    "sa mix 404+ok #1",
    "sa batch empty bin",
  ],
} as const;

/** What we answer to a line of the recording instead: status, and the body as JSON or text; patterns stand for texts. */
export type Instead = readonly [status: number, body: unknown];

const refused = (status: number, error: string | RegExp): Instead => [status, { error }];
const ok = (result: unknown, code = 0, message = ""): Instead => [200, { code, message, result }];
const STUB = { code: 0, message: "", result: { ok: true } };

/** By deviation, and by the line's name. */
export const INSTEAD: Readonly<Partial<Record<DeviationNumber, Readonly<Record<string, Instead>>>>> = {
  "8.6": {
    "item code 404": refused(404, "m404"),
    "item code 406": refused(406, "m406"),
    "item code 570": refused(570, "m570"),
    "item code 571": refused(571, "m571"),
    "script tuple 406": refused(406, "msg"),
    "script tuple 570": refused(570, "msg"),
    "ev item code 406": refused(406, "m"),
    "ev item code 570": refused(570, "m"),
  },
  "8.8": {
    "batch second fails 400": [
      200,
      [
        { code: 0, message: "", result: 1 },
        { code: 400, message: "second" },
        { code: 0, message: "", result: 3 },
      ],
    ],
    "batch fail before mock X-Origin-A": [
      200,
      ["data:application/octet-stream;base64,b25l", { code: 400, message: "second" }],
    ],
    "batch X-Origin-A then error": [200, [STUB, { code: 400, message: "second bad" }]],
    "batch error while other pending": [200, [STUB, { code: 400, message: "fast fail" }]],
    "timeout batch 1s": [200, [STUB, { code: 500, message: "timeout" }]],
    "g1 batch first error applies to all": [
      200,
      [
        { code: 400, message: "few" },
        {
          code: 0,
          message: "",
          result: { uri: "<workspace>/init/<id>", n: 1, reqid: "made", keys: ["data", "params"] },
        },
      ],
    ],
    "sa batch errors": [
      200,
      [
        { code: 400, message: "first" },
        { code: 424, message: "last" },
        {
          code: 0,
          message: "",
          result: { echo: { data: { uri: "data:application/octet-stream;base64,aGVsbG8=" }, params: { _stub: {} } } },
        },
      ],
    ],
  },
  "8.11": {
    "route POST /v1/eval/qstub/": refused(404, "no such version: qstub/"),
    "route POST /v1/eval/QSTUB": refused(404, "no such app: QSTUB"),
    "unknown cmd": refused(404, "no such app: nosuchcmd"),
    "cmd 70 chars long": refused(404, `no such app: ${"a".repeat(70)}`),
    'cmd with "!" (refused as NSQ topic)': refused(404, "no such app: a!b"),
    "sa empty version": refused(404, "no such version: stub/"),
    "sa batch unknown cmd": [200, [{ code: 404, message: "no such app: zz" }]],
  },
  "8.13": {
    "ctype eval application/json;charset=utf-8": [200, STUB],
    "ctype eval application/json; charset=gbk": [200, STUB],
    "ctype batch application/json;charset=utf-8": [200, [STUB]],
  },
  "9.1.1": {
    "item code 300": refused(599, "m300"),
    "item code 1000": refused(599, "m1000"),
    "item code -1": ok({ a: 1 }, -1, "m-1"),
    "item code -2": ok({ a: 1 }, -2, "m-2"),
    "item code -3": ok({ a: 1 }, -3, "m-3"),
    "item body + code 201": [200, "BODY"],
    "ev item code -1": ok(1, -1, "m"),
  },
  "9.1.2": {
    "g1 item code 1000": refused(599, "m"),
    "cb status 1000": refused(599, "text 1000"),
    "py item code 1000": refused(599, "m"),
    "py item code -1": refused(400, "out of batch size"),
    "py item code -2": refused(500, "forward inference failed"),
    "py file code 400": refused(400, "x"),
    "py batch codes": [
      200,
      [
        { code: 0, message: "", result: 1 },
        { code: 400, message: "m" },
        { code: 400, message: "out of batch size" },
      ],
    ],
  },
  "9.1.4": {
    "sa stub uri data:image/png;base64,AAAA": refused(400, "bad uri"),
    "sa stub uri data:application/octet-stream;base64,@@": refused(400, "bad data uri"),
    "sa stub uri qiniu://z0/b/中文 a.jpg": refused(424, "fetch uri failed"),
    "sa stub group uris": refused(400, "bad uri"),
    "sa echo uri ftp://x": refused(400, "bad uri"),
    "sa echo uri zzz": refused(400, "bad uri"),
    "sa echo uri data:image/png;base64,AAAA": refused(400, "bad uri"),
    "sa echo uri data:application/octet-stream;base64,@@": refused(400, "bad data uri"),
    "sa echo uri qiniu://z0/b/k": refused(424, "fetch uri failed"),
  },
  "9.1.5": {
    "uri echo file:///nonexistent": refused(400, "bad uri"),
    "sa stub uri file:///etc/passwd": refused(400, "bad uri"),
    "sa echo uri file:///nonexistent": refused(400, "bad uri"),
  },
  "9.1.6": { "uri echo sts://127.0.0.1:15555/v1/file/nonexistent": refused(400, "bad uri") },
  "9.1.7": {
    "uri echo http://127.0.0.1:19120/img/cut": refused(424, "fetch uri failed"),
    "sa echo uri http://127.0.0.1:19120/img/403": refused(424, "fetch uri failed"),
    "sa echo uri http://127.0.0.1:19120/img/cut": refused(424, "fetch uri failed"),
    "sa echo uri http://127.0.0.1:19199/x": refused(424, "fetch uri failed"),
    "sa echo uri http://": refused(424, "fetch uri failed"),
  },
  "9.1.8": {
    "octet chunked": ok({
      data: { attribute: {}, btype: "str", head: "hello", len: 5, uri: "" },
      keys: ["data", "params"],
      n: 1,
      params: {},
    }),
  },
  "9.1.12": {
    "ev health": [200, "ok serving-gate"],
    "ev still alive": [200, "ok serving-gate"],
    "ev octet": ok({
      data: { attribute: {}, btype: "str", head: "abc", len: 3, uri: "" },
      keys: ["data", "params"],
      n: 1,
      params: {},
    }),
    "ev batch empty": [200, []],
    "ev batch one bad uri": [
      200,
      [
        { code: 0, message: "", result: 1 },
        { code: 400, message: "bad uri" },
      ],
    ],
    "ev batch codes inside": [
      200,
      [
        { code: 0, message: "", result: 1 },
        { code: 400, message: "b" },
        { code: 406, message: "c" },
      ],
    ],
    "ev batch fewer results": [
      200,
      [
        { code: 0, message: "", result: 1 },
        { code: 400, message: "few" },
      ],
    ],
    "ev batch 6 > batch_size 4": [
      200,
      [4, 4, 4, 4, 2, 2].map((n) => ({ code: 0, message: "", result: { n, version: null } })),
    ],
    "py header": ok(1),
  },
  "9.1.13": { "ev group code 400": refused(400, "gg") },
  "9.1.14": {
    "ev fewer results = 0": refused(599, "net_inference returned 0 rets for 1 request"),
    "ev empty body G tuple code0 with message": refused(599, "mm"),
    "py few none": refused(599, "net_inference returned 0 rets for 1 request"),
    "py dict": refused(599, "net_inference returned 0 rets for 1 request"),
  },
  "9.1.15": {
    "item body list": refused(599, "rets[0] has a list as body, not bytes"),
    "item message number": refused(599, "rets[0] has an int as message, not text"),
    "tuple text code": refused(400, "text code"),
    "py notjson": refused(599, /^net_inference returned text that is not JSON: /),
    "py result text not json": refused(599, /^rets\[0\] has a result that is text but not JSON: /),
    "cb response not json": refused(599, /^net_inference returned text that is not JSON: /),
    "sa stub bad json": refused(599, /^net_inference returned text that is not JSON: /),
    "cb response array": refused(599, "rets[0] is an int, not a dict"),
    "sa stub array": refused(599, "rets[0] is an int, not a dict"),
  },
  "9.1.16": {
    "tuple unicode message": refused(400, "plain"),
    "tuple unicode message chinese": refused(400, "中文"),
  },
  "9.1.17": { "tuple dict message": refused(599, "m") },
  "9.1.23": { "worker config without timeout": [200, STUB] },
  "9.1.24": { "route GET /configs": [200, /"limits\.pixels"/], "ev configs": [200, /"limits\.pixels"/] },
  "9.1.26": { "access-uid0-metadata-without-owner": refused(406, "not acceptable") },
  "9.1.27": {
    "ctype batch application/octet-stream": refused(400, "wrong content type"),
    "ctype batch text/plain": refused(400, "wrong content type"),
    "ctype batch None": refused(400, "wrong content type"),
  },
  "9.2.1": {
    "batch empty array": [200, []],
    "batch null": refused(400, "parse task request failed"),
  },
  "9.2.4": { "script nan": refused(599, "result is nan, which JSON cannot hold") },
  "9.4.4": { "py result object (not text)": ok({ x: 1 }) },
};
