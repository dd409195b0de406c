import fc from "fast-check";
import { expect, it } from "vitest";
import { PrivatePaths } from "../../src/workers/private-paths.ts";

const PAYLOAD = "/dev/shm/evalbridge-7-box-AbC/echo-v1-1";
const WORKER = "/tmp/evalbridge-7-box-XyZ/echo-v1-1";
const paths = new PrivatePaths(PAYLOAD, `${WORKER}/init`);

it.each([
  [`cv2 load ${PAYLOAD}/uri-12-3 failed`, "cv2 load  failed"],
  [`${PAYLOAD}/uri-12-3.jpg`, ".jpg"],
  [`[Errno 2]: '${PAYLOAD}/uri-12-3'`, "[Errno 2]: ''"],
  ["in /dev/shm/evalbridge-7-box-AbC/in-4, large", "in , large"],
  [`beside ${PAYLOAD}/mine.png in ${PAYLOAD}`, "beside mine.png in "],
  [`${WORKER}/init/uri-12-3: no room elsewhere`, ": no room elsewhere"],
  [`${WORKER}/init/cache/x.txt`, "cache/x.txt"],
  [`${WORKER}/init, ${WORKER}/init/ and ${WORKER}`, "., . and ."],
  [`${WORKER}/models/mtcnn/det1.prototxt, ${WORKER}/customs/labels.csv`, "mtcnn/det1.prototxt, labels.csv"],
  ["of another: /tmp/evalbridge-7-box-XyZ/face-2.0-14/models/net", "of another: net"],
  [`{"uri":"${PAYLOAD.replaceAll("/", "\\/")}\\/uri-1-2"}`, '{"uri":""}'],
  ["not ours: /tmp/evalbridge-8-box-XyZ/a-b-1/init", "not ours: /tmp/evalbridge-8-box-XyZ/a-b-1/init"],
  ["/tmp/eval/init and evalbridge-7", "/tmp/eval/init and evalbridge-7"],
])("%s", (text, shown) => {
  expect(paths.hidden(text)).toBe(shown);
});

it("knows them in the escapes of JSON", () => {
  const folder = '/tmp/caf\u00e9 "x"/evalbridge-7-box-AbC';
  const own = new PrivatePaths(`${folder}/echo-v1-1`, "");
  const escaped = JSON.stringify(`${folder}/echo-v1-1/uri-1-2`);
  expect(own.hidden(escaped)).toBe('""');
  expect(own.hidden(escaped.replace("\u00e9", "\\u00e9"))).toBe('""');
});

it("is as quick with backslashes, which a client may send, as with letters", () => {
  const rest = "\\".repeat(1_000_000);
  expect(paths.hidden(`${PAYLOAD}/uri-1-2${rest}`)).toBe(rest);
});

it("leaves everything else as it is, and JSON JSON", () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, text) => {
      expect(paths.hidden(json)).toBe(json);
      const value = JSON.stringify({ before: text, [text]: `${text}${PAYLOAD}/uri-1-2 ${WORKER}/init/x${text}` });
      const hidden = paths.hidden(value);
      expect(() => JSON.parse(hidden)).not.toThrow();
      expect(hidden).not.toContain("evalbridge-7-box");
    }),
  );
});
