import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Fetcher } from "../../src/media/fetch.ts";
import { NetworkGuard } from "../../src/media/network-guard.ts";
import { until } from "../support/host.ts";
import type { Origin } from "../support/origin.ts";
import { startDns, startOrigin, startTcp } from "../support/origin.ts";

const LOOPBACK = new NetworkGuard(["127.0.0.1"]);

let origin: Origin;
/** Whatever a test did, its server holds no connection when it is over. */
afterEach(async () => {
  await until(() => origin.open.size === 0, 2000);
  await origin.close();
});

interface Options {
  readonly guard?: NetworkGuard;
  readonly redirects?: number;
  readonly ms?: number;
}

async function fetchBytes(uri: string, { guard = LOOPBACK, redirects = 3, ms = 3000 }: Options = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const stream = new Fetcher(guard, redirects).stream(new URL(uri), AbortSignal.timeout(ms));
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Fetches `/` of an origin that answers with `listener`. */
async function fetchFrom(listener: RequestListener, options?: Options): Promise<Buffer> {
  origin = await startOrigin(listener);
  return fetchBytes(`${origin.url}/`, options);
}

/** Fetches from a server that has a connection do as it likes. */
async function fetchRaw(onConnection: (socket: Socket) => void, scheme = "http", ms = 3000): Promise<Buffer> {
  origin = await startTcp(onConnection);
  return fetchBytes(`${scheme}://127.0.0.1:${origin.port}/`, { ms });
}

describe("an answer", () => {
  it.each([
    ["with a length", (response: ServerResponse) => void response.setHeader("Content-Length", 5).end("bytes"), "bytes"],
    ["in chunks", (response: ServerResponse) => Readable.from(["by", "tes"]).pipe(response), "bytes"],
    ["without content", (response: ServerResponse) => void response.writeHead(204).end(), ""],
    ["of a part", (response: ServerResponse) => void response.writeHead(206).end("part"), "part"],
    ["of nothing", (response: ServerResponse) => void response.end(), ""],
  ])("%s is good", async (_name, answer, expected) => {
    expect((await fetchFrom((_request, response) => answer(response))).toString()).toBe(expected);
  });

  it("ends with its connection where it has no length", async () => {
    const bytes = await fetchRaw((socket) => socket.end("HTTP/1.0 200 OK\r\n\r\nall of it"));
    expect(bytes.toString()).toBe("all of it");
  });

  it("is not decoded", async () => {
    const zipped = gzipSync("picture");
    let asked: IncomingMessage["headers"] = {};
    const bytes = await fetchFrom((request, response) => {
      asked = request.headers;
      response.setHeader("Content-Encoding", "gzip").end(zipped);
    });
    expect(bytes).toEqual(zipped);
    expect(asked).toMatchObject({ "user-agent": "evalbridge", connection: "close", host: `127.0.0.1:${origin.port}` });
    expect(asked).not.toHaveProperty("accept-encoding");
    expect(asked).not.toHaveProperty("authorization");
  });

  it.each([199, 304, 400, 403, 404, 500, 503])("of status %i is none", async (status) => {
    const answer = (socket: Socket) => {
      socket.once("data", () => socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
    };
    await expect(fetchRaw(answer)).rejects.toThrow(status === 199 ? "socket hang up" : `status ${status}`);
  });

  it("hears the query, and no fragment", async () => {
    origin = await startOrigin((request, response) => response.end(request.url));
    const bytes = await fetchBytes(`${origin.url}/a%20b/c?x=1&y=%2F#part`);
    expect(bytes.toString()).toBe("/a%20b/c?x=1&y=%2F");
  });

  it("is asked for with the URI's own user and password", async () => {
    origin = await startOrigin((request, response) => response.end(request.headers.authorization));
    const bytes = await fetchBytes(`http://us%65r:p%40ss@127.0.0.1:${origin.port}/`);
    expect(bytes.toString()).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
  });
});

describe("a server that misbehaves", () => {
  it.each([
    ["closes before its head", (socket: Socket) => void socket.once("data", () => socket.end())],
    ["resets", (socket: Socket) => void socket.once("data", () => socket.resetAndDestroy())],
    ["cuts its body short", (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")],
    [
      "cuts a chunk short",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
    ],
    [
      "leaves out the last chunk",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"),
    ],
    ["talks another protocol", (socket: Socket) => void socket.end("220 mail ESMTP\r\n")],
    ["has a head without end", (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${"a".repeat(100_000)}`)],
    [
      "claims two lengths",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
    ],
  ])("and %s fails", async (_name, onConnection) => {
    await expect(fetchRaw(onConnection)).rejects.toThrow(/./);
  });

  const forever = (write: (socket: Socket) => void) => (socket: Socket) => {
    const timer = setInterval(() => write(socket), 20);
    socket.on("close", () => clearInterval(timer));
  };

  it.each([
    ["says nothing", "http", () => undefined],
    ["says nothing in TLS", "https", () => undefined],
    [
      "drips its head",
      "http",
      (socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\nX: ");
        forever((dripping) => dripping.write("x"))(socket);
      },
    ],
    [
      "is never done with being about to answer",
      "http",
      forever((socket) => socket.write("HTTP/1.1 102 Processing\r\n\r\n")),
    ],
    [
      "drips its body",
      "http",
      (socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        forever((dripping) => dripping.write("x"))(socket);
      },
    ],
    ["never ends its body", "http", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\nbeginning")],
    [
      "drips the body of a redirect",
      "http",
      (socket: Socket) => {
        socket.write("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 1000000\r\n\r\n");
        forever((dripping) => dripping.write("x"))(socket);
      },
    ],
  ])("and %s ends with the signal, and with it the connection", async (name, scheme, onConnection) => {
    const started = performance.now();
    const failed = name.includes("redirect") ? "more than 3 redirects" : "aborted";
    await expect(fetchRaw(onConnection, scheme, 300)).rejects.toThrow(failed);
    expect(performance.now() - started).toBeLessThan(5000);
    await until(() => origin.open.size === 0, 2000);
  });

  it("ends when nobody reads on", async () => {
    origin = await startOrigin((_request, response) => {
      const pump = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pump);
      pump();
    });
    const stream = new Fetcher(LOOPBACK, 0).stream(new URL(origin.url), AbortSignal.timeout(3000));
    for await (const chunk of stream) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await until(() => origin.open.size === 0, 2000);
  });

  it("and does not listen fails at once", async () => {
    origin = await startOrigin(() => undefined);
    const { url } = origin;
    await origin.close();
    origin = await startOrigin(() => undefined);
    await expect(fetchBytes(url)).rejects.toThrow("ECONNREFUSED");
  });

  it("and has no certificate that counts fails", async () => {
    const plain = (socket: Socket) => void socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
    await expect(fetchRaw(plain, "https")).rejects.toThrow(/SSL|TLS|wrong version/i);
  });
});

describe("a redirect", () => {
  const to =
    (target: (request: IncomingMessage) => string, status = 302): RequestListener =>
    (request, response) => {
      if (request.url === "/end") response.end("arrived");
      else response.writeHead(status, { Location: target(request) }).end("moved");
    };

  it.each([301, 302, 303, 307, 308])("by %i is followed, relative to where it stands", async (status) => {
    expect((await fetchFrom(to(() => "end", status))).toString()).toBe("arrived");
  });

  it("to itself, in a circle or too far ends", async () => {
    await expect(fetchFrom(to(() => "/"))).rejects.toThrow("more than 3 redirects");
    expect(origin.connections()).toBe(4);
    await origin.close();
    const circle = to((request) => (request.url === "/a" ? "/b" : "/a"));
    await expect(fetchFrom(circle, { redirects: 7 })).rejects.toThrow("more than 7 redirects");
    await origin.close();
    await expect(
      fetchFrom(
        to(() => "/end"),
        { redirects: 0 },
      ),
    ).rejects.toThrow("more than 0 redirects");
  });

  it.each([
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not a public address"],
    ["http://[::ffff:169.254.169.254]/", "::ffff:a9fe:a9fe is not a public address"],
    ["//10.0.0.1/", "10.0.0.1 is not a public address"],
    ["http://2130706434/", "127.0.0.2 is not a public address"],
    ["http://0x7f.2/", "127.0.0.2 is not a public address"],
    ["http://user:pass@127.0.0.2:80/", "127.0.0.2 is not a public address"],
    ["http://localhost/", /\(localhost\) is not a public address|ECONNREFUSED/],
    ["file:///etc/passwd", "a redirect to file:"],
    ["data:text/plain,hello", "a redirect to data:"],
    ["ftp://127.0.0.1/", "a redirect to ftp:"],
    ["qiniu://z0/b/k", "a redirect to qiniu:"],
    ["http://", "a redirect to nowhere"],
    ["http://[::1", "a redirect to nowhere"],
  ])("to %s goes nowhere", async (target, message) => {
    await expect(fetchFrom(to(() => target))).rejects.toThrow(message);
    expect(origin.connections()).toBe(1);
  });

  it("without a place to go is none", async () => {
    await expect(fetchFrom((_request, response) => response.writeHead(302).end())).rejects.toThrow("to nowhere");
  });

  it("carries no password to another server", async () => {
    const other = await startOrigin((request, response) => response.end(String(request.headers.authorization)));
    origin = await startOrigin((_request, response) => response.writeHead(302, { Location: other.url }).end());
    const bytes = await fetchBytes(`http://user:pass@127.0.0.1:${origin.port}/`);
    expect(bytes.toString()).toBe("undefined");
    await other.close();
  });

  it("to the same name is looked up again, and its new address is judged", async () => {
    const dns = await startDns((_name, nth) => [nth === 1 ? "127.0.0.2" : "127.0.0.1"]);
    origin = await startOrigin(() => undefined);
    const outer = await startOrigin(
      (_request, response) => response.writeHead(302, { Location: "/again" }).end(),
      "127.0.0.2",
      origin.port,
    );
    const guard = new NetworkGuard(["127.0.0.2"], dns.lookup);
    const fetching = fetchBytes(`http://rebind.test:${origin.port}/`, { guard });
    await expect(fetching).rejects.toThrow("127.0.0.1 (rebind.test) is not a public address");
    expect([outer.connections(), origin.connections(), dns.asked.length]).toEqual([1, 0, 2]);
    await outer.close();
    dns.close();
  });
});

describe("an address in whatever spelling", () => {
  it.each([
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://2130706433/",
    "http://127.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://127.0.0.1./",
    "http://①②⑦.0.0.1/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://%31%32%37.0.0.1/",
    "http://localhost/",
    "http://LocalHost./",
    "https://127.0.0.1/",
  ])("%s reaches nothing", async (uri) => {
    origin = await startOrigin((_request, response) => response.end("secret"));
    const url = new URL(uri);
    url.port = String(origin.port);
    const failed = uri.endsWith("./") ? /is not a public address|ENOTFOUND|EAI_AGAIN/ : "is not a public address";
    await expect(fetchBytes(url.href, { guard: new NetworkGuard([]) })).rejects.toThrow(failed);
    expect(origin.connections()).toBe(0);
  });
});

it("leaves no connection behind when many end at once", async () => {
  origin = await startOrigin((request, response) => {
    if (request.url === "/good") response.end("good");
  });
  const fetcher = new Fetcher(LOOPBACK, 0);
  const paths = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? "/good" : "/silent"));
  const settled = await Promise.allSettled(
    paths.map(async (path) => {
      for await (const chunk of fetcher.stream(
        new URL(origin.url + path),
        AbortSignal.timeout(path === "/good" ? 10_000 : 400),
      ))
        expect(chunk.toString()).toBe("good");
    }),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(origin.connections()).toBe(40);
  await until(() => origin.open.size === 0, 2000);
  await until(() => !process.getActiveResourcesInfo().includes("TCPSocketWrap"), 2000);
});

it("stops looking a name up when the signal comes", async () => {
  origin = await startOrigin(() => undefined);
  let asked = false;
  const guard = new NetworkGuard([], () => {
    asked = true;
  });
  const started = performance.now();
  await expect(fetchBytes("http://slow.test/", { guard, ms: 200 })).rejects.toThrow("aborted");
  expect([asked, performance.now() - started < 5000]).toEqual([true, true]);
});
