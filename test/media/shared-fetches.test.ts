import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import { SharedFetches } from "../../src/media/shared-fetches.ts";

const never = new AbortController().signal;
const uri = "http://pictures.test/1";

/** A download that takes a while, and counts. */
function downloads(ms = 20) {
  const counted = { begun: 0, ended: 0 };
  const fetch = async (signal: AbortSignal) => {
    counted.begun += 1;
    try {
      await sleep(ms, undefined, { signal });
    } finally {
      counted.ended += 1;
    }
    return [Buffer.from(`bytes ${counted.begun}`)];
  };
  return { counted, fetch };
}

it("fetches once what several ask for, at the same time or one after the other", async () => {
  const { counted, fetch } = downloads();
  const shared = new SharedFetches([{ uri }, { uri }, { uri: "http://pictures.test/2" }, { uri }, {}], 1000);
  const [first, second, other] = await Promise.all([
    shared.get(uri, never, fetch),
    shared.get(uri, never, fetch),
    shared.get("http://pictures.test/2", never, fetch),
  ]);
  expect(counted.begun).toBe(2);
  const third = await shared.get(uri, never, fetch);
  expect([first === second, first === third, first === other, counted.begun]).toEqual([true, true, false, 2]);
});

it("keeps nothing after the last one has asked", async () => {
  const { counted, fetch } = downloads();
  const shared = new SharedFetches([{ uri }, { uri }], 1000);
  await shared.get(uri, never, fetch);
  await shared.get(uri, never, fetch);
  await shared.get(uri, never, fetch);
  expect(counted.begun).toBe(2);
});

it("lets one leave without the others", async () => {
  const { counted, fetch } = downloads(60);
  const shared = new SharedFetches([{ uri }, { uri }], 1000);
  const impatient = new AbortController();
  const left = shared.get(uri, impatient.signal, fetch);
  const stayed = shared.get(uri, never, fetch);
  impatient.abort(new Error("no more time"));
  await expect(left).rejects.toThrow("no more time");
  expect(joined(await stayed).toString()).toBe("bytes 1");
  expect(counted).toEqual({ begun: 1, ended: 1 });
});

it("ends the download when the last one leaves, and begins anew for who comes later", async () => {
  const { counted, fetch } = downloads(10_000);
  const shared = new SharedFetches([{ uri }, { uri }, { uri }, { uri }], 1000);
  const stop = new AbortController();
  const leaving = [shared.get(uri, stop.signal, fetch), shared.get(uri, stop.signal, fetch)];
  stop.abort(new Error("no more time"));
  for (const left of leaving) await expect(left).rejects.toThrow("no more time");
  await sleep(0);
  expect(counted).toEqual({ begun: 1, ended: 1 });
  const quick = downloads();
  expect(joined(await shared.get(uri, never, quick.fetch)).toString()).toBe("bytes 1");
});

it("gives a failure to all who ask, and begins nothing anew", async () => {
  let begun = 0;
  const fetch = async () => {
    begun += 1;
    await sleep(5);
    throw new Error("broken");
  };
  const shared = new SharedFetches([{ uri }, { uri }, { uri }], 1000);
  const asked = [shared.get(uri, never, fetch), shared.get(uri, never, fetch)];
  for (const failed of asked) await expect(failed).rejects.toThrow("broken");
  await expect(shared.get(uri, never, fetch)).rejects.toThrow("broken");
  expect(begun).toBe(1);
});

it("fetches for itself what nobody else asks for, under its own signal", async () => {
  const shared = new SharedFetches([{ uri }], 1000);
  const signals: AbortSignal[] = [];
  const { signal } = new AbortController();
  await shared.get(uri, signal, async (given) => {
    signals.push(given);
    return [];
  });
  expect(signals).toEqual([signal]);
});

it("counts for each input what it gets, and refuses what is too much for all together", async () => {
  const shared = new SharedFetches([{ uri }, { uri }, { uri }], 25);
  const fetch = async () => {
    shared.count(10);
    return [Buffer.alloc(10)];
  };
  const all = await Promise.allSettled([1, 2, 3].map(() => shared.get(uri, never, fetch)));
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  await expect(shared.get(uri, never, fetch)).rejects.toMatchObject({
    kind: "too_large",
    message: "the bytes behind the uris of a request are more than 25",
  });
});
