import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import { readBody } from "../../src/gateways/body.ts";

const LIMIT = 200_000;
const outcomes: (Error | string | undefined)[] = [];
const server = createServer((incoming, outgoing) => {
  readBody(incoming, LIMIT, (error, parts = []) => {
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

it("tells of a client that goes away in the middle", async () => {
  const socket = connect(port, "127.0.0.1", () =>
    socket.end("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"),
  );
  await expect.poll(() => outcomes.pop()).toMatchObject({ statusCode: 400 });
});
