import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import { readBody } from "../../src/gateways/body.ts";

const LIMIT = 200_000;
let room = Number.POSITIVE_INFINITY;
let held = 0;
const outcomes: (Error | string | undefined)[] = [];
const server = createServer((incoming, outgoing) => {
  const hold = (bytes: number) => {
    held += bytes;
  };
  const hasRoom = (bytes: number) => held + bytes <= room;
  const announced = Number(incoming.headers["content-length"] ?? 0);
  readBody(incoming, { maxBytes: LIMIT, announced, hasRoom, hold }, (error, parts = []) => {
    outcomes.push(error ?? joined(parts).toString());
    outgoing.end();
  });
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a body in parts, with its length told beforehand or chunked. */
function post(parts: readonly string[], headers: Record<string, number>): Promise<Error | string | undefined> {
  return new Promise((resolve) => {
    const outgoing = send({ port, method: "POST", headers }, (incoming) => {
      incoming.resume().on("end", () => resolve(outcomes.pop()));
    });
    outgoing.on("error", () => resolve(outcomes.pop()));
    for (const part of parts) outgoing.write(part);
    outgoing.end();
  });
}

it("joins to what was sent, in whatever parts and of whatever announced length", async () => {
  expect(await post(["ab", "c".repeat(100_000), "d"], {})).toBe(`ab${"c".repeat(100_000)}d`);
  expect(await post(["e".repeat(LIMIT)], { "content-length": LIMIT })).toBe("e".repeat(LIMIT));
  expect(await post([], {})).toBe("");
});

it("refuses a body over the limit, announced or not", async () => {
  const tooLarge = expect.objectContaining({ code: "FST_ERR_CTP_BODY_TOO_LARGE", statusCode: 413 });
  expect(await post(["x".repeat(LIMIT + 1)], { "content-length": LIMIT + 1 })).toEqual(tooLarge);
  expect(await post(["x".repeat(LIMIT), "x"], {})).toEqual(tooLarge);
  expect(outcomes).toEqual([]);
});

it("refuses what there is no room for, announced or not, and holds no more than it has read", async () => {
  const overloaded = expect.objectContaining({ kind: "overloaded", code: 571 });
  [held, room] = [0, 100];
  expect(await post(["x".repeat(101)], { "content-length": 101 })).toEqual(overloaded);
  expect(held).toBe(0);
  expect(await post(["x".repeat(60), "x".repeat(60)], {})).toEqual(overloaded);
  expect(held).toBeLessThanOrEqual(100);
  room = Number.POSITIVE_INFINITY;
});

it("tells of a client that goes away in the middle", async () => {
  const socket = connect(port, "127.0.0.1", () =>
    socket.end("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"),
  );
  await expect.poll(() => outcomes.pop()).toMatchObject({ statusCode: 400 });
});
