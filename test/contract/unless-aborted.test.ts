import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { unlessAborted } from "../../src/contract/unless-aborted.ts";

const gone = () => new Error("gone");

it("is what the promise becomes, and listens no longer", async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve(1), signal, gone)).toBe(1);
  await expect(unlessAborted(Promise.reject(new Error("own")), signal, gone)).rejects.toThrow("own");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("is an error once the signal says so, before or meanwhile", async () => {
  const stop = new AbortController();
  const never = unlessAborted(new Promise(() => undefined), stop.signal, gone);
  stop.abort();
  await expect(never).rejects.toThrow("gone");
  await expect(unlessAborted(Promise.resolve(1), stop.signal, gone)).rejects.toThrow("gone");
});
