import type { Confidence, Region, Rgb } from "./findings.ts";
import { scoreText } from "./findings.ts";
import type { Size } from "./labels.ts";
import { boundsOf, escaped, LabelPlaces, shortened, TextMeasure } from "./labels.ts";

/** Confidences that are listed at most. */
const MAX_ROWS = 10;
const PANEL = "#16191d";

/** From so many regions on, text and lines are smaller. */
const MANY_REGIONS = 16;

export interface Style {
  readonly font: number;
  readonly line: number;
}

/** Lines and text in proportion to the picture, within what can be read. */
export function styleFor({ width, height }: Size, regions: number): Style {
  const side = Math.min(width, height) * (regions < MANY_REGIONS ? 1 : 0.65);
  return { font: clamp(Math.round(side / 36), 13, 48), line: clamp(side / 300, 1.5, 8) };
}

/**
 * Boxes, polygons and their labels, as a layer of the picture's size.
 *
 * @param tint how much of a region's colour its inside gets, from 0 to 1
 */
export async function regionsSvg(regions: readonly Region[], size: Size, style: Style, tint: number): Promise<Buffer> {
  const places = new LabelPlaces(
    size,
    regions.map(({ corners }) => boundsOf(corners)),
  );
  const measure = new TextMeasure(style.font);
  const labels: string[] = [];
  for (const region of regions) labels.push(await labelSvg(region, places, measure, style));
  return svg(size, [...regions.map((region) => outlineSvg(region, style, tint)), ...labels]);
}

/** A line in the class's colour with a dark seam, which shows on light and dark grounds alike. */
function outlineSvg({ corners, colour }: Region, { line }: Style, tint: number): string {
  const points = corners.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  const shape = (rest: string) => `<polygon points="${points}" stroke-linejoin="round" ${rest}/>`;
  return [
    shape(`fill="none" stroke="#000" stroke-opacity="0.55" stroke-width="${round(line * 2)}"`),
    shape(`fill="${css(colour)}" fill-opacity="${tint}" stroke="${css(colour)}" stroke-width="${round(line)}"`),
  ].join("");
}

async function labelSvg(region: Region, places: LabelPlaces, measure: TextMeasure, style: Style): Promise<string> {
  const { font, line } = style;
  const text = shortened(region.label);
  if (text.trim() === "" || region.corners.length === 0) return "";
  const padding = font * 0.35;
  const label = { width: (await measure.width(text)) + 2 * padding, height: font * 1.4 };
  const { left, top } = places.place(boundsOf(region.corners), label);
  const box = `x="${round(left)}" y="${round(top)}" width="${round(label.width)}" height="${round(label.height)}"`;
  const seam = `stroke="#000" stroke-opacity="0.55" stroke-width="${round(line / 2)}"`;
  return [
    `<rect ${box} rx="${round(font * 0.2)}" fill="${css(region.colour)}" ${seam}/>`,
    textSvg(text, left + padding, top + font * 1.04, font, inkOn(region.colour)),
  ].join("");
}

/** The classes and their confidences as bars, best as given: a layer as wide as the picture, to go below it. */
export async function confidencesSvg(
  confidences: readonly Confidence[],
  width: number,
  { font }: Style,
): Promise<{ readonly svg: Buffer; readonly height: number }> {
  const rows = confidences.slice(0, MAX_ROWS);
  const measure = new TextMeasure(font);
  const widths = await Promise.all(rows.map(({ name }) => measure.width(shortened(name))));
  const row = font * 1.7;
  const margin = font * 0.8;
  const height = Math.ceil(rows.length * row + margin);
  const bar = { left: 2 * margin + Math.min(Math.max(0, ...widths), width / 2), right: width - margin - font * 3 };
  const parts = rows.flatMap(({ name, score, colour }, index) => {
    const top = margin / 2 + index * row;
    const baseline = top + row * 0.68;
    const full = Math.max(0, bar.right - bar.left);
    const rect = (length: number, fill: string) =>
      `<rect x="${round(bar.left)}" y="${round(top + row * 0.2)}" width="${round(length)}" height="${round(row * 0.6)}" rx="${round(row * 0.12)}" fill="${fill}"/>`;
    return [
      rect(full, "#333941"),
      rect(full * clamp(score ?? 0, 0, 1), css(colour)),
      textSvg(shortened(name), margin, baseline, font, "#fff"),
      textSvg(scoreText(score), bar.right + font * 0.5, baseline, font, "#fff"),
    ];
  });
  const ground = `<rect width="${width}" height="${height}" fill="${PANEL}"/>`;
  return { svg: svg({ width, height }, [ground, ...parts]), height };
}

function textSvg(text: string, x: number, y: number, size: number, fill: string): string {
  return `<text x="${round(x)}" y="${round(y)}" font-family="sans" font-size="${size}" fill="${fill}">${escaped(text)}</text>`;
}

function svg({ width, height }: Size, parts: readonly string[]): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join("")}</svg>`,
  );
}

/** Black or white, whichever is easier to read on a colour. */
function inkOn([red, green, blue]: Rgb): string {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#000" : "#fff";
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red},${green},${blue})`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
