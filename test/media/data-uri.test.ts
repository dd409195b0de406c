import fc from "fast-check";
import { expect, it } from "vitest";
import { DATA_PREFIX, decodeDataUri, encodeDataUri } from "../../src/media/data-uri.ts";

const bytes = fc.uint8Array({ maxLength: 200 });

/** How many characters of padding the base64 of some bytes ends with. */
const padding = (uri: string) => uri.length - uri.replace(/=+$/, "").length;

it("gives back the bytes that were encoded, an empty body too", () => {
  fc.assert(fc.property(bytes, (body) => void expect([...decodeDataUri(encodeDataUri(body))]).toEqual([...body])));
  expect(decodeDataUri(DATA_PREFIX)).toHaveLength(0);
});

it("encodes the part of a buffer that it was given", () => {
  expect(encodeDataUri(new Uint8Array([9, 1, 2, 9]).subarray(1, 3))).toBe(`${DATA_PREFIX}AQI=`);
});

it("takes line breaks anywhere in the base64", () => {
  const breaks = fc.array(fc.tuple(fc.nat(), fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 8 });
  fc.assert(
    fc.property(bytes, breaks, (body, places) => {
      let base64 = encodeDataUri(body).slice(DATA_PREFIX.length);
      for (const [place, text] of places) {
        const at = place % (base64.length + 1);
        base64 = base64.slice(0, at) + text + base64.slice(at);
      }
      expect([...decodeDataUri(DATA_PREFIX + base64)]).toEqual([...body]);
    }),
  );
});

it("refuses any other character, the URL-safe alphabet and blanks among them", () => {
  const strange = fc
    .string({ unit: "binary", minLength: 1, maxLength: 1 })
    .filter((text) => !/[A-Za-z0-9+/=\r\n]/.test(text));
  const character = fc.oneof(fc.constantFrom("-", "_", " ", "\t", "\0", "é"), strange);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3, maxLength: 60 }), fc.nat(), character, (body, place, text) => {
      const base64 = encodeDataUri(body).slice(DATA_PREFIX.length);
      const at = place % (base64.length - padding(base64));
      const spoilt = base64.slice(0, at) + text + base64.slice(at + 1);
      expect(() => decodeDataUri(DATA_PREFIX + spoilt)).toThrow("bad data uri");
    }),
  );
});

it("refuses missing, surplus and misplaced padding", () => {
  fc.assert(
    fc.property(bytes, (body) => {
      const uri = encodeDataUri(body);
      const without = uri.slice(0, uri.length - padding(uri));
      if (padding(uri) > 0) expect(() => decodeDataUri(without)).toThrow("bad data uri");
      expect(() => decodeDataUri(`${uri}=`)).toThrow("bad data uri");
    }),
  );
  for (const base64 of ["A===", "====", "=AAA", "AA=A", "AA==AAAA"]) {
    expect(() => decodeDataUri(DATA_PREFIX + base64)).toThrow(
      expect.objectContaining({ name: "BridgeError", kind: "bad_request", message: "bad data uri" }),
    );
  }
});
