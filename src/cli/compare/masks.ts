import type { Answered, Mask } from "../../compare/answered.ts";
import { maskOf } from "../../compare/kind.ts";
import { decodeDataUri } from "../../media/data-uri.ts";

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
