import { isChance, isWeak } from "../noise.ts";
import type { Errors, Level, Measure, Report } from "../report.ts";
import { counted, short, withUnit } from "../words.ts";
import type { Mark } from "./charts.ts";
import { histogram } from "./charts.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

const LEVELS: Readonly<Record<Level, string>> = {
  equal: "equal",
  noise: "within noise",
  tolerance: "within tolerance",
  different: "different",
};

/** Every measure in a row, and those that differ as charts. */
export function measureTable(report: Report): Markup {
  const { measures, kind, kind_because } = report;
  if (measures.length === 0) return html`<p>Nothing could be measured: ${kind_because}.</p>`;
  const rows = measures.map(
    (measure) => html`<tr>
<th scope="row">${measure.title}</th>
<td><span class="chip ${measure.level}">${LEVELS[measure.level]}</span></td>
<td class="number">${withUnit(measure.worst, measure)}</td>
<td class="number">${short(measure.mean)}</td>
<td class="number">${[measure.quantiles.p50, measure.quantiles.p90, measure.quantiles.p99].map(short).join(" / ")}</td>
<td class="says">${measure.says}${measure.overall === undefined ? undefined : `; ${short(measure.overall)} over all regions together`}</td>
</tr>
`,
  );
  return html`<p>Compared as <b>${kind}</b>: ${kind_because}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Measures"><table class="measures"><caption>Every measure over all cases; percentiles go from the best to the worst</caption>
<thead><tr><th scope="col">measure</th><th scope="col">level</th><th scope="col" class="number">worst</th><th scope="col" class="number">mean</th><th scope="col" class="number">p50 / p90 / p99</th><th scope="col">in words</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${distributions(measures)}${labelledText(report)}${errorTable(report.errors)}`;
}

function distributions(measures: readonly Measure[]): Markup {
  const telling = measures.filter(({ worst, sense }) => worst !== (sense === "difference" ? 0 : 1));
  const figures = telling.map((measure) => {
    const { distribution, title, unit, sense } = measure;
    return html`<figure><figcaption>${title} <span class="quiet">(${sense === "difference" ? "0 is equal" : "1 is equal"})</span></figcaption>${histogram(distribution, title, unit, limitOf(measure))}</figure>`;
  });
  return html`<div class="charts">${figures}</div>`;
}

/** None where it is the ideal, or so far outside that what there is to see would be squeezed. */
function limitOf({ limit, sense, distribution: { edges } }: Measure): Mark[] {
  if (limit === undefined || short(limit) === (sense === "difference" ? "0" : "1")) return [];
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  const room = Math.max(high - low, Math.abs(high)) * 2;
  return limit < low - room || limit > high + room ? [] : [{ at: limit, label: "limit" }];
}

function labelledText({ labelled }: Report): Markup | undefined {
  if (labelled === undefined) return undefined;
  const { cases, right_a, right_b, only_a, only_b, p } = labelled;
  const told =
    p < 0.05
      ? `The difference is more than chance (McNemar: p = ${short(p)}).`
      : `Chance alone can make such a difference (McNemar: p = ${short(p)}).`;
  return html`<h3>Who is right</h3><p>Of ${counted(cases, "case")} with a true class, A is right in <b>${right_a}</b> and B in <b>${right_b}</b>; A alone in ${only_a}, B alone in ${only_b}. ${told}</p>`;
}

function errorTable({ a, b, agreed, messages }: Errors): Markup | undefined {
  const codes = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((one, other) => Number(one) - Number(other));
  if (codes.every((code) => code === "0" || code === "200")) return undefined;
  const rows = codes.map(
    (code) =>
      html`<tr><th scope="row"><code>${code}</code>${code === "0" ? " success" : ""}</th><td class="number">${a[code] ?? 0}</td><td class="number">${b[code] ?? 0}</td></tr>`,
  );
  const unlike = messages === 0 ? "" : ` ${counted(messages, "failure")} of them with unlike messages.`;
  return html`<h3>Errors</h3><table><caption>Answers by code. Both gave the same one in ${counted(agreed, "case")}.${unlike}</caption>
<thead><tr><th scope="col">code</th><th scope="col" class="number"><b class="a">A</b></th><th scope="col" class="number"><b class="b">B</b></th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** What A does to itself, in words. */
export function noiseText({ measures, data }: Report): Markup {
  const noisy = measures.flatMap(({ noise, ...measure }) => (noise === undefined ? [] : [{ noise, measure }]));
  if (noisy.length === 0) {
    return html`<p>A was not asked more than once, so nothing is known of its own noise: every difference beyond rounding counts. <code>--calibrate N</code> asks A again with every request.</p>`;
  }
  const asked = data.calibrate + data.repeat - 1;
  const unlike = noisy.filter(({ noise, measure }) => noise.worst !== (measure.sense === "difference" ? 0 : 1));
  const whole = html`<p>A was asked ${counted(asked, "more time")} with every request, and its answers were compared with its first one, as B's are.</p>`;
  if (unlike.length === 0)
    return html`${whole}<p>It always gave the same answer: it has no noise, and every difference beyond rounding is B's.</p>`;
  const rows = unlike.map(
    ({ noise, measure }) => html`<tr><th scope="row">${measure.title}</th>
<td>A differs from itself by up to ${withUnit(noise.worst, measure)} (${short(noise.mean)} on average, ${counted(noise.comparisons, "comparison")}); B differs from A by up to ${withUnit(measure.worst, measure)} (${short(measure.mean)} on average).
A case beyond ${withUnit(noise.bound, measure)} is more than noise. If B were A, a mean like B's would come about with a probability of ${short(noise.p)}: chance ${isChance(noise) ? "explains it" : "does not explain it"}.${isWeak(noise) ? ` That rests on ${counted(noise.varying, "case")} that vary, which is little.` : ""}</td></tr>
`,
  );
  return html`${whole}<table><caption>Measures by which A differs from itself</caption><thead><tr><th scope="col">measure</th><th scope="col">in words</th></tr></thead><tbody>${rows}</tbody></table>`;
}
