import { createHash, createHmac } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HostConfig } from "../../src/config.ts";
import type { Bytes } from "../../src/contract/bytes.ts";
import { joined, lengthOf } from "../../src/contract/bytes.ts";
import { validated } from "../../src/contract/settings.ts";
import type { Lookup } from "../../src/media/network-guard.ts";
import { UriResolver } from "../../src/media/resolve.ts";
import { SharedFetches } from "../../src/media/shared-fetches.ts";
import { dataUri, until } from "../support/host.ts";
import type { Origin } from "../support/origin.ts";
import { startOrigin } from "../support/origin.ts";

const keys = { accessKey: "AK", secretKey: "SK" };
const LIMITS = { maxBytes: 1000, timeoutMs: 10_000 };

let origin: Origin;
let answer: RequestListener;
let folder: string;
beforeEach(async () => {
  answer = (_request, response) => response.end("bytes");
  origin = await startOrigin((request, response) => answer(request, response));
  folder = await mkdtemp(join(tmpdir(), "resolve-"));
});
afterEach(async () => {
  await until(() => origin.open.size === 0, 2000);
  await origin.close();
  await rm(folder, { recursive: true });
});

/** A resolver that may fetch from the origin. */
function resolver(uris: Record<string, unknown> = {}, lookup?: Lookup): UriResolver {
  const { uris: settings } = validated(HostConfig, { uris: { allow: ["127.0.0.1"], ...uris } }, "a test");
  return new UriResolver(settings, keys, lookup);
}

const text = async (bytes: Promise<Bytes>) => joined(await bytes).toString();

describe("resolve", () => {
  it("gives the bytes behind each scheme", async () => {
    await writeFile(join(folder, "a.txt"), "of a file");
    const uris = resolver({ file_root: folder, qiniu: { z0: `${origin.url}/{bucket}` } });
    expect(await text(uris.resolve(`${origin.url}/a`, LIMITS))).toBe("bytes");
    expect(await text(uris.resolve("qiniu://z0/b/k", LIMITS))).toBe("bytes");
    expect(await text(uris.resolve(dataUri("of data"), LIMITS))).toBe("of data");
    expect(await text(uris.resolve(`file://${folder}/a.txt`, LIMITS))).toBe("of a file");
  });

  it.each([
    "",
    "x",
    "/etc/passwd",
    "ftp://x/y",
    "sts://127.0.0.1:15555/v1/file/x",
    "file:///etc/passwd",
    "HTTP://127.0.0.1/",
    "HTTPS://127.0.0.1/",
    " http://127.0.0.1/",
    "http:/127.0.0.1",
    "http:127.0.0.1",
    "//127.0.0.1/",
    "blob:http://127.0.0.1/",
    "data:",
    "data:,hello",
    "data:image/png;base64,AAAA",
    "data:application/octet-stream,AAAA",
    "DATA:application/octet-stream;base64,AAAA",
    "data:application/octet-stream;BASE64,AAAA",
    "FILE:///etc/passwd",
    "qiniu:/z0/b/k",
  ])("calls %j bad, as check does", async (uri) => {
    const bad = expect.objectContaining({ name: "BridgeError", kind: "bad_request", message: "bad uri" });
    await expect(resolver().resolve(uri, LIMITS)).rejects.toEqual(bad);
    expect(() => resolver().check(uri)).toThrow(bad);
    expect(origin.connections()).toBe(0);
  });

  it("checks without fetching", () => {
    const uris = resolver();
    for (const uri of [`${origin.url}/`, "https://x/", "http://", "QINIU://x", dataUri("x")]) uris.check(uri);
    expect(origin.connections()).toBe(0);
  });

  it.each([
    ["http://", "http://: Invalid URL"],
    ["http://[::1", "http://[::1: Invalid URL"],
    ["http://user:secret@127.0.0.2/p?token=secret#part", "http://127.0.0.2/p: 127.0.0.2 is not a public address"],
    ["http://127.0.0.1:1/", "http://127.0.0.1:1/: connect ECONNREFUSED"],
    ["qiniu://z9/b/k?x=secret", 'qiniu://z9/b/k: uris.qiniu has no zone "z9"'],
    ["qiniu://z0/b", "qiniu://z0/b: is not qiniu://"],
    [`http://127.0.0.1:1/${"a".repeat(1000)}`, /^http:\/\/127\.0\.0\.1:1\/a{281}: connect/],
  ])("fails for %s with one message for the client, and the reason for the log", async (uri, reason) => {
    const failed: unknown = await resolver()
      .resolve(uri, LIMITS)
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "BridgeError", kind: "fetch_failed", message: "fetch uri failed" });
    const { cause } = failed as Error;
    expect((cause as Error).message).toMatch(reason instanceof RegExp ? reason : new RegExp(`^${escaped(reason)}`));
    expect((cause as Error).message).not.toContain("secret");
  });

  it("tells why when every address of a name refuses", async () => {
    const lookup: Lookup = (_name, _options, callback) =>
      callback(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "127.0.0.2", family: 4 },
      ]);
    const failed = resolver({ allow: ["127.0.0.0/8"] }, lookup).resolve("http://two.test:1/", LIMITS);
    await expect(failed).rejects.toMatchObject({ cause: { message: "http://two.test:1/: ECONNREFUSED" } });
  });

  it("takes a body of the limit, and no byte more, told or untold", async () => {
    const sized = (bytes: number, known: boolean): RequestListener => {
      return (_request, response) => {
        if (known) response.setHeader("Content-Length", bytes);
        else response.write("");
        response.end(Buffer.alloc(bytes));
      };
    };
    for (const known of [true, false]) {
      answer = sized(1000, known);
      expect(lengthOf(await resolver().resolve(origin.url, LIMITS))).toBe(1000);
      answer = sized(1001, known);
      const message = "the bytes behind the uri are more than 1000";
      await expect(resolver().resolve(origin.url, LIMITS)).rejects.toMatchObject({ kind: "too_large", message });
    }
    await writeFile(join(folder, "large"), Buffer.alloc(1001));
    const file = resolver({ file_root: folder }).resolve(`file://${folder}/large`, LIMITS);
    await expect(file).rejects.toMatchObject({ kind: "too_large" });
  });

  it("reads no further than the limit from a body without end", async () => {
    answer = (_request, response) => {
      const pump = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pump);
      pump();
    };
    const started = performance.now();
    await expect(resolver().resolve(origin.url, LIMITS)).rejects.toMatchObject({ kind: "too_large" });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it.each([
    ["the request's time", 200, 10_000],
    ["uris.timeout_ms", 10_000, 200],
  ])("ends after %s, whichever is shorter", async (_name, timeoutMs, timeout_ms) => {
    answer = () => undefined;
    const started = performance.now();
    const failed = resolver({ timeout_ms }).resolve(origin.url, { ...LIMITS, timeoutMs });
    await expect(failed).rejects.toMatchObject({ kind: "fetch_failed", cause: { message: /: not within 200 ms$/ } });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it.each([0, -5])("fails at once when %i ms are left", async (timeoutMs) => {
    answer = () => undefined;
    const failed = resolver().resolve(origin.url, { ...LIMITS, timeoutMs });
    await expect(failed).rejects.toMatchObject({ kind: "fetch_failed" });
  });

  it("ends with its signal", async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const failed = resolver().resolve(origin.url, { ...LIMITS, signal: stop.signal });
    await until(() => origin.open.size === 1);
    stop.abort(new Error("another failed"));
    await expect(failed).rejects.toMatchObject({ kind: "fetch_failed", cause: { message: /: another failed$/ } });
    const late = resolver().resolve(origin.url, { ...LIMITS, signal: stop.signal });
    await expect(late).rejects.toMatchObject({ cause: { message: /: another failed$/ } });
    expect(origin.connections()).toBe(1);
  });

  it("fetches uris.concurrency at a time, and waiting costs time too", async () => {
    let running = 0;
    let most = 0;
    answer = (_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end("late");
      }, 100);
    };
    const uris = resolver({ concurrency: 2 });
    const patient = Array.from({ length: 4 }, () => uris.resolve(origin.url, LIMITS));
    const impatient = uris.resolve(origin.url, { ...LIMITS, timeoutMs: 50 });
    await expect(impatient).rejects.toMatchObject({ kind: "fetch_failed" });
    expect(await Promise.all(patient.map(text))).toEqual(Array(4).fill("late"));
    expect([most, origin.connections()]).toEqual([2, 4]);
  });

  it("fetches once what a batch shares, though one of it has no time", async () => {
    answer = (_request, response) => setTimeout(() => response.end("late"), 150);
    const uri = `${origin.url}/shared`;
    const shared = new SharedFetches([{ uri }, { uri }, { uri }], 1000);
    const uris = resolver();
    const patient = [1, 2].map(() => uris.resolve(uri, { ...LIMITS, shared }));
    const impatient = uris.resolve(uri, { ...LIMITS, timeoutMs: 50, shared });
    await expect(impatient).rejects.toMatchObject({ kind: "fetch_failed", cause: { message: /: not within 50 ms$/ } });
    expect(await Promise.all(patient.map(text))).toEqual(["late", "late"]);
    expect(origin.connections()).toBe(1);
  });

  it("takes any base64 data URI when uris.data says so", async () => {
    const uris = resolver({ data: "any" });
    expect(await text(uris.resolve("data:image/png;base64,aGVsbG8=", LIMITS))).toBe("hello");
    expect(await text(uris.resolve("data:text/plain;charset=utf-8;base64,aGVsbG8=", LIMITS))).toBe("hello");
    expect(await text(uris.resolve("data:;base64,", LIMITS))).toBe("");
    await expect(uris.resolve("data:image/png;base64,aGVsbG8", LIMITS)).rejects.toThrow("bad data uri");
    await expect(uris.resolve("data:text/plain,hello", LIMITS)).rejects.toThrow("bad uri");
    await expect(uris.resolve("DATA:image/png;base64,aGVsbG8=", LIMITS)).rejects.toThrow("bad uri");
  });
});

describe("qiniu://", () => {
  /** A store as Qiniu's: private, so that a request without its owner's signature gets 401. */
  const store: RequestListener = (request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    const [signedPart = "", token = ""] = url.split("&token=");
    const { searchParams } = new URL(url);
    const [accessKey, signature] = token.split(":");
    const expected = createHmac("sha1", "SK")
      .update(signedPart)
      .digest("base64")
      .replace(/\+/g, "-")
      .replace(/\//g, "_");
    const inTime = Number(searchParams.get("e")) > Date.now() / 1000;
    if (accessKey !== "AK" || signature !== expected || !inTime) response.writeHead(401).end();
    else response.end(decodeURIComponent(request.url?.split(/[?&]e=/)[0] ?? ""));
  };

  it("is fetched with a signature that the store accepts", async () => {
    answer = store;
    const uris = resolver({ qiniu: { z0: `${origin.url}/{uid}/{bucket}`, "z0/photos": `${origin.url}/of-photos/` } });
    const fetched = (uri: string) => text(uris.resolve(uri, { ...LIMITS, uid: 7 }));
    expect(await fetched("qiniu://z0/b/k")).toBe("/7/b/k");
    expect(await fetched("QINIU://55@z0/bucket/k%20y/sub?x=1")).toBe("/7/bucket/k y/sub?x=1");
    expect(await fetched("qiniu://z0/b/中文 a.jpg")).toBe("/7/b/中文 a.jpg");
    expect(await fetched("qiniu://z0/photos/a+b&c.jpg")).toBe("/of-photos/a+b&c.jpg");
  });

  it("fails with another secret", async () => {
    answer = store;
    const { uris } = validated(HostConfig, { uris: { allow: ["127.0.0.1"], qiniu: { "z0/b": origin.url } } }, "a test");
    const wrong = new UriResolver(uris, { accessKey: "AK", secretKey: "another" });
    const failed = wrong.resolve("qiniu://z0/b/k", LIMITS);
    await expect(failed).rejects.toMatchObject({
      kind: "fetch_failed",
      cause: { message: "qiniu://z0/b/k: status 401" },
    });
  });

  it("is under the guard as everything else", async () => {
    const failed = resolver({ allow: [], qiniu: { "z0/b": origin.url } }).resolve("qiniu://z0/b/k", LIMITS);
    await expect(failed).rejects.toMatchObject({ cause: { message: /127\.0\.0\.1 is not a public address/ } });
    expect(origin.connections()).toBe(0);
  });
});

describe("download", () => {
  it("writes a file, larger than what a request may be", async () => {
    const large = Buffer.alloc(3_000_000, "model");
    answer = (_request, response) => response.end(large);
    const path = join(folder, "model");
    await resolver({ timeout_ms: 1 }).download(origin.url, path, { maxBytes: 3_000_000, timeoutMs: 5000 });
    const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(sha(await readFile(path))).toBe(sha(large));
  });

  it("lets the user part of an operator's URI stand", async () => {
    answer = (request, response) => response.end(request.url?.split("?")[0]);
    const uris = resolver({ qiniu: { z0: `${origin.url}/{uid}/{bucket}` } });
    await uris.download("qiniu://55@z0/b/k", join(folder, "a"), LIMITS);
    expect(await readFile(join(folder, "a"), "utf8")).toBe("/55/b/k");
    await uris.download(dataUri("of data"), join(folder, "b"), LIMITS);
    expect(await readFile(join(folder, "b"), "utf8")).toBe("of data");
  });

  it("leaves no file behind when it fails, and none of another's is touched", async () => {
    const path = join(folder, "model");
    const uris = resolver();
    answer = (_request, response) => response.end(Buffer.alloc(1001));
    await expect(uris.download(origin.url, path, LIMITS)).rejects.toMatchObject({ kind: "too_large" });
    answer = (_request, response) => {
      response.writeHead(200, { "Content-Length": 100 }).write("short");
      setTimeout(() => response.destroy(), 20);
    };
    await expect(uris.download(origin.url, path, LIMITS)).rejects.toMatchObject({ kind: "fetch_failed" });
    answer = (_request, response) => void response.writeHead(200).write("beginning");
    const slow = uris.download(origin.url, path, { ...LIMITS, timeoutMs: 200 });
    await expect(slow).rejects.toMatchObject({ kind: "fetch_failed", cause: { message: /: not within 200 ms$/ } });
    await expect(uris.download("ftp://x/y", path, LIMITS)).rejects.toMatchObject({ message: "bad uri" });
    expect(await readdir(folder)).toEqual([]);
    await writeFile(path, "another's");
    await expect(uris.download(origin.url, path, LIMITS)).rejects.toMatchObject({ cause: { message: /EEXIST/ } });
    expect(await readFile(path, "utf8")).toBe("another's");
  });

  it("leaves no file open when there is nothing to be fetched", async () => {
    const open = async () => (await readdir("/proc/self/fd")).length;
    const before = await open();
    for (const name of ["a", "b", "c"]) {
      await expect(resolver().download("qiniu://unknown/b/k", join(folder, name), LIMITS)).rejects.toThrow();
    }
    expect(await open()).toBeLessThan(before + 3);
    expect(await readdir(folder)).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
