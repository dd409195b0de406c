import { decodeDataUri } from "../media/data-uri.ts";
import type { Answered, Mask, Pair } from "./answered.ts";
import { maskOf } from "./kind.ts";

/** Two answers to one request, with the pixels of their masks where they have any. */
export async function pairOf(a: Answered, b: Answered, label?: string): Promise<Pair> {
  const masks = { a: await decodedMask(a), b: await decodedMask(b) };
  const rest = label === undefined ? {} : { label };
  return masks.a === undefined && masks.b === undefined ? { a, b, ...rest } : { a, b, masks, ...rest };
}

/** The pixels of an answer's mask; undefined where it has none, or none that can be read. */
export async function decodedMask(answer: Answered): Promise<Mask | undefined> {
  const uri = maskOf(answer);
  if (uri === undefined) return undefined;
  const { default: sharp } = await import("sharp");
  try {
    const { data, info } = await sharp(decodeDataUri(uri)).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels: info.channels, data };
  } catch {
    // What is no picture is compared as a text.
    return undefined;
  }
}
