import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { PayloadStore } from "../../src/media/payload.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost, until } from "../support/host.ts";
import type { Origin } from "../support/origin.ts";
import { startOrigin } from "../support/origin.ts";

const RELEASES = {
  "echo/v1": { fixture: "native/echo/1" },
  "hasty/v1": { fixture: "native/echo/1", settings: { timeout_ms: 400 } },
};

let host: TestHost;
let payloadDir: string;
let origin: Origin;
let answer: RequestListener;
const asked: string[] = [];

beforeAll(async () => {
  origin = await startOrigin((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  payloadDir = await mkdtemp(join(tmpdir(), "payloads-"));
  host = await startHost(RELEASES, { uris: { allow: ["127.0.0.1"] }, payload_dir: payloadDir });
});
beforeEach(() => {
  answer = (request, response) => response.end(`behind ${request.url}`);
  asked.length = 0;
});
afterEach(() => until(() => origin.open.size === 0, 2000));
afterAll(async () => {
  await host.close();
  await origin.close();
  await rm(payloadDir, { recursive: true });
});

/** Large inputs that wait for a worker. */
async function payloads(): Promise<string[]> {
  const names = await readdir(payloadDir, { recursive: true });
  return names.filter((name) => basename(name).startsWith("in-"));
}

const uri = (path: string) => ({ uri: origin.url + path });

async function ask(data: unknown, app = "echo"): Promise<[number, unknown]> {
  const response = await host.post(`/v1/eval/${app}`, { data });
  return [response.status, await response.json()];
}

const FAILED = [424, { error: "fetch uri failed" }] as const;
const BAD = [400, { error: "bad uri" }] as const;

describe("a single", () => {
  it("gets 424 inside its time from a server that never answers", async () => {
    answer = () => undefined;
    const started = performance.now();
    expect(await ask(uri("/"), "hasty")).toEqual(FAILED);
    expect(performance.now() - started).toBeLessThan(3000);
    await until(() => origin.open.size === 0, 2000);
  });

  it("that fails stands in the log with its reason and X-Reqid, and without what is secret", async () => {
    answer = (_request, response) => response.writeHead(503).end();
    const secret = origin.url.replace("//", "//user:hidden@");
    const body = { data: { uri: `${secret}/path?token=hidden` } };
    const response = await host.post("/v1/eval/echo", body, { "X-Reqid": "fails-1" });
    expect(response.status).toBe(424);
    const [line] = host.log.filter(({ reqid }) => reqid === "fails-1");
    expect(line).toMatchObject({
      msg: "fetch uri failed",
      reason: `${origin.url}/path: status 503`,
    });
    await host.post("/v1/eval/echo", { data: { uri: "http://user:hidden@[bad/?token=hidden" } });
    expect(host.log.at(-1)).toMatchObject({ reason: "http://[bad/: Invalid URL" });
    expect(JSON.stringify(host.log)).not.toContain("hidden");
  });
});

describe("a group", () => {
  it("is fetched five at a time, and keeps its order", async () => {
    let running = 0;
    let most = 0;
    answer = (request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(
        () => {
          running -= 1;
          response.end(`behind ${request.url}`);
        },
        request.url === "/0" ? 150 : 30,
      );
    };
    const paths = Array.from({ length: 12 }, (_, index) => `/${index}`);
    const [status, body] = await ask(paths.map(uri));
    expect(status).toBe(200);
    expect(body).toMatchObject({ result: { inputs: paths.map((path) => ({ text: `behind ${path}` })) } });
    expect([most, asked.length]).toEqual([5, 12]);
  });

  it("says bad uri of a later item before anything is fetched", async () => {
    expect(await ask([uri("/404"), { uri: "ftp://x" }])).toEqual(BAD);
    expect(await ask([uri("/404"), ...Array(8).fill({ uri: dataUri("x") }), { uri: "file:///etc/passwd" }])).toEqual(
      BAD,
    );
    expect(asked).toEqual([]);
  });

  it("fails with its first failure, and ends what else is being fetched", async () => {
    answer = (request, response) => {
      if (request.url === "/broken") setTimeout(() => response.writeHead(404).end(), 50);
    };
    const started = performance.now();
    expect(await ask(["/slow", "/slow", "/broken", "/slow", "/slow", "/later", "/later"].map(uri))).toEqual(FAILED);
    expect(performance.now() - started).toBeLessThan(4000);
    await until(() => origin.open.size === 0, 2000);
    // What is named twice is fetched once, and what comes after the failure never.
    expect(asked.sort()).toEqual(["/broken", "/slow"]);
  });

  it("leaves no payload file behind when it fails", async () => {
    let fail: () => void = () => undefined;
    answer = (request, response) => {
      if (request.url === "/large") response.end(Buffer.alloc(PayloadStore.INLINE_LIMIT + 1));
      else fail = () => void response.writeHead(404).end();
    };
    const answered = ask([uri("/large"), uri("/broken")]);
    await until(async () => (await payloads()).length === 1);
    fail();
    expect(await answered).toEqual(FAILED);
    await until(async () => (await payloads()).length === 0);
  });
});

describe("a batch", () => {
  const element = (data: unknown, app = "echo") => ({ op: `/v1/eval/${app}`, data });

  it("fetches once what several of its elements name, in singles and groups", async () => {
    answer = (request, response) => setTimeout(() => response.end(`behind ${request.url}`), 30);
    const response = await host.post("/v1/batch", [
      element(uri("/a")),
      element([uri("/b"), uri("/a")]),
      element(uri("/a")),
      element({ uri: dataUri("data") }),
    ]);
    const texts = ((await response.json()) as { result: { inputs: { text: string }[] } }[]).map(({ result }) =>
      result.inputs.map(({ text }) => text),
    );
    expect(texts).toEqual([["behind /a"], ["behind /b", "behind /a"], ["behind /a"], ["data"]]);
    expect(asked.sort()).toEqual(["/a", "/b"]);
  });

  it("lets no element suffer from another that shares its URI", async () => {
    answer = (request, response) => {
      if (request.url === "/broken") response.writeHead(404).end();
      else setTimeout(() => response.end("late"), 700);
    };
    const response = await host.post("/v1/batch", [
      element(uri("/shared"), "hasty"),
      element([uri("/broken"), uri("/shared")]),
      element(uri("/shared")),
    ]);
    const late = { code: 0, result: { inputs: [{ text: "late" }] } };
    // A batch has the time of its most patient release.
    expect(await response.json()).toMatchObject([late, { code: 424, message: "fetch uri failed" }, late]);
    expect(asked.sort()).toEqual(["/broken", "/shared"]);
  });

  it("shares nothing with the next one", async () => {
    for (const turn of [1, 2]) {
      await host.post("/v1/batch", [element(uri("/a")), element(uri("/a"))]);
      expect(asked).toHaveLength(turn);
    }
  });
});

describe("a batch of more bytes than limits.fetched_bytes", () => {
  const TOO_LARGE = "the bytes behind the uris of a request are more than 24000000";
  const codes = (elements: unknown) => (elements as { code: number }[]).map(({ code }) => code).sort();
  let small: TestHost;
  beforeAll(async () => {
    const config = { limits: { fetched_bytes: 24_000_000 }, uris: { allow: ["127.0.0.1"] }, payload_dir: payloadDir };
    small = await startHost(RELEASES, config);
  });
  afterAll(() => small.close());

  it.each([
    ["that differ", (index: number) => uri(`/${index}`)],
    ["that are the same", () => uri("/same")],
  ])("is refused what comes too late, by URIs %s", async (_, data) => {
    answer = (_request, response) => response.end(Buffer.alloc(9_000_000));
    const elements = Array.from({ length: 4 }, (_, index) => ({ op: "/v1/eval/echo", data: data(index) }));
    const response = await small.post("/v1/batch", elements);
    const answers: unknown = await response.json();
    expect([response.status, ...codes(answers).slice(2)]).toEqual([200, 413, 413]);
    expect(answers).toContainEqual({ code: 413, message: TOO_LARGE });
    await until(async () => (await payloads()).length === 0);
  });

  it("is a group too, and fails as a whole", async () => {
    answer = (_request, response) => response.end(Buffer.alloc(9_000_000));
    const response = await small.post("/v1/eval/echo", { data: [uri("/a"), uri("/a"), uri("/b")] });
    expect([response.status, await response.json()]).toEqual([413, { error: TOO_LARGE }]);
    await until(async () => (await payloads()).length === 0);
  });
});

describe("without a word in the configuration", () => {
  let strict: TestHost;
  beforeAll(async () => {
    strict = await startHost({ "echo/v1": { fixture: "native/echo/1" } });
  });
  afterAll(() => strict.close());

  it.each(["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"])(
    "%s is refused as any other failure",
    async (name) => {
      const data = { uri: `http://${name}:${origin.port}/` };
      const response = await strict.post("/v1/eval/echo", { data }, { "X-Reqid": name.replaceAll(/[[\]]/g, "") });
      expect([response.status, await response.json()]).toEqual(FAILED);
      expect(asked).toEqual([]);
      const reason = expect.stringContaining("is not a public address and not in uris.allow");
      expect(strict.log.at(-1)).toMatchObject({ msg: "fetch uri failed", reason });
    },
  );

  it("so are qiniu://, whose zone nobody knows, and files", async () => {
    const status = async (uri: string) => (await strict.post("/v1/eval/echo", { data: { uri } })).status;
    expect(await status("QINIU://z0/bucket/key")).toBe(424);
    expect(await status("file:///etc/hostname")).toBe(400);
  });
});

describe("qiniu:// of a known caller", () => {
  it("is fetched as that caller's, whoever the URI names", async () => {
    vi.stubEnv("QINIU_ACCESS_KEY", "AK");
    vi.stubEnv("QINIU_SECRET_KEY", "SK");
    const known = await startHost(RELEASES, {
      auth: ["qiniu_stub"],
      access: { public: true },
      uris: { allow: ["127.0.0.1"], qiniu: { z0: `${origin.url}/{uid}/{bucket}` } },
    });
    vi.unstubAllEnvs();
    answer = (request, response) => response.end(request.url?.split("?")[0]);
    const data = { uri: "QINIU://55@z0/photos/中文 a.jpg" };
    const headers = { Authorization: "QiniuStub uid=7&ut=4" };
    const single = await known.post("/v1/eval/echo", { data }, headers);
    const text = "/7/photos/%E4%B8%AD%E6%96%87%20a.jpg";
    expect(await single.json()).toMatchObject({ result: { inputs: [{ text }] } });
    const batch = await known.post("/v1/batch", [{ op: "/v1/eval/echo", data }], headers);
    expect(await batch.json()).toMatchObject([{ result: { inputs: [{ text }] } }]);
    await known.close();
  });
});

it("a setting that cannot be used stops the start, before anything is opened", async () => {
  const start = (uris: unknown) => startHost(RELEASES, { uris });
  await expect(start({ allow: ["10.0.0.0/99"] })).rejects.toThrow('uris.allow: "10.0.0.0/99" is neither');
  await expect(start({ qiniu: { z0: "x" } })).rejects.toThrow('uris.qiniu: "z0" must be an http or https URL');
});
