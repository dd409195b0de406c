import sharp from "sharp";
import type { Point } from "./findings.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** Labels longer than this are cut: they would cover the picture. */
const MAX_LENGTH = 60;

/** One line of what SVG can hold. */
export function shortened(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, " ").replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "")];
  return characters.length <= MAX_LENGTH ? characters.join("") : `${characters.slice(0, MAX_LENGTH - 1).join("")}…`;
}

/** Text as it stands in markup, SVG's and Pango's. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** How wide lines of text are in pixels, in the font that an SVG's text has. Fonts are the system's. */
export class TextMeasure {
  readonly #font: string;
  readonly #known = new Map<string, Promise<number>>();

  constructor(fontSize: number) {
    this.#font = `sans ${fontSize}`;
  }

  width(text: string): Promise<number> {
    const known = this.#known.get(text) ?? this.#measure(text);
    this.#known.set(text, known);
    return known;
  }

  async #measure(text: string): Promise<number> {
    if (text.trim() === "") return 0;
    // At 72 dots per inch a point is a pixel.
    const image = sharp({ text: { text: escaped(text), font: this.#font, dpi: 72 } });
    return (await image.metadata()).width;
  }
}

/** Whether the system has a font. Without one every character is the same empty box. */
export async function hasFont(): Promise<boolean> {
  const measure = new TextMeasure(20);
  return (await measure.width("iiii")) !== (await measure.width("WWWW"));
}

/** Where labels go: next to their regions, inside the picture, on no other label and on as little of the picture as may be. */
export class LabelPlaces {
  readonly #picture: Size;
  readonly #regions: readonly Rectangle[];
  readonly #taken: Rectangle[] = [];

  constructor(picture: Size, regions: readonly Rectangle[]) {
    this.#picture = picture;
    this.#regions = regions;
  }

  place(region: Rectangle, label: Size): Rectangle {
    const places = candidates(region, label).map((place) => this.#inside(place));
    const costs = places.map((place) => this.#cost(place));
    const best = places[costs.indexOf(Math.min(...costs))] ?? { ...label, left: 0, top: 0 };
    this.#taken.push(best);
    return best;
  }

  #inside({ left, top, width, height }: Rectangle): Rectangle {
    const within = (start: number, length: number, whole: number) => Math.max(0, Math.min(start, whole - length));
    return {
      width,
      height,
      left: within(left, width, this.#picture.width),
      top: within(top, height, this.#picture.height),
    };
  }

  /** What it hides; a label that is hidden weighs most. */
  #cost(place: Rectangle): number {
    const hidden = (others: readonly Rectangle[]) => others.reduce((sum, other) => sum + common(place, other), 0);
    return 10 * hidden(this.#taken) + hidden(this.#regions);
  }
}

/** The best first, where all are free. */
function candidates({ left, top, width, height }: Rectangle, label: Size): Rectangle[] {
  const right = left + width - label.width;
  const bottom = top + height;
  return [
    { ...label, left, top: top - label.height },
    { ...label, left, top: bottom },
    { ...label, left: left - label.width, top },
    { ...label, left: left + width, top },
    { ...label, left: right, top: top - label.height },
    { ...label, left: right, top: bottom },
    { ...label, left, top },
    { ...label, left: right, top: bottom - label.height },
  ];
}

export function boundsOf(corners: readonly Point[]): Rectangle {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The area that two rectangles share. */
function common(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
