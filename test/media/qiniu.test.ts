import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { isQiniu, Qiniu, qiniuKeys, userOf } from "../../src/media/qiniu.ts";

const keys = { accessKey: "AK-of-a-test", secretKey: "SK-of-a-test" };
const domains = {
  z0: "https://{bucket}.z0.example.com",
  z1: "http://127.0.0.1:9000/{uid}/{bucket}/",
  "z1/photos": "https://photos.example.com",
  "": "https://{bucket}.example.com",
};
const qiniu = new Qiniu(domains, keys);

/** The URL without what signs it. */
function unsigned(uri: string, uid?: number): string {
  return qiniu.urlOf(uri, uid).href.replace(/[?&]e=.*$/, "");
}

describe("urlOf", () => {
  it.each([
    ["qiniu://z0/photos/a.jpg", "https://photos.z0.example.com/a.jpg"],
    ["QiNiU://z0/photos/a.jpg", "https://photos.z0.example.com/a.jpg"],
    ["qiniu://z0/photos/a/b/c.jpg", "https://photos.z0.example.com/a/b/c.jpg"],
    ["qiniu://z0/photos//a//b/", "https://photos.z0.example.com//a//b/"],
    ["qiniu://z0/b/中文 a.jpg", "https://b.z0.example.com/%E4%B8%AD%E6%96%87%20a.jpg"],
    ["qiniu://z0/b/%E4%B8%AD%E6%96%87%20a.jpg", "https://b.z0.example.com/%E4%B8%AD%E6%96%87%20a.jpg"],
    ["qiniu://z0/b/a%2Fb%3Fc%23d", "https://b.z0.example.com/a%2Fb%3Fc%23d"],
    ["qiniu://z0/b/a\\b\tc", "https://b.z0.example.com/a%5Cb%09c"],
    ["qiniu://z0/b/user@host:1+2", "https://b.z0.example.com/user%40host%3A1%2B2"],
    ["qiniu://z0/b/..a/.b/c..", "https://b.z0.example.com/..a/.b/c.."],
    ["qiniu://z0/bucket/k%20y/sub?x=1", "https://bucket.z0.example.com/k%20y/sub?x=1"],
    ["qiniu://z0/b/k?imageView2/1/w/200#part", "https://b.z0.example.com/k?imageView2/1/w/200"],
    ["qiniu:///b/k", "https://b.example.com/k"],
    ["qiniu://55@/b/k", "https://b.example.com/k"],
    ["qiniu://z1/photos/a.jpg", "https://photos.example.com/a.jpg"],
  ])("%s is %s", (uri, url) => {
    expect(unsigned(uri)).toBe(url);
  });

  it("puts the caller where the URI names another user", () => {
    for (const uri of ["qiniu://z1/b/k", "qiniu://55@z1/b/k", "qiniu://me:secret@z1/b/k", "QINIU://@z1/b/k"]) {
      expect(unsigned(uri, 7)).toBe("http://127.0.0.1:9000/7/b/k");
    }
    expect(unsigned("qiniu://z1/b/k", 0)).toBe("http://127.0.0.1:9000/0/b/k");
    expect(() => unsigned("qiniu://55@z1/b/k")).toThrow("the caller has no uid");
  });

  it.each([
    ["qiniu://", "is not qiniu://"],
    ["qiniu://z0", "is not qiniu://"],
    ["qiniu://z0/", "is not qiniu://"],
    ["qiniu://z0/bucket", "is not qiniu://"],
    ["qiniu://z0/bucket/", "is not qiniu://"],
    ["qiniu://z0//key", "is not qiniu://"],
    ["qiniu://z0/%zz", "is not qiniu://"],
    ["qiniu://z0/b/%zz", "malformed"],
    ["qiniu://z0/b/%ff", "malformed"],
    ["qiniu://z0/b/\ud800", "malformed"],
    ["qiniu://z0/b/../other/k", 'with "." or ".."'],
    ["qiniu://z0/b/%2e%2E/other/k", 'with "." or ".."'],
    ["qiniu://z0/b/a/.", 'with "." or ".."'],
    ["qiniu://z0/../k", "is not qiniu://"],
    ["qiniu://z0/evil.com%2f/k", "is not qiniu://"],
    ["qiniu://z0/evil.com:80/k", "is not qiniu://"],
    ["qiniu://z0/a@evil.com/k", "is not qiniu://"],
    ["qiniu://z0/a b/k", "is not qiniu://"],
    ["qiniu://z9/b/k", 'uris.qiniu has no zone "z9"'],
    ["qiniu://Z0/b/k", 'uris.qiniu has no zone "Z0"'],
    ["qiniu://__proto__/b/k", 'uris.qiniu has no zone "__proto__"'],
  ])("%s has none", (uri, message) => {
    expect(() => qiniu.urlOf(uri, 7)).toThrow(message);
  });

  it("needs the keys", () => {
    const message = "QINIU_ACCESS_KEY and QINIU_SECRET_KEY are not set";
    expect(() => new Qiniu(domains, undefined).urlOf("qiniu://z0/b/k", 7)).toThrow(message);
  });

  it("stays in the bucket's domain, whatever the key", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 30 }).filter((key) => !/[?#]/.test(key));
    fc.assert(
      fc.property(text, (key) => {
        let url: URL;
        try {
          url = qiniu.urlOf(`qiniu://z1/bucket/${key}`, 7);
        } catch {
          return;
        }
        expect(url.origin).toBe("http://127.0.0.1:9000");
        expect(url.pathname.startsWith("/7/bucket/")).toBe(true);
        expect(decodeURIComponent(url.pathname.slice("/7/bucket/".length))).toBe(
          key.split("/").map(decodeURIComponent).join("/"),
        );
      }),
    );
  });
});

describe("the signature", () => {
  const PYTHON = `
import base64, hashlib, hmac, sys
url, key = sys.argv[1:]
text, token = url.split("&token=")
ak, sign = token.split(":")
mine = base64.urlsafe_b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()
print(ak, mine == sign)
`;

  it.each(["qiniu://z0/b/中文 a.jpg", "qiniu://z0/b/k?x=1&y=%2F|a", "qiniu://z1/b/k"])(
    "of %s is the one that others compute",
    (uri) => {
      const { href } = qiniu.urlOf(uri, 7);
      const output = execFileSync("python3", ["-c", PYTHON, href, keys.secretKey], { encoding: "utf8" });
      expect(output.trim()).toBe("AK-of-a-test True");
    },
  );

  it("covers an hour from now, and is the documented one to the letter", () => {
    vi.useFakeTimers({ now: new Date("2016-03-20T12:00:00Z") });
    try {
      // Computed with openssl: printf %s URL | openssl dgst -sha1 -hmac SK-of-a-test -binary | base64 | tr +/ -_
      expect(qiniu.urlOf("qiniu://z1/photos/a.jpg", undefined).href).toBe(SIGNED);
    } finally {
      vi.useRealTimers();
    }
  });
});

const SIGNED = "https://photos.example.com/a.jpg?e=1458478800&token=AK-of-a-test:8lbyC81nrhMLLO5TDIaXREo8Vmo=";

describe("the keys", () => {
  it("come from the environment, both or none", () => {
    const env = { QINIU_ACCESS_KEY: "a", QINIU_SECRET_KEY: "s" };
    expect(qiniuKeys(env)).toEqual({ accessKey: "a", secretKey: "s" });
    expect(qiniuKeys({})).toBeUndefined();
    expect(qiniuKeys({ ...env, QINIU_SECRET_KEY: "" })).toBeUndefined();
    expect(qiniuKeys({ QINIU_ACCESS_KEY: "a" })).toBeUndefined();
  });
});

it("knows its scheme in any case, and the user part", () => {
  expect(["qiniu://z0/b/k", "QINIU://", "Qiniu:///b/k"].map(isQiniu)).toEqual([true, true, true]);
  expect([" qiniu://z0/b/k", "qiniu:/z0", "qiniux://z0/b/k", "http://qiniu://"].map(isQiniu)).toEqual(
    Array(4).fill(false),
  );
  expect(["qiniu://7@z0/b/k", "qiniu://z0/b/k", "qiniu://x@z0/b/k", "qiniu://-1@z0/b/k"].map(userOf)).toEqual([
    7,
    undefined,
    undefined,
    undefined,
  ]);
});

describe("uris.qiniu", () => {
  it.each([
    [{ z0: "https://photos.example.com" }, 'must hold {bucket}, or be named "z0/<bucket>"'],
    [{ z0: "photos.example.com/{bucket}" }, "must be an http or https URL"],
    [{ z0: "file:///{bucket}" }, "must be an http or https URL"],
    [{ z0: "https://{bucket}/?x=1" }, "must be an http or https URL"],
    [{ z0: "https://{bucket}:port/" }, "must be an http or https URL"],
    [{ "z0/b": "" }, "must be an http or https URL"],
  ])("refuses %j with one line", (given, message) => {
    expect(() => new Qiniu(given, keys)).toThrow(
      expect.objectContaining({
        name: "SettingsError",
        message: expect.stringContaining(`uris.qiniu: "${Object.keys(given)[0]}" ${message}`),
      }),
    );
  });
});
