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
  http = createHttp({ body_bytes: 10 }, pino({ level: "debug" }, stream));
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
