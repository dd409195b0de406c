import { BridgeError } from "../contract/errors.ts";

/** The one data URI form of the platform (spec: AVA, section 6.3). */
export const DATA_PREFIX = "data:application/octet-stream;base64,";

/** Any data URI in base64, which browsers make with the type of what they hold. */
export function isBase64Data(uri: string): boolean {
  return /^data:[^,]*;base64,/.test(uri);
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of a data URI. Line breaks inside the base64 are fine, missing padding and the URL-safe alphabet are not,
 * an empty payload is (spec: AVA, section 9.2).
 *
 * @throws BridgeError `bad_request`: `bad data uri`
 */
export function decodeDataUri(uri: string): Uint8Array {
  let base64 = uri.slice(uri.indexOf(",") + 1);
  if (base64.includes("\n") || base64.includes("\r")) base64 = base64.replaceAll(/[\r\n]/g, "");
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) throw new BridgeError("bad_request", "bad data uri");
  return Buffer.from(base64, "base64");
}

export function encodeDataUri(body: Uint8Array): string {
  const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return DATA_PREFIX + view.toString("base64");
}
