import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

/** What one needs to make the same comparison again, and where everything lies that this page leaves out. */
export function reproduction(report: Report): Markup {
  const { command, made, environment, data, settings } = report;
  const leftOut = Object.entries(data.left_out).map(
    ([reason, count]) => html`<li>${counted(count, "request")} not compared: ${reason}</li>`,
  );
  return html`<pre class="command"><code>${command}</code></pre>
<p>${counted(data.compared, "request")} of ${data.source}, asked ${counted(data.repeat, "time")} each${data.calibrate === 0 ? "" : `, A ${counted(data.calibrate, "time")} more`}; made at <time datetime="${made}">${made}</time>.</p>
${leftOut.length === 0 ? undefined : html`<ul>${leftOut}</ul>`}
<div class="columns">
${versions(report)}
${pairs("The machine that compared", environment)}
<div><h3>Judged by</h3><pre tabindex="0"><code>${JSON.stringify(settings, null, 2)}</code></pre></div>
<div><h3>Beside this page</h3><dl class="files">
<dt><code>report.json</code></dt><dd>all figures, for programs</dd>
<dt><code>pictures/</code></dt><dd>the pictures of the worst cases</dd>
<dt><code>cases.jsonl</code>, <code>bodies/</code></dt><dd>all answers as they came</dd>
<dt><code>runs.jsonl</code></dt><dd>what the sides took in each run</dd>
</dl></div>
</div>`;
}

function versions({ sides: { a, b } }: Report): Markup {
  const names = [...new Set([...Object.keys(a.versions), ...Object.keys(b.versions)])];
  const rows = names.map(
    (name) =>
      html`<tr><th scope="row">${name}</th><td>${version(a.versions[name])}</td><td>${version(b.versions[name])}</td></tr>
`,
  );
  return html`<div class="wide"><h3>What ran</h3><div class="scroll" tabindex="0" role="region" aria-label="Versions"><table><caption>Exact versions</caption>
<thead><tr><th scope="col">part</th><th scope="col"><b class="a">A</b> <bdi>${a.name}</bdi></th><th scope="col"><b class="b">B</b> <bdi>${b.name}</bdi></th></tr></thead>
<tbody><tr><th scope="row">origin</th><td>${a.origin}</td><td>${b.origin}</td></tr>${rows}</tbody></table></div></div>`;
}

function version(text: string | undefined): Markup {
  return text === undefined ? html`<span class="quiet">–</span>` : html`<code>${text}</code>`;
}

function pairs(title: string, entries: Readonly<Record<string, string>>): Markup {
  const rows = Object.entries(entries).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  return html`<div><h3>${title}</h3><dl class="pairs">${rows}</dl></div>`;
}
