import fc from "fast-check";
import { expect, it } from "vitest";
import { KeyRing } from "../../src/access/key-ring.ts";

const ring = new KeyRing([
  ["alpha-key", "alpha"],
  ["beta+/key==", "beta"],
]);

it.each([
  ["Bearer alpha-key", "alpha"],
  ["Bearer beta+/key==", "beta"],
  ["bearer alpha-key", "alpha"],
  ["BEARER   alpha-key", "alpha"],
])("knows %j", (header, holder) => {
  expect(ring.holderOf(header)).toBe(holder);
});

it.each([
  "",
  "Bearer",
  "Bearer ",
  "alpha-key",
  "Beareralpha-key",
  "Bearer alpha-ke",
  "Bearer alpha-keyy",
  "Bearer Alpha-key",
  "Bearer alpha-key beta+/key==",
  "Bearer alpha-key,beta+/key==",
  "Basic alpha-key",
  " Bearer alpha-key",
  "Bearer undefined",
])("does not know %j", (header) => {
  expect(ring.holderOf(header)).toBeUndefined();
});

it("tells any keys apart, and knows none when it has none", () => {
  const key = fc.stringMatching(/^[!-~]{1,40}$/);
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 2 }), ([stranger = "", ...keys]) => {
      const own = new KeyRing(keys.map((text, index) => [text, index]));
      expect(keys.map((text) => own.holderOf(`Bearer ${text}`))).toEqual(keys.map((_, index) => index));
      expect(own.holderOf(`Bearer ${stranger}`)).toBeUndefined();
      expect(new KeyRing([]).holderOf(`Bearer ${stranger}`)).toBeUndefined();
    }),
  );
});
