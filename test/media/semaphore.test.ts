import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Semaphore } from "../../src/media/semaphore.ts";

const never = new AbortController().signal;

it("runs as many tasks at a time as it has permits, in order", async () => {
  const semaphore = new Semaphore(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const task = (index: number) => async () => {
    begun.push(index);
    running += 1;
    most = Math.max(most, running);
    await sleep(5);
    running -= 1;
    return index;
  };
  const indexes = Array.from({ length: 10 }, (_, index) => index);
  expect(await Promise.all(indexes.map((index) => semaphore.run(task(index), never)))).toEqual(indexes);
  expect([begun, most]).toEqual([indexes, 3]);
});

it("gives the permit on after a failure", async () => {
  const semaphore = new Semaphore(1);
  const failing = semaphore.run(() => Promise.reject(new Error("broken")), never);
  const next = semaphore.run(async () => "next", never);
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("next");
});

it("lets one who waits leave, and nobody else with it", async () => {
  const semaphore = new Semaphore(1);
  const order: string[] = [];
  const first = semaphore.run(() => sleep(20), never);
  const impatient = new AbortController();
  const left = semaphore.run(async () => order.push("left"), impatient.signal);
  const stayed = semaphore.run(async () => order.push("stayed"), never);
  impatient.abort(new Error("no more time"));
  await expect(left).rejects.toThrow("no more time");
  await expect(semaphore.run(async () => order.push("late"), impatient.signal)).rejects.toThrow("no more time");
  await Promise.all([first, stayed]);
  expect(order).toEqual(["stayed"]);
  expect(await semaphore.run(async () => "free again", never)).toBe("free again");
});
