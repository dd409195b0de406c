import { expect, it } from "vitest";
import { errorEventOf, eventOf } from "../../src/gateways/tiinfer-events.ts";

// As mosec 0.9.8 wrote them.
it.each([
  ["ev0", "data: ev0\n\n"],
  ["a\nb\r\nc0", "data: a\ndata: b\rdata: \ndata: c0\n\n"],
  ["中0", "data: 中0\n\n"],
  ["", "data: \n\n"],
])("an event's text, whatever lines it has: %j", (text, event) => {
  expect(eventOf(text)).toBe(event);
});

it("an error is an event of its own, with status and reason", () => {
  expect(errorEventOf(500, "inference internal error")).toBe(
    "event: error\ndata: SSE inference error: 500: Internal Server Error: inference internal error\n\n",
  );
});
