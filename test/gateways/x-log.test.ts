import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import type { Outcome } from "../../src/gateways/ava-answer.ts";
import { xLog } from "../../src/gateways/x-log.ts";
import { Trail } from "../../src/service.ts";

const FINE = { code: 0, message: "", result: "1" };

/** Of a request whose steps ended so many ms after it was accepted; 0 is never. */
function trailOf(fetched: number, answered: number): Trail {
  const accepted = 1000;
  return Object.assign(new Trail(), {
    accepted,
    fetched: fetched === 0 ? 0 : accepted + fetched,
    answered: accepted + answered,
  });
}

function logOf(trail: Trail, outcome: Outcome, status = 200): string {
  return xLog([{ trail, outcome }], 20.9, status);
}

describe("X-Log", () => {
  it("has the gate's own element last, without a time of 0 ms and without a status of success", () => {
    expect(xLog([], 0.9, 200)).toBe("SGATE");
    expect(xLog([], 12.7, 204)).toBe("SGATE:12");
    expect(xLog([], 0, 401)).toBe("SGATE/401");
    expect(xLog([], 1, 599)).toBe("SGATE:1/599");
  });

  it("tells what a request's steps took", () => {
    expect(logOf(trailOf(5, 17), FINE)).toBe("EPD:5;ED:12;EC:17;SGATE:20");
    expect(logOf(trailOf(0.5, 0.8), FINE)).toBe("EPD;ED;EC;SGATE:20");
  });

  it("names the step that failed and why, but for the whole", () => {
    const script = { code: 400, message: "argument 2 to map() must support iteration", result: "{}" };
    expect(logOf(trailOf(5, 17), script, 400)).toBe("EPD:5;ED:12/argument 2 to map() must support;EC:17;SGATE:20/400");
    const fetch = new BridgeError("fetch_failed", "fetch uri failed");
    expect(logOf(trailOf(0, 3), fetch, 424)).toBe("EPD:3/fetch uri failed;EC:3;SGATE:20/424");
    expect(logOf(trailOf(5, 17), { ...script, message: "" }, 400)).toBe("EPD:5;ED:12/;EC:17;SGATE:20/400");
    expect(logOf(new Trail(), new BridgeError("not_found", "no such app"), 404)).toBe("SGATE:20/404");
  });

  it("begins with what the script wrote, and joins a batch's elements in order", () => {
    const headers = { "X-Log": ["PY:7", "DB"] };
    const works = [
      { trail: trailOf(1, 2), outcome: { ...FINE, headers } },
      { trail: trailOf(3, 4), outcome: FINE },
    ];
    expect(xLog(works, 5, 200)).toBe("PY:7;DB;EPD:1;ED:1;EC:2;EPD:3;ED:1;EC:4;SGATE:5");
  });

  it("is never longer than the platform's, and always a header", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.string({ unit: "binary" }), (script, message) => {
        const outcome = { code: 400, message, result: "{}", headers: { "X-Log": script } };
        const log = logOf(trailOf(5, 17), outcome, 400);
        expect(log).toMatch(/^[\x20-\x7e]{0,512};SGATE:20\/400$/);
        expect(log.length).toBeLessThanOrEqual(512);
      }),
    );
    const headers = { "X-Log": Array.from({ length: 200 }, (_, index) => `L${index}:1`) };
    const log = logOf(trailOf(5, 17), { ...FINE, headers });
    expect(log).toHaveLength(512);
    expect(log).toMatch(/^\.\.\..*;L199:1;EPD:5;ED:12;EC:17;SGATE:20$/);
  });
});
