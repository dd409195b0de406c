import type { Evidence, ShownAnswer } from "../evidence.ts";
import type { CaseReport } from "../report.ts";
import { short } from "../words.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import type { Stretch } from "./text-diff.ts";
import { textDiff } from "./text-diff.ts";

/** What both answered, laid side by side in words: codes, classes, texts. */
export function answersSideBySide({ a, b }: Evidence): Markup[] {
  return [...failures(a, b), ...classes(a, b), ...texts(a, b)];
}

function failures(a: ShownAnswer, b: ShownAnswer): Markup[] {
  if (a.code === b.code && a.message === b.message) return [];
  const line = (side: "a" | "b", { code, message }: ShownAnswer) =>
    html`<li><b class="${side}">${side.toUpperCase()}</b> answered with code <code>${code}</code>${message === "" ? "" : html`: <q>${message}</q>`}</li>`;
  return [html`<ul class="plain">${line("a", a)}${line("b", b)}</ul>`];
}

/** Scores as bars, the classes in the order of A's. */
function classes(a: ShownAnswer, b: ShownAnswer): Markup[] {
  if (a.classes === undefined && b.classes === undefined) return [];
  const [one, other] = [scoresOf(a), scoresOf(b)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  if (names.length === 0) return [html`<p>Neither names a class.</p>`];
  const most = Math.max(1, ...one.values(), ...other.values());
  const rows = names.map((name) => {
    const [scoreA, scoreB] = [one.get(name), other.get(name)];
    const apart = scoreA === undefined || scoreB === undefined ? "one side only" : scoreText(scoreB - scoreA);
    return html`<tr><th scope="row"><bdi>${name}</bdi></th><td>${bar(scoreA, most, "a")}</td><td>${bar(scoreB, most, "b")}</td><td class="number">${apart}</td></tr>`;
  });
  return [
    html`<table class="scores"><caption>Scores by class</caption>
<thead><tr><th scope="col">class</th><th scope="col"><b class="a">A</b></th><th scope="col"><b class="b">B</b></th><th scope="col" class="number">B less A</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  ];
}

/** Names that a side has twice are told apart. */
function scoresOf({ classes: all = [] }: ShownAnswer): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { name, score } of all) {
    let key = name;
    for (let time = 2; scores.has(key); time++) key = `${name} (${time})`;
    scores.set(key, score);
  }
  return scores;
}

function bar(value: number | undefined, most: number, side: "a" | "b"): Markup {
  if (value === undefined) return html`<span class="quiet">–</span>`;
  const width = Math.round(Math.min(1, Math.max(0, value / most)) * 1000) / 10;
  return html`<svg class="score" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill ${side}" width="${width}" height="8"/></svg><span class="number">${scoreText(value)}</span>`;
}

function scoreText(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(1) : short(value);
}

function texts(a: ShownAnswer, b: ShownAnswer): Markup[] {
  // Texts that stand in the picture are compared there too: those that differ are shown once more, letter by letter.
  const pairs = Array.from({ length: Math.max(a.texts?.length ?? 0, b.texts?.length ?? 0) }, (_, index) => ({
    a: a.texts?.[index] ?? "",
    b: b.texts?.[index] ?? "",
  }));
  return pairs.map((pair) => textPair(pair.a, pair.b));
}

/** One text with what A alone has struck out, and what B alone has put in. */
function textPair(a: string, b: string): Markup {
  const parts = readable(textDiff(a, b), a, b).map(({ in: where, text }) => {
    if (where === "both") return text;
    return where === "a" ? html`<del title="A alone">${text}</del>` : html`<ins title="B alone">${text}</ins>`;
  });
  return html`<p class="text">${a === "" && b === "" ? html`<span class="quiet">(empty)</span>` : parts}</p>`;
}

/** Texts that have little in common are easier to read one after the other. */
function readable(stretches: readonly Stretch[], a: string, b: string): readonly Stretch[] {
  const common = stretches.reduce((sum, { in: where, text }) => sum + (where === "both" ? text.length : 0), 0);
  if (2 * common >= Math.max(a.length, b.length)) return stretches;
  const whole = [
    { in: "a", text: a },
    { in: "b", text: b },
  ] as const;
  return whole.filter(({ text }) => text !== "");
}

/** The places that differ, as a table. */
export function pathTable({ paths }: Pick<CaseReport, "paths">): Markup | undefined {
  if (paths.length === 0) return undefined;
  const rows = paths.map(
    ({ path, a, b }) =>
      html`<tr><th scope="row"><code>${path}</code></th><td><code>${a}</code></td><td><code>${b}</code></td></tr>`,
  );
  return html`<div class="scroll"><table class="paths"><caption>Places that differ</caption>
<thead><tr><th scope="col">where</th><th scope="col"><b class="a">A</b></th><th scope="col"><b class="b">B</b></th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
