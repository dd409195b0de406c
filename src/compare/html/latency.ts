import type { Latency, Report } from "../report.ts";
import { counted, short } from "../words.ts";
import { cumulative, histogram, interval } from "./charts.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

type Costs = Latency["a"];

const ROWS: readonly (readonly [title: string, value: (side: Costs) => number | undefined, unit: string])[] = [
  ["p50", ({ p50 }) => p50, "ms"],
  ["p90", ({ p90 }) => p90, "ms"],
  ["p99", ({ p99 }) => p99, "ms"],
  ["mean", ({ mean }) => mean, "ms"],
  ["throughput", ({ throughput_per_s }) => throughput_per_s, "per second"],
  ["cold start", ({ cold_start_ms }) => cold_start_ms, "ms"],
  ["peak memory", ({ memory_bytes }) => (memory_bytes === undefined ? undefined : memory_bytes / 2 ** 20), "MiB"],
  ["CPU per request", ({ cpu_s_per_request: cpu }) => (cpu === undefined ? undefined : cpu * 1000), "ms"],
];

/** What both sides took: request by request, and as a whole. */
export function latencySection({ latency, sides }: Report): Markup {
  if (latency === undefined) {
    return html`<p>There are not two requests that both sides answered while a clock ran: nothing is known of their speed.</p>`;
  }
  const { a, b, difference, pairs, curves, distribution } = latency;
  const rows = ROWS.flatMap(([title, value, unit]) => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined && other === undefined) return [];
    const ratio = one === undefined || other === undefined || one === 0 ? "–" : `${short(other / one)} ×`;
    return [
      html`<tr><th scope="row">${title} <span class="quiet">${unit}</span></th><td class="number">${cell(one)}</td><td class="number">${cell(other)}</td><td class="number">${ratio}</td></tr>
`,
    ];
  });
  return html`<p>${inWords(latency, sides)} <span class="quiet">${counted(pairs, "pair")}, each asked one right after the other in a drawn order; warm-up and failures do not count.</span></p>
<div class="charts">
<figure><figcaption>B less A per request: mean and 95 % interval</figcaption>${interval(difference)}<figcaption>and how it is spread</figcaption>${histogram(distribution, "B less A per request", "ms", [{ at: 0, label: "alike" }])}</figure>
<figure><figcaption>Answered within: <b class="a">A</b> solid, <b class="b">B</b> dashed</figcaption>${cumulative(curves.a, curves.b)}</figure>
<table><caption>Time and cost</caption><thead><tr><th scope="col">figure</th><th scope="col" class="number"><b class="a">A</b></th><th scope="col" class="number"><b class="b">B</b></th><th scope="col" class="number">B / A</th></tr></thead><tbody>${rows}</tbody></table>
</div>`;
}

function inWords({ difference: { mean, low, high } }: Latency, { a, b }: Report["sides"]): Markup {
  const range = `between ${short(low)} and ${short(high)} ms`;
  if (low <= 0 && high >= 0) {
    return html`<b><bdi>${b.name}</bdi> takes as long as <bdi>${a.name}</bdi></b>, as far as can be told: the mean difference (B less A) is ${range}.`;
  }
  const much = `${short(Math.abs(mean))} ms ${mean < 0 ? "less" : "more"}`;
  return html`<b><bdi>${b.name}</bdi> takes ${much}</b> per request than <bdi>${a.name}</bdi>: the mean difference (B less A) is ${range}.`;
}

function cell(value: number | undefined): string {
  return value === undefined ? "–" : short(value);
}
