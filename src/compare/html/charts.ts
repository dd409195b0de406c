import type { Distribution } from "../report.ts";
import { short } from "../words.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

const WIDTH = 440;
const HEIGHT = 182;
const LEFT = 44;
const RIGHT = 14;
const TOP = 24;
const BOTTOM = 34;

/** From values to places in the picture. */
type Scale = (value: number) => number;

interface Axis {
  readonly low: number;
  readonly high: number;
  readonly title: string;
}

/** A value that is marked by a line across the chart. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

/** How many cases have which value, as bars; the limit as a line. */
export function histogram(
  { edges, counts }: Distribution,
  title: string,
  unit: string,
  marks: readonly Mark[],
): Markup {
  const [first = 0, last = 0] = [edges[0], edges.at(-1)];
  const values = [first, last, ...marks.map(({ at }) => at)];
  const x = { ...widened(Math.min(...values), Math.max(...values)), title: unit };
  const most = Math.max(1, ...counts);
  const y = { low: 0, high: most, title: "cases" };
  const [across, up] = scales(x, y);
  const bars = counts.map((count, bin) => {
    if (count === 0) return undefined;
    const [from = first, to = last] = [edges[bin], edges[bin + 1]];
    // One value alone has no width of its own; and no bar may be too thin to be seen.
    const width = Math.max(across(to) - across(from) - 1, 3);
    const left = to > from ? across(from) + 0.5 : across(from) - width / 2;
    return html`<rect class="bar" x="${px(left)}" y="${px(up(count))}" width="${px(width)}" height="${px(up(0) - up(count))}"><title>${short(from)} to ${short(to)}: ${count}</title></rect>`;
  });
  const told = counts.flatMap((count, bin) =>
    count === 0 ? [] : [`${count} from ${short(edges[bin] ?? first)} to ${short(edges[bin + 1] ?? last)}`],
  );
  const name = `${title}, cases by value: ${told.join("; ")}`;
  return chart(name, x, y, [bars, marks.map((mark) => marked(mark, across))]);
}

/** Which part of the requests took no longer than so many milliseconds, for both sides. */
export function cumulative(a: readonly number[], b: readonly number[]): Markup {
  const high = Math.max(0, ...a, ...b);
  const x = { low: 0, high: high > 0 ? high : 1, title: "ms" };
  const y = { low: 0, high: 100, title: "% of requests" };
  const [across, up] = scales(x, y);
  const line = (curve: readonly number[], side: "a" | "b") => {
    const points = curve.map((ms, percent) => `${px(across(ms))},${px(up((percent * 100) / (curve.length - 1)))}`);
    return html`<polyline class="line ${side}" points="${points.join(" ")}"/>`;
  };
  return chart("How many requests are answered within how many milliseconds, for A and B", x, y, [
    line(a, "a"),
    line(b, "b"),
  ]);
}

/** A mean with its interval beside zero. */
export function interval({ mean, low, high }: { mean: number; low: number; high: number }): Markup {
  // Room beside the whiskers.
  const room = (Math.max(0, high) - Math.min(0, low)) * 0.04;
  const x = { ...widened(Math.min(0, low) - room, Math.max(0, high) + room), title: "ms, B less A" };
  const [across] = scales(x, { low: 0, high: 1, title: "" });
  const height = 74;
  const middle = 24;
  const name = `B less A: a mean of ${short(mean)} ms, with a 95 % interval from ${short(low)} to ${short(high)} ms`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${name}">
${ticksAcross(x, across, 44)}
<line class="zero" x1="${px(across(0))}" x2="${px(across(0))}" y1="6" y2="44"/>
<line class="whisker" x1="${px(across(low))}" x2="${px(across(high))}" y1="${middle}" y2="${middle}"/>
<line class="whisker" x1="${px(across(low))}" x2="${px(across(low))}" y1="${middle - 7}" y2="${middle + 7}"/>
<line class="whisker" x1="${px(across(high))}" x2="${px(across(high))}" y1="${middle - 7}" y2="${middle + 7}"/>
<circle class="dot" cx="${px(across(mean))}" cy="${middle}" r="5"/>
</svg>`;
}

function chart(name: string, x: Axis, y: Axis, parts: Parameters<typeof html>[1]): Markup {
  const [across, up] = scales(x, y);
  // Both axes that go up count something, or are per cent: a part of one says nothing.
  const whole = ticks(y.low, y.high, 3).filter(Number.isInteger);
  const grid = whole.map(
    (value) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(up(value))}" y2="${px(up(value))}"/>
<text x="${LEFT - 6}" y="${px(up(value) + 4)}" text-anchor="end">${short(value)}</text>`,
  );
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name}">
${grid}
${parts}
${ticksAcross(x, across, HEIGHT - BOTTOM)}
<text class="unit" x="2" y="9">${y.title}</text>
</svg>`;
}

function ticksAcross({ low, high, title }: Axis, across: Scale, at: number): Markup {
  const marks = ticks(low, high, 5).map(
    (value) => html`<line class="axis" x1="${px(across(value))}" x2="${px(across(value))}" y1="${at}" y2="${at + 4}"/>
<text x="${px(across(value))}" y="${at + 16}" text-anchor="middle">${short(value)}</text>`,
  );
  return html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>
${marks}
<text class="unit" x="${WIDTH - RIGHT}" y="${at + 29}" text-anchor="end">${title}</text>`;
}

function marked({ at, label }: Mark, across: Scale): Markup {
  const x = across(at);
  const anchor = x > WIDTH - 60 ? "end" : x < LEFT + 90 ? "start" : "middle";
  return html`<line class="limit" x1="${px(x)}" x2="${px(x)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>
<text class="limit" x="${px(x)}" y="${TOP - 5}" text-anchor="${anchor}">${label}</text>`;
}

function scales(x: Axis, y: Axis): [across: Scale, up: Scale] {
  const along = ({ low, high }: Axis, from: number, to: number): Scale => {
    return (value) => from + ((value - low) / (high - low)) * (to - from);
  };
  return [along(x, LEFT, WIDTH - RIGHT), along(y, HEIGHT - BOTTOM, TOP)];
}

/** So that one value alone stands in the middle. */
function widened(low: number, high: number): { low: number; high: number } {
  if (high > low) return { low, high };
  const room = low === 0 ? 1 : Math.abs(low) / 2;
  return { low: low - room, high: low + room };
}

/** About so many round numbers between two. */
function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  if (!(count > 0 && count < 50)) return [low, high];
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
