import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { OverlayOptions, Sharp } from "sharp";
import sharp from "sharp";
import { messageOf } from "../../contract/text.ts";
import type { Findings, Point } from "./findings.ts";
import { findingsOf, NotDrawable } from "./findings.ts";
import type { Size } from "./labels.ts";
import { maskLayer } from "./mask.ts";
import type { Style } from "./svg.ts";
import { confidencesSvg, regionsSvg, styleFor } from "./svg.ts";

/** Smaller pictures are enlarged by a whole number, so that boxes and text have room. */
const MIN_SIDE = 320;

/**
 * Paints a result onto its input: confidences as bars below it, boxes and polygons with their labels, the mask. The picture
 * is upright (EXIF orientation applied), as `cv2.imdecode` gives it to scripts.
 *
 * @param input the image's bytes, of any format that sharp reads
 * @param result the answer's JSON
 * @param file where to write it, PNG or JPEG by its extension; its folder is made
 * @throws NotDrawable when the input is no image, or the result has nothing to draw
 */
export async function draw(input: Uint8Array, result: string, file: string): Promise<void> {
  const findings = findingsOf(result);
  const { image, size, factor } = await ground(input);
  const style = styleFor(size, findings.regions.length);
  const layers: OverlayOptions[] = [];
  let bottom = 0;
  if (findings.mask !== undefined) layers.push({ input: await maskLayer(findings.mask, size) });
  if (findings.regions.length > 0) {
    // A mask tells the inside better.
    const tint = findings.mask === undefined ? 0.1 : 0;
    bottom = roomForLabels(size, style);
    const withRoom = { width: size.width, height: size.height + bottom };
    layers.push({ input: await regionsSvg(scaled(findings.regions, factor), withRoom, style, tint) });
  }
  if (findings.confidences.length > 0) {
    const panel = await confidencesSvg(findings.confidences, size.width, style);
    layers.push({ input: panel.svg, top: size.height + bottom, left: 0 });
    bottom += panel.height;
  }
  await mkdir(dirname(file), { recursive: true });
  // In one pipeline sharp would put the layers on before it makes room for them.
  const canvas = await image.extend({ bottom, background: "#000" }).png({ compressionLevel: 1 }).toBuffer();
  await sharp(canvas).composite(layers).jpeg({ quality: 92, chromaSubsampling: "4:4:4", force: false }).toFile(file);
}

/** Of a line of text, as recognisers get them, a label on it would leave nothing to see: one goes below it. */
function roomForLabels({ height }: Size, { font }: Style): number {
  return height < 6 * font ? Math.ceil(1.5 * font) : 0;
}

interface Ground {
  readonly image: Sharp;
  readonly size: Size;
  /** By how much it is larger than the input. */
  readonly factor: number;
}

/** The input as a person sees it. */
async function ground(input: Uint8Array): Promise<Ground> {
  try {
    const upright = sharp(input).autoOrient().flatten({ background: "#fff" }).toColourspace("srgb");
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    const factor = Math.max(1, Math.ceil(MIN_SIDE / Math.max(info.width, info.height)));
    const size = { width: info.width * factor, height: info.height * factor };
    const image = sharp(data, { raw: info }).resize(size.width, size.height, { fit: "fill", kernel: "nearest" });
    return { image, size, factor };
  } catch (error) {
    throw new NotDrawable(`the input is no image that can be drawn on (${messageOf(error)})`);
  }
}

function scaled(regions: Findings["regions"], factor: number): Findings["regions"] {
  const larger = ([x, y]: Point): Point => [x * factor, y * factor];
  return regions.map((region) => ({ ...region, corners: region.corners.map(larger) }));
}
