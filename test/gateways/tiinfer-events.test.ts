import Fastify from "fastify";
import { expect, it } from "vitest";
import { EventStream, errorEventOf, eventOf } from "../../src/gateways/tiinfer-events.ts";
import { warningsDuring } from "../support/warnings.ts";

// As mosec 0.9.8 wrote them.
it.each([
  ["ev0", "data: ev0\n\n"],
  ["a\nb\r\nc0", "data: a\ndata: b\rdata: \ndata: c0\n\n"],
  ["中0", "data: 中0\n\n"],
  ["", "data: \n\n"],
])("an event's text, whatever lines it has: %j", (text, event) => {
  expect(eventOf(text)).toBe(event);
});

it.each([
  [500, "inference internal error", "500: Internal Server Error: inference internal error"],
  [422, "request validation error: no", "422: Unprocessable Content: request validation error: no"],
])("an error is an event of its own, with status and reason: %i", (status, text, data) => {
  expect(errorEventOf(status, text)).toBe(`event: error\ndata: SSE inference error: ${data}\n\n`);
});

it("a client that takes its time leaves nothing behind for each event", async () => {
  const http = Fastify();
  const large = "x".repeat(64 * 1024);
  http.get("/", (_request, reply) => {
    const events = new EventStream(reply);
    const send = async () => {
      for (let count = 0; count < 40; count++) await events.send({ code: 0, message: "", result: large });
      events.end({ code: 0, message: "", result: "{}" }, { generation: "0.9", ported: false });
    };
    void send();
    return reply;
  });
  const url = await http.listen({ port: 0 });
  const read = async () => expect(await (await fetch(url)).text()).toBe(eventOf(large).repeat(40));
  expect(await warningsDuring(read)).toEqual([]);
  await http.close();
});
