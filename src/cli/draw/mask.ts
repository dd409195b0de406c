import sharp from "sharp";
import type { Findings, Rgb } from "./findings.ts";
import { NotDrawable } from "./findings.ts";
import type { Size } from "./labels.ts";

/** Opacity (of 255) inside a segment; its edge is opaque. */
const INSIDE = 115;

/**
 * A mask as a layer over the picture: its colours half transparent with solid edges, its ground clear. The ground is what
 * has no detection's colour; where detections have none, it is black.
 *
 * @returns a PNG of the picture's size
 * @throws NotDrawable when the mask is no PNG
 */
export async function maskLayer({ png, colours }: NonNullable<Findings["mask"]>, size: Size): Promise<Buffer> {
  const { width, height } = size;
  const pixels = await sharp(png)
    .toColourspace("srgb")
    .ensureAlpha()
    .resize(width, height, { fit: "fill", kernel: "nearest" })
    .raw()
    .toBuffer()
    .catch((error: unknown) => {
      throw new NotDrawable(`the answer's mask cannot be read (${String(error)})`);
    });
  const layer = paint(pixels, size, colours);
  return sharp(layer, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function paint(pixels: Buffer, { width, height }: Size, colours: readonly Rgb[]): Uint8Array {
  const segments = segmentsOf(pixels, colours);
  const layer = new Uint8Array(pixels.length);
  // An edge is as wide as lines are elsewhere in the picture.
  const reach = Math.max(1, Math.round(Math.min(width, height) / 400));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const segment = segments[at] ?? 0;
      if (segment === 0) continue;
      const isEdge =
        (x >= reach && segments[at - reach] !== segment) ||
        (x + reach < width && segments[at + reach] !== segment) ||
        (y >= reach && segments[at - reach * width] !== segment) ||
        (y + reach < height && segments[at + reach * width] !== segment);
      layer[at * 4] = segment >> 16;
      layer[at * 4 + 1] = segment >> 8;
      layer[at * 4 + 2] = segment;
      layer[at * 4 + 3] = isEdge ? 255 : INSIDE;
    }
  }
  return layer;
}

/** Each pixel's colour as 0x1rrggbb, 0 for the ground. */
function segmentsOf(pixels: Buffer, colours: readonly Rgb[]): Uint32Array {
  const known = new Set(colours.map(([red, green, blue]) => keyOf(red, green, blue)));
  const ground = keyOf(0, 0, 0);
  const segments = new Uint32Array(pixels.length / 4);
  for (let i = 0; i < segments.length; i++) {
    const key = keyOf(pixels[i * 4] ?? 0, pixels[i * 4 + 1] ?? 0, pixels[i * 4 + 2] ?? 0);
    const isSegment = pixels[i * 4 + 3] !== 0 && (known.size > 0 ? known.has(key) : key !== ground);
    segments[i] = isSegment ? key : 0;
  }
  return segments;
}

function keyOf(red: number, green: number, blue: number): number {
  return 0x1000000 | (red << 16) | (green << 8) | blue;
}
