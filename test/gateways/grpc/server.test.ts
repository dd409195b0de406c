import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { status } from "@grpc/grpc-js";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import type { Call } from "../../../src/gateways/grpc/method.ts";
import { duplex, unary, unimplemented } from "../../../src/gateways/grpc/method.ts";
import { GrpcServer } from "../../../src/gateways/grpc/server.ts";
import { StatusError } from "../../../src/gateways/grpc/status.ts";
import { taichu_infer } from "../../../src/protos/taichu-messages.js";
import { encoded, TaichuClient } from "../../support/grpc.ts";

type Request = taichu_infer.IModelInferRequest;
const { ModelInferRequest, ModelInferResponse } = taichu_infer;

/** A promise and what settles it. */
function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Answers {
  infer?(request: Request, call: Call): Promise<Request>;
  stream?(requests: AsyncIterable<Request>, send: (message: Request) => Promise<void>, call: Call): Promise<void>;
  /** What all requests may hold together (bytes). */
  limit?: number;
}

const echo = (request: Request) => Promise.resolve({ id: request.id ?? "" });
const echoAll = async (requests: AsyncIterable<Request>, send: (message: Request) => Promise<void>) => {
  for await (const request of requests) await send({ id: request.id ?? "" });
};

/** A server of a service of the test's, and a client of it. */
async function start({ infer = echo, stream = echoAll, limit = 2 ** 30 }: Answers) {
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
  const methods = {
    ModelInfer: unary(ModelInferRequest, ModelInferResponse, infer),
    ModelStreamInfer: duplex(ModelInferRequest, ModelInferResponse, stream),
    ModelReady: unimplemented(),
  };
  const room = { held: { bytes: 0 }, limit };
  const server = new GrpcServer([{ name: "taichu_infer.GRPCInferenceService", methods }], room, log);
  const address = await server.listen("127.0.0.1", 0);
  const port = Number(address.split(":").at(-1));
  const client = new TaichuClient(address);
  closing.push(() => server.close(0));
  closing.push(() => client.close());
  return { server, address, port, client, logged, held: room.held };
}

describe("single calls", () => {
  it("are answered, on as many ports as wanted", async () => {
    const { client, server } = await start({});
    expect(await client.call("ModelInfer", { id: "a" })).toEqual({ status: "OK", details: "", message: { id: "a" } });
    const other = new TaichuClient(await server.listen("127.0.0.1", 0));
    closing.push(() => other.close());
    expect(await other.call("ModelInfer", { id: "b" })).toMatchObject({ message: { id: "b" } });
  });

  it.each([
    ["a plain text", "boom", "boom"],
    ["nothing", "", ""],
    ["more than ASCII, line ends and percents", "中文\n100 % é", "中文\n100 % é"],
    ["half a character", "a\ud800b", "a\ufffdb"],
    ["more than a header holds", "x".repeat(10_000), `${"x".repeat(2048)}...`],
    ["more than a header holds, cut within a character", "中".repeat(5000), `${"中".repeat(682)}...`],
  ])("fail with a status and its text: %s", async (_name, text, details) => {
    const { client } = await start({ infer: () => Promise.reject(new StatusError(status.NOT_FOUND, text)) });
    expect(await client.call("ModelInfer", {})).toEqual({ status: "NOT_FOUND", details });
  });

  it("mask what is not known, and log it", async () => {
    const { client, logged } = await start({ infer: () => Promise.reject(new Error("/secret/path")) });
    expect(await client.call("ModelInfer", {})).toEqual({ status: "INTERNAL", details: "internal error" });
    expect(logged.join("")).toContain("/secret/path");
  });

  it("that are not there are UNIMPLEMENTED", async () => {
    const { client } = await start({});
    const empty = new Uint8Array();
    expect(await client.callBytes("ModelReady", empty)).toEqual({
      status: "UNIMPLEMENTED",
      details: "Method not implemented!",
    });
    expect(await client.callBytes("Nope", empty)).toMatchObject({ status: "UNIMPLEMENTED" });
    expect(await client.callBytes("/inference.GRPCInferenceService/ModelInfer", empty)).toMatchObject({
      status: "UNIMPLEMENTED",
    });
  });

  it.each(["CANCELLED", "DEADLINE_EXCEEDED"])("tell their method when nobody waits any more: %s", async (reason) => {
    const gone = deferred<void>();
    const cancel = new AbortController();
    const { client } = await start({
      infer: (_request, { signal }) => {
        signal.addEventListener("abort", () => gone.resolve());
        if (reason === "CANCELLED") cancel.abort();
        return new Promise(() => undefined);
      },
    });
    const options = reason === "CANCELLED" ? { signal: cancel.signal } : { timeoutMs: 100 };
    expect(await client.call("ModelInfer", {}, options)).toMatchObject({ status: reason });
    await gone.promise;
  });

  it("take messages up to 50 MiB", async () => {
    const { client } = await start({ infer: (request) => Promise.resolve({ id: String(request.id?.length) }) });
    const overhead = 5;
    const most = 50 * 1024 * 1024 - overhead;
    expect(await client.call("ModelInfer", { id: "x".repeat(most) })).toMatchObject({ message: { id: String(most) } });
    expect(await client.call("ModelInfer", { id: "x".repeat(most + 1) })).toMatchObject({
      status: "RESOURCE_EXHAUSTED",
    });
  });
});

describe("streams", () => {
  it("hand one request after the other on, and end after the last", async () => {
    const { client } = await start({});
    const stream = client.stream().send({ id: "a" }, { id: "b" });
    expect([await stream.next(), await stream.next()]).toEqual([{ id: "a" }, { id: "b" }]);
    stream.send({ id: "c" }).end();
    expect(await stream.rest()).toEqual([{ id: "c" }]);
    expect(await stream.ended).toMatchObject({ status: "OK" });
  });

  it("send what came before an error, and then its status", async () => {
    const { client } = await start({
      stream: async (requests, send) => {
        for await (const { id } of requests) {
          if (id === "bad") throw new StatusError(status.INTERNAL, "boom 中");
          await send({ id: id ?? "" });
        }
      },
    });
    const stream = client.stream().send({ id: "a" }, { id: "bad" }, { id: "c" });
    expect(await stream.rest()).toEqual([{ id: "a" }]);
    expect(await stream.ended).toEqual({ status: "INTERNAL", details: "boom 中" });
  });

  it("that break end their method, wherever it is", async () => {
    const places = ["while it waits for a request", "while it works", "while it sends what nobody reads"];
    for (const place of places) {
      const entered = deferred<void>();
      const left = deferred<void>();
      const { client } = await start({
        stream: async (requests, send, { signal }) => {
          try {
            for await (const _ of requests) {
              entered.resolve();
              if (place === places[1]) await once(signal, "abort");
              if (place === places[2]) for (;;) await send({ id: "x".repeat(100_000) });
            }
          } finally {
            left.resolve();
          }
        },
      });
      const stream = client.stream().send({ id: "a" });
      await entered.promise;
      stream.cancel();
      await left.promise;
    }
  });

  it("are not filled faster than their client reads", async () => {
    let sent = 0;
    const { client } = await start({
      stream: async (requests, send) => {
        for await (const _ of requests) for (; sent < 10_000; sent++) await send({ id: "x".repeat(10_000) });
      },
    });
    const stream = client.stream().send({ id: "a" });
    await stream.next();
    await sleep(200);
    expect(sent).toBeLessThan(1000);
    stream.cancel();
  });

  it("end when the host closes: at once where they wait, else after their answer", async () => {
    const entered = deferred<void>();
    const work = deferred<void>();
    const { client, server } = await start({
      stream: async (requests, send) => {
        for await (const { id } of requests) {
          if (id === "slow") entered.resolve();
          if (id === "slow") await work.promise;
          await send({ id: id ?? "" });
        }
      },
    });
    const idle = client.stream().send({ id: "a" });
    const busy = client.stream().send({ id: "b" });
    await Promise.all([idle.next(), busy.next()]);
    busy.send({ id: "slow" }, { id: "never" });
    await entered.promise;
    const again = { status: "UNAVAILABLE", details: "the service is closing" };
    server.drain();
    expect(await idle.ended).toEqual(again);
    const closed = server.close(10_000);
    work.resolve();
    expect(await busy.rest()).toEqual([{ id: "slow" }]);
    expect(await busy.ended).toEqual(again);
    await closed;
  });

  it("are cut when the host has waited long enough", async () => {
    const entered = deferred<void>();
    const { client, server } = await start({
      stream: () => {
        entered.resolve();
        return new Promise(() => undefined);
      },
    });
    const stream = client.stream().send({ id: "a" });
    await entered.promise;
    await server.close(0);
    expect((await stream.ended).status).not.toBe("OK");
  });
});

describe("what requests hold", () => {
  const long = { id: "x".repeat(1_000_000) };

  it("is bounded: one that is alone goes on, others are refused until it is answered", async () => {
    const work = deferred<void>();
    const entered = deferred<void>();
    const { client, held } = await start({
      limit: 1000,
      infer: async () => {
        entered.resolve();
        await work.promise;
        return {};
      },
    });
    const first = client.call("ModelInfer", long);
    await entered.promise;
    expect(await client.call("ModelInfer", { id: "short" })).toMatchObject({ status: "RESOURCE_EXHAUSTED" });
    expect(await client.stream().send({ id: "short" }).ended).toMatchObject({ status: "RESOURCE_EXHAUSTED" });
    work.resolve();
    expect(await first).toMatchObject({ status: "OK" });
    expect(await client.call("ModelInfer", long)).toMatchObject({ status: "OK" });
    expect(held.bytes).toBe(0);
  });

  it("is one or two requests of a stream, however many its client sends", async () => {
    const work = deferred<void>();
    const entered = deferred<void>();
    const { client, held } = await start({
      stream: async (requests, send) => {
        for await (const _ of requests) {
          entered.resolve();
          await work.promise;
          await send({ id: String(held.bytes) });
        }
      },
    });
    const stream = client
      .stream()
      .send(...Array.from({ length: 20 }, () => long))
      .end();
    await entered.promise;
    await sleep(300);
    expect(held.bytes).toBeLessThan(2_100_000);
    work.resolve();
    expect(await stream.rest()).toHaveLength(20);
    expect(await stream.ended).toMatchObject({ status: "OK" });
    expect(held.bytes).toBe(0);
  });

  it("is let go of when a stream breaks", async () => {
    const entered = deferred<void>();
    const left = deferred<void>();
    const { client, held } = await start({
      stream: async (requests, _send, { signal }) => {
        for await (const _ of requests) {
          entered.resolve();
          await once(signal, "abort");
        }
        left.resolve();
      },
    });
    const stream = client.stream().send(long, long);
    await entered.promise;
    expect(held.bytes).toBeGreaterThan(0);
    stream.cancel();
    await left.promise.catch(() => undefined);
    expect(held.bytes).toBe(0);
  });
});

/** One gRPC message in its frame. */
function framed(message: Uint8Array, compressed = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

describe("attacks", () => {
  it("break nothing: what is no HTTP/2, no frame, no protobuf, a bomb", async () => {
    const { client, port } = await start({});
    for (const bytes of [
      "GET / HTTP/1.1\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff",
      "\0".repeat(1000),
    ]) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined).on("data", () => undefined);
      socket.end(Buffer.from(bytes, "latin1"));
      await once(socket, "close");
    }
    const broken = [[0xff], [0x0a, 0x10, 0x41], [0x22, 0x03, 0x0a, 0x05, 0x41], [0x0a, 0x01, 0xff], [0x0f]];
    for (const bytes of broken) {
      expect(await client.callBytes("ModelInfer", Uint8Array.from(bytes))).toMatchObject({ status: "INTERNAL" });
      const stream = client.stream().sendBytes(Uint8Array.from(bytes));
      expect(await stream.ended).toMatchObject({ status: "INTERNAL" });
    }
    expect(await client.call("ModelInfer", { id: "alive" })).toMatchObject({ message: { id: "alive" } });
  });

  it("a message that unpacks to more than the limit is refused", async () => {
    const { connect: connect2 } = await import("node:http2");
    const { client, port } = await start({});
    const session = connect2(`http://127.0.0.1:${port}`);
    closing.push(() => session.destroy());
    const bomb = framed(gzipSync(encoded("ModelInfer", { id: "x".repeat(60 * 1024 * 1024) })), 1);
    const request = session.request({
      ":method": "POST",
      ":path": "/taichu_infer.GRPCInferenceService/ModelInfer",
      "content-type": "application/grpc",
      "grpc-encoding": "gzip",
      te: "trailers",
    });
    request.end(bomb);
    const [headers] = await once(request, "response");
    expect(headers["grpc-status"]).toBe(String(status.RESOURCE_EXHAUSTED));
    expect(await client.call("ModelInfer", { id: "alive" })).toMatchObject({ status: "OK" });
  });
});
