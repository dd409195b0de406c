import type { Evidence, Picture, ShownRegion } from "../evidence.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

/** The pictures of a report, by the file names that it gives them. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

/** Regions without a label of their own from so many on: labels would hide the picture. */
const MOST_LABELS = 12;

/** The input with both answers drawn over it; and for masks, each by itself, and where they differ. */
export function caseFigures(evidence: Evidence, id: string, place: number, pictures: Pictures): Markup[] {
  const { input, a, b, heat } = evidence;
  const frame = input ?? a.mask ?? b.mask;
  const regions = { a: a.regions ?? [], b: b.regions ?? [] };
  if (frame === undefined) return [];
  const ground = new Ground(input, frame, place, pictures);
  if (a.mask === undefined && b.mask === undefined) {
    const hasRegions = regions.a.length > 0 || regions.b.length > 0;
    const caption = hasRegions ? regionsCaption(regions.a, regions.b) : html`The input`;
    const drawn = [drawnRegions(regions.a, frame, "a"), drawnRegions(regions.b, frame, "b")];
    return [ground.figure(`The input ${id}${hasRegions ? " with the regions of both answers" : ""}`, caption, drawn)];
  }
  const side = (name: "a" | "b") => {
    const { mask } = evidence[name];
    const letter = name.toUpperCase();
    const caption = html`<b class="${name}">${letter}</b>${mask === undefined ? " has no mask" : ""}`;
    return ground.figure(`${id} with ${letter}'s answer`, caption, [
      ground.layer(mask),
      drawnRegions(regions[name], frame, name),
    ]);
  };
  const difference =
    heat === undefined
      ? []
      : [ground.figure(`Where the masks of ${id} differ`, heatCaption(), [ground.layer(heat)], "dim")];
  return [side("a"), side("b"), ...difference];
}

function heatCaption(): Markup {
  return html`<b>Where they differ</b> <span class="ramp" aria-hidden="true"></span> little to much`;
}

/** One picture, which several figures of a case show. */
class Ground {
  readonly #picture: Picture | undefined;
  readonly #frame: Picture;
  readonly #place: number;
  readonly #pictures: Pictures;
  #isThere = false;

  constructor(picture: Picture | undefined, frame: Picture, place: number, pictures: Pictures) {
    this.#picture = picture;
    this.#frame = frame;
    this.#place = place;
    this.#pictures = pictures;
  }

  figure(name: string, caption: Markup, parts: readonly Markup[], more = ""): Markup {
    const { width, height } = this.#frame;
    const small = Math.max(width, height) <= 160 ? "small" : "";
    return html`<figure class="${more} ${small}">
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">
${this.#ground()}${parts}
</svg>
<figcaption>${caption}</figcaption>
</figure>`;
  }

  layer(picture: Picture | undefined): Markup {
    return picture === undefined ? html`` : this.#image(picture, html``);
  }

  /** The first figure has the picture itself, the others refer to it. */
  #ground(): Markup {
    if (this.#picture === undefined) return html`<rect class="blank" width="100%" height="100%"/>`;
    const id = `input-${this.#place}`;
    if (this.#isThere) return html`<use href="#${id}" class="ground"/>`;
    this.#isThere = true;
    return html`<g class="ground">${this.#image(this.#picture, html` id="${id}"`)}</g>`;
  }

  #image({ file, width, height }: Picture, id: Markup): Markup {
    const bytes = this.#pictures.get(file);
    if (bytes === undefined) return html`<text x="50%" y="50%" text-anchor="middle">${file} is missing</text>`;
    const uri = `data:image/webp;base64,${Buffer.from(bytes).toString("base64")}`;
    return html`<image${id} width="${width}" height="${height}" preserveAspectRatio="none" href="${uri}"/>`;
  }
}

function drawnRegions(regions: readonly ShownRegion[], { width, height }: Picture, side: "a" | "b"): Markup {
  const unit = Math.max(width, height) / 100;
  // On a picture of one line of text a label would leave nothing to see.
  const hasRoom = height > 25 * unit;
  const labelled = hasRoom && regions.filter(({ match }) => match !== "same").length <= MOST_LABELS;
  const shapes = regions.map(({ corners, label, match }) => {
    const points = corners.map((corner) => corner.map(round).join(",")).join(" ");
    return html`<polygon class="region ${match}" points="${points}"><title>${side.toUpperCase()}: ${label}</title></polygon>`;
  });
  const labels = regions.map((region) =>
    labelled && region.match !== "same" && region.label !== "" ? labelAt(region, unit, height, side) : undefined,
  );
  return html`<g class="regions ${side}">${shapes}${labels}</g>`;
}

/** A's labels stand above their regions, B's below. */
function labelAt({ corners, label }: ShownRegion, unit: number, height: number, side: "a" | "b"): Markup {
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  const size = 2.8 * unit;
  const y = side === "a" ? Math.min(...ys) - 0.9 * unit : Math.max(...ys) + size;
  const text = label.length > 40 ? `${label.slice(0, 39)}…` : label;
  return html`<text x="${round(Math.max(Math.min(...xs), 0.5 * unit))}" y="${round(Math.min(Math.max(y, size), height - 0.5 * unit))}" font-size="${round(size)}">${text}</text>`;
}

function regionsCaption(a: readonly ShownRegion[], b: readonly ShownRegion[]): Markup {
  const same = a.filter(({ match }) => match === "same").length;
  const near = a.filter(({ match }) => match === "near").length;
  const [onlyA, onlyB] = [a, b].map((regions) => regions.filter(({ match }) => match === "alone").length);
  const parts = [
    `${same} the same in both`,
    ...(near > 0 ? [`${near} in both, but not the same`] : []),
    ...((onlyA ?? 0) > 0 ? [`${onlyA} of A alone`] : []),
    ...((onlyB ?? 0) > 0 ? [`${onlyB} of B alone`] : []),
  ];
  return html`<b class="a">A</b> solid, <b class="b">B</b> dashed: ${parts.join(", ")}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
