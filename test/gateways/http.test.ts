import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createHttp } from "../../src/gateways/http.ts";

let http: FastifyInstance;
let log: string[];

beforeEach(() => {
  log = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  http = createHttp({ body_bytes: 10, bodies_bytes: 15 }, pino({ level: "debug" }, stream));
});
afterEach(() => http.close());

it("masks an error that nobody expected, and logs it once", async () => {
  http.get("/broken", async () => {
    throw new TypeError("secret detail");
  });
  const response = await http.inject({ url: "/broken", headers: { "x-reqid": "my-id" } });
  expect([response.statusCode, response.body]).toEqual([599, '{"error":"internal error"}']);
  expect(response.headers).toMatchObject({ "content-type": "application/json", "x-reqid": "my-id" });
  expect(log).toHaveLength(1);
  expect(log[0]).toContain("secret detail");
  expect(log[0]).toContain("my-id");
});

it("tells the client of its own mistakes and keeps them out of the log", async () => {
  http.post("/", async () => "never");
  const response = await http.inject({ method: "POST", url: "/", payload: "more than ten bytes" });
  expect([response.statusCode, response.body]).toEqual([413, '{"error":"Request body is too large"}']);
  expect(log).toEqual([]);
});

it("gives a client a minute for its request and no limit to the answer", async () => {
  await http.ready();
  const { requestTimeout, headersTimeout, timeout } = http.server;
  expect([requestTimeout, headersTimeout, timeout]).toEqual([60_000, 10_000, 0]);
});

it.each([
  ["//v1/eval/x", "/v1/eval/x"],
  ["///evil.example/x?a=//b", "/evil.example/x?a=//b"],
  ["/v1//eval/./x/../y/", "/v1/eval/y/"],
  ["/../..//", "/"],
])("sends %s to %s, a path of the same host", async (url, location) => {
  await http.ready();
  const { port } = await new Promise<AddressInfo>((resolve) => {
    http.server.listen(0, "127.0.0.1", () => resolve(http.server.address() as AddressInfo));
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, path: url, method: "POST" }).on("response", resolve).on("error", reject).end();
  });
  response.resume();
  expect([response.statusCode, response.headers.location]).toEqual([301, location]);
});

it.each([
  ["what is no HTTP", "rubbish\r\n\r\n", 400, "Bad Request"],
  ["a method that nobody knows", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "Bad Request"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "Bad Request"],
  ["endless headers", `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}\r\n`, 431, "Request Header Fields Too Large"],
])("refuses %s in the form of all errors", async (_, text, status, error) => {
  await http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = http.server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined).write(text);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString();
  });
  await once(socket, "close");
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} ${error}\r\nX-Reqid: [\\w-]{16}\r\n`));
  expect(JSON.parse(body)).toEqual({ error });
});

it("takes HEAD for a method that it does not serve", async () => {
  http.get("/here", async () => "here");
  expect((await http.inject({ method: "HEAD", url: "/here" })).statusCode).toBe(404);
});

it("counts the first of two X-Reqid", async () => {
  http.get("/", async ({ id }) => id);
  await http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = http.server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = ["Host", "x", "x-reqid", "first, of all", "X-Reqid", "second"];
    request({ port, headers }).on("response", resolve).on("error", reject).end();
  });
  answer.resume();
  expect(answer.headers["x-reqid"]).toBe("first, of all");
});

it("refuses bodies that are over the limit together, and takes them again once the others are answered", async () => {
  let go: (() => void) | undefined;
  const waiting = new Promise<void>((resolve) => {
    go = resolve;
  });
  let arrived = 0;
  http.post("/slow", async () => {
    arrived += 1;
    await waiting;
    return "done";
  });
  http.post("/", async () => "done");
  const post = (url: string, payload: string) => http.inject({ method: "POST", url, payload });
  const slow = post("/slow", "8 bytes!");
  await expect.poll(() => arrived).toBe(1);
  expect((await post("/", "7 bytes")).statusCode).toBe(200);
  const refused = await post("/", "8 bytes!");
  expect([refused.statusCode, refused.json()]).toEqual([
    571,
    { error: "the bodies of all requests are over their limit" },
  ]);
  expect(refused.headers["retry-after"]).toBe("1");
  go?.();
  expect((await slow).statusCode).toBe(200);
  expect((await post("/", "8 bytes!")).statusCode).toBe(200);
});

it("gives back the room that a client took who goes away in the middle", async () => {
  let gone = 0;
  http.addHook("onSend", (request, _reply, payload, done) => {
    if (request.url === "/gone") gone += 1;
    done(null, payload);
  });
  http.post("/gone", async () => "never");
  http.post("/", async () => "done");
  await http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = http.server.address() as AddressInfo;
  const stay = connect(port, "127.0.0.1");
  stay.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n7 bytes");
  const leave = connect(port, "127.0.0.1");
  leave.write("POST /gone HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n8 bytes!", () => leave.end());
  await expect.poll(() => gone).toBe(1);
  // With 7 of the client that stays there is room for 8, but not for 8 more.
  expect((await http.inject({ method: "POST", url: "/", payload: "8 bytes!" })).statusCode).toBe(200);
  stay.destroy();
});

it("answers what it does not serve as the platform did", async () => {
  const response = await http.inject({ method: "PUT", url: "/nowhere" });
  expect([response.statusCode, response.body]).toEqual([404, "404 page not found\n"]);
  expect(response.headers).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "x-reqid": expect.any(String),
  });
});

it("finds a route in any case, and keeps the case of its parameters", async () => {
  http.get("/Health/:name", ({ params }) => params);
  expect((await http.inject("/hEALTH/NaMe")).json()).toEqual({ name: "NaMe" });
});
