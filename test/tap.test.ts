import { describe, expect, it } from "vitest";
import { Taps } from "../src/tap.ts";

/** Whether it has settled once all that could settle it has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol("open");
  return (await Promise.race([promise, new Promise((resolve) => void setImmediate(resolve, open))])) !== open;
}

describe("a lull", () => {
  it("is there while few enough requests are being answered", async () => {
    const taps = new Taps(0);
    expect(await isSettled(taps.lull(1))).toBe(true);
    taps.began();
    expect(await isSettled(taps.lull(2))).toBe(true);
    expect(await isSettled(taps.lull(1))).toBe(false);
  });

  it("comes for all who wait for it, each at its number", async () => {
    const taps = new Taps(0);
    for (let times = 0; times < 3; times++) taps.began();
    const [one, two, other] = [taps.lull(1), taps.lull(2), taps.lull(2)];
    taps.ended();
    expect(await Promise.all([one, two, other].map(isSettled))).toEqual([false, false, false]);
    taps.ended();
    expect(await Promise.all([one, two, other].map(isSettled))).toEqual([false, true, true]);
    taps.ended();
    expect(await isSettled(one)).toBe(true);
  });
});
