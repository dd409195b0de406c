import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HostConfig } from "../../src/config.ts";
import { validated } from "../../src/contract/settings.ts";
import { UriResolver } from "../../src/media/resolve.ts";
import { FileCache, FileError } from "../../src/releases/file-cache.ts";
import { folderWith } from "../support/folders.ts";
import type { Origin } from "../support/origin.ts";
import { startOrigin } from "../support/origin.ts";
import { tarOf } from "../support/tar.ts";

const LIMITS = { file_bytes: 100_000, file_ms: 2000, package_members: 50 };
const NEVER = new AbortController().signal;

let origin: Origin;
let answer: RequestListener;
let asked: string[];

beforeAll(async () => {
  origin = await startOrigin((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
});
beforeEach(() => {
  asked = [];
  answer = (_request, response) => response.end("weights");
});
afterAll(() => origin.close());

function resolver(allow: readonly string[] = ["127.0.0.1"]): UriResolver {
  return new UriResolver({ ...validated(HostConfig, {}, "the test").uris, allow }, undefined);
}

/** A new cache, and the means to open it again as the next host would. */
async function newCache(limits = LIMITS, allow?: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "cache-"));
  const open = () => new FileCache(folder, resolver(allow), limits);
  return { folder, cache: open(), open };
}

function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

function gone(): RequestListener {
  return (request) => request.socket.destroy();
}

describe("FileCache.fetch", () => {
  it("keeps what it fetches by content, and leaves nothing else behind", async () => {
    const { folder, cache } = await newCache();
    const { path, warning } = await cache.fetch(`${origin.url}/a.params?token=secret`, NEVER);
    expect([path, warning]).toEqual([join(folder, "files", sha256("weights")), undefined]);
    expect(await readFile(path, "utf8")).toBe("weights");
    await cache.close();
    expect(await readdir(join(folder, "scratch"))).toEqual([]);
    const [note = ""] = await readdir(join(folder, "uris"));
    expect(await readFile(join(folder, "uris", note), "utf8")).not.toContain("secret");
  });

  it("has once what several releases ask for at the same time", async () => {
    const { cache } = await newCache();
    const uri = `${origin.url}/shared`;
    const [a, b] = await Promise.all([cache.fetch(uri, NEVER), cache.fetch(uri, NEVER)]);
    expect(a).toEqual(b);
    expect(asked).toEqual(["/shared"]);
  });

  it("asks again the next time, and takes what is there then", async () => {
    const { cache, open } = await newCache();
    const uri = `${origin.url}/a`;
    await cache.fetch(uri, NEVER);
    answer = (_request, response) => response.end("better weights");
    const { path } = await open().fetch(uri, NEVER);
    expect(await readFile(path, "utf8")).toBe("better weights");
  });

  it("serves the copy of the last time when the source cannot be reached, and says so", async () => {
    const { cache, open } = await newCache();
    const uri = `${origin.url}/a?token=secret`;
    const first = await cache.fetch(uri, NEVER);
    answer = gone();
    const { path, warning } = await open().fetch(uri, NEVER);
    expect(path).toBe(first.path);
    expect(warning).toMatch(/^cannot be fetched: http:\/\/127\.0\.0\.1:\d+\/a: .*: serving the copy of 20\d\d-/);
    expect(warning).not.toContain("secret");
  });

  it("does not serve a copy that is no longer what it was", async () => {
    const { cache, open } = await newCache();
    const uri = `${origin.url}/a`;
    const { path } = await cache.fetch(uri, NEVER);
    await chmod(path, 0o644);
    await writeFile(path, "tampered");
    answer = (_request, response) => response.writeHead(404).end();
    await expect(open().fetch(uri, NEVER)).rejects.toThrow(/status 404/);
    answer = (_request, response) => response.end("weights");
    expect(await readFile((await open().fetch(uri, NEVER)).path, "utf8")).toBe("weights");
  });

  it("tries again what may pass, and gives up with the reason", async () => {
    const { cache } = await newCache();
    let failures = 1;
    answer = (request, response) => (failures-- > 0 ? request.socket.destroy() : response.end("weights"));
    expect((await cache.fetch(`${origin.url}/flaky`, NEVER)).warning).toBeUndefined();
    expect(asked).toEqual(["/flaky", "/flaky"]);
    answer = (_request, response) => response.writeHead(503).end();
    const error = await cache.fetch(`${origin.url}/down?sig=1`, NEVER).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ passing: true, message: expect.stringMatching(/\/down: status 503$/) });
    expect(asked.filter((path) => path.startsWith("/down"))).toHaveLength(3);
  });

  it("does not try again what cannot pass", async () => {
    const { cache, folder } = await newCache({ ...LIMITS, file_bytes: 5 });
    const error = await cache.fetch(`${origin.url}/large`, NEVER).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ passing: false, message: expect.stringContaining("more than 5") });
    expect(asked).toEqual(["/large"]);
    await cache.close();
    expect(await readdir(join(folder, "scratch"))).toEqual([]);
  });

  it("is under the guard: an address of an own network is refused unless it is allowed", async () => {
    const { cache } = await newCache(LIMITS, []);
    const stop = new AbortController();
    const fetching = cache.fetch(`${origin.url}/a`, stop.signal).catch((thrown: unknown) => thrown);
    setTimeout(() => stop.abort(), 200);
    await fetching;
    expect(asked).toEqual([]);
  });

  it("ends with the host", async () => {
    const { cache } = await newCache({ ...LIMITS, file_ms: 60_000 });
    const stop = new AbortController();
    answer = (_request, response) => {
      response.write("never the end");
      stop.abort();
    };
    const fetching = cache.fetch(`${origin.url}/slow`, stop.signal);
    await expect(fetching).rejects.toThrow();
    expect(asked).toEqual(["/slow"]);
  });

  it("asks once in all for what is pinned, and takes nothing else for it", async () => {
    const { cache, open } = await newCache();
    const pin = `${origin.url}/a#sha256=${sha256("weights").toUpperCase()}`;
    const { path } = await cache.fetch(pin, NEVER);
    expect(await open().fetch(pin, NEVER)).toEqual({ path });
    expect(asked).toEqual(["/a"]);
    const wrong = cache.fetch(`${origin.url}/b#sha256=${"0".repeat(64)}`, NEVER);
    await expect(wrong).rejects.toThrow(`/b holds ${sha256("weights")}, not what its #sha256= says`);
  });
});

describe("FileCache.unpack", () => {
  const archive = tarOf({ name: "./deploy.prototxt", content: "net" }, { name: "mtcnn/det1", content: "det" });

  it.each([
    ["plain", archive],
    ["gzipped", gzipSync(archive)],
  ])("gives a %s package's files by both of their names", async (_name, bytes) => {
    const { cache, folder } = await newCache();
    const path = join(await folderWith({ "model.tar": bytes }), "model.tar");
    const files = await cache.unpack(path);
    const place = join(folder, "packages", sha256(bytes), "files");
    expect(files).toEqual(
      new Map([
        ["./deploy.prototxt", join(place, "deploy.prototxt")],
        ["deploy.prototxt", join(place, "deploy.prototxt")],
        ["mtcnn/det1", join(place, "mtcnn/det1")],
      ]),
    );
    expect(await readFile(files.get("mtcnn/det1") ?? "", "utf8")).toBe("det");
  });

  it("unpacks one content once, wherever it lies and whoever asks", async () => {
    const { cache, open, folder } = await newCache();
    const dir = await folderWith({ "a/model.tar": archive, "b/model.tar": archive });
    const [a, b] = await Promise.all([cache.unpack(join(dir, "a/model.tar")), open().unpack(join(dir, "b/model.tar"))]);
    expect(a).toEqual(b);
    expect(await open().unpack(join(dir, "a/model.tar"))).toEqual(a);
    expect(await readdir(join(folder, "packages"))).toEqual([sha256(archive)]);
  });

  it.each<[string, Uint8Array, string]>([
    ["leads out", tarOf({ name: "../x", content: "x" }), '"../x" leads out of the package'],
    ["holds a link", tarOf({ name: "x", type: "2", link: "/etc/passwd" }), "is a symbolic link"],
    ["is cut short", archive.subarray(0, 600), "is cut short"],
    ["is gzipped and cut short", gzipSync(archive).subarray(0, 100), "unexpected end of file"],
    ["is gzipped and damaged", damagedGzip(archive), "incorrect data check"],
    ["is a bomb", gzipSync(Buffer.alloc(10_000_000)), "more than 100000 bytes"],
    ["is a bomb of one file", gzipSync(tarOf({ name: "a", content: Buffer.alloc(1_000_000) })), '"a" of 1000000 bytes'],
    ["is a bomb behind its end", gzipSync(Buffer.concat([archive, Buffer.alloc(1_000_000)])), "more than 100000 bytes"],
    [
      "holds too many files",
      tarOf(...Array.from({ length: 51 }, (_, i) => ({ name: `${i}` }))),
      "more than 50 members",
    ],
  ])("refuses a package that %s, naming it, and keeps nothing of it", async (_name, bytes, message) => {
    const { cache, folder } = await newCache();
    const path = join(await folderWith({ "model.tar": bytes }), "model.tar");
    const error = await cache.unpack(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ passing: false, message: expect.stringMatching(`^${path}: `) });
    expect(String(error)).toContain(message);
    await cache.close();
    expect(await readdir(folder)).toEqual(["scratch"]);
    expect(await readdir(join(folder, "scratch"))).toEqual([]);
  });

  it("says which package is not there", async () => {
    const { cache } = await newCache();
    await expect(cache.unpack("/nowhere/model.tar")).rejects.toThrow("/nowhere/model.tar: ENOENT");
  });
});

/** Its content is whole, its checksum is not. */
function damagedGzip(bytes: Uint8Array): Uint8Array {
  const zipped = gzipSync(bytes);
  return zipped.fill(0, zipped.length - 8, zipped.length - 4);
}
