import type { Caller } from "../contract/caller.ts";
import { MAX_UID } from "../contract/caller.ts";

const PREFIX = "QiniuStub ";
const BAD_ESCAPE = /%(?![\dA-Fa-f]{2})/;

/**
 * Reads `QiniuStub uid=<n>&ut=<n>`, whose part after the scheme is a query string. Other fields may stand beside the two;
 * of a field given twice the first counts; without `ut` it is 0 (spec: AVA, sections 6.4, 9.1 no. 26 and 9.2 no. 8).
 *
 * @returns `undefined` when it names no user: another scheme, a bad escape, no uid, or a number that is none
 */
export function parseQiniuStub(header: string): Caller | undefined {
  if (!header.startsWith(PREFIX)) return undefined;
  const query = header.slice(PREFIX.length);
  if (BAD_ESCAPE.test(query)) return undefined;
  const uid = numberOf(fieldOf(query, "uid") ?? "");
  const ut = numberOf(fieldOf(query, "ut") ?? "0");
  return uid === undefined || ut === undefined ? undefined : { uid, ut };
}

/** The first value of a field. A field without `=` has an empty one. */
function fieldOf(query: string, name: string): string | undefined {
  for (const field of query.split("&")) {
    const end = field.indexOf("=");
    if (decode(end < 0 ? field : field.slice(0, end)) === name) return end < 0 ? "" : decode(field.slice(end + 1));
  }
  return undefined;
}

/** Escapes stand for bytes; those beyond ASCII are in no name and no number. */
function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll("+", " ");
  return spaced.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function numberOf(text: string): number | undefined {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  return number <= MAX_UID ? number : undefined;
}
