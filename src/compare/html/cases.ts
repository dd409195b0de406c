import type { CaseReport, Measure, Report } from "../report.ts";
import { counted, short, withUnit } from "../words.ts";
import { answersSideBySide, pathTable } from "./answers.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import type { Pictures } from "./pictures.ts";
import { caseFigures } from "./pictures.ts";

/** Cases in the table of all; a page that nobody can scroll helps nobody. */
const MOST_ROWS = 1000;

/** `beyond` its limit, `within` it though unlike, or `equal`. */
type CaseLevel = "beyond" | "within" | "equal";

function levelOf({ worst, exceeding }: CaseReport): CaseLevel {
  if (exceeding.length > 0) return "beyond";
  return worst > 0 ? "within" : "equal";
}

const LEVEL_WORDS: Readonly<Record<CaseLevel, string>> = {
  beyond: "beyond its limit",
  within: "differs, within limits",
  equal: "equal",
};

/** The worst cases with their pictures and answers. */
export function worstCases(report: Report, pictures: Pictures): Markup {
  const shown = report.worst.filter(({ evidence }) => evidence !== undefined);
  if (shown.length === 0) return html`<p>There is no case to show.</p>`;
  const unlike = report.worst.filter((one) => levelOf(one) !== "equal").length;
  const which =
    unlike === 0
      ? `Nothing differs. ${counted(shown.length, "case")} to believe it by`
      : `The ${shown.length} worst of ${counted(report.worst.length, "case")}, ${unlike} of which differ`;
  const others =
    shown.length === report.worst.length
      ? html`<p>${unlike === 0 ? which : `All ${counted(shown.length, "case")}, ${unlike} of which differ`}.</p>`
      : html`<p>${which}. The others are in the <a href="#all">table of all cases</a> and, answer by answer, in <code>cases.jsonl</code>.</p>`;
  const hasDrawn = shown.some(({ evidence }) => evidence?.a.regions !== undefined || evidence?.a.mask !== undefined);
  const layers = hasDrawn
    ? html`<label><input type="checkbox" id="show-a" checked> A drawn</label> <label><input type="checkbox" id="show-b" checked> B drawn</label>`
    : undefined;
  return html`${others}
<div class="controls" data-script hidden>
<label>Order <select id="sort-cards"><option value="worst">worst first</option><option value="best">best first</option><option value="name">by name</option></select></label>
${layers}
</div>
<div id="cards">${shown.map((one, index) => card(one, index + 1, report.measures, pictures))}</div>`;
}

function card(one: CaseReport, place: number, measures: readonly Measure[], pictures: Pictures): Markup {
  const { id, evidence, notes } = one;
  if (evidence === undefined) return html``;
  const figures = caseFigures(evidence, id, place, pictures);
  const words = answersSideBySide(evidence);
  const said = [...notes, ...evidence.left_out.map((what) => `Not shown: ${what}.`)];
  return html`<article class="case" ${filterable(one)} aria-labelledby="case-${place}">
<h3 id="case-${place}"><bdi>${id}</bdi> ${levelChip(levelOf(one))}</h3>
${caseMeasures(one, measures)}
<div class="evidence${figures.length > 1 ? " wide" : ""}">${figures.length === 0 ? undefined : html`<div class="figures">${figures}</div>`}
<div class="words">${words}${pathTable(one)}${said.map((text) => html`<p class="quiet">${text}</p>`)}</div></div>
</article>`;
}

/** What the script reads. */
function filterable(one: CaseReport): Markup {
  return html`data-case="${one.id}" data-level="${levelOf(one)}" data-exceeding="${one.exceeding.join(" ")}"`;
}

function levelChip(level: CaseLevel): Markup {
  return html`<span class="chip ${level}">${LEVEL_WORDS[level]}</span>`;
}

/** What is not ideal, what is beyond its limit before the rest. */
function caseMeasures({ measures: values, exceeding }: CaseReport, measures: readonly Measure[]): Markup | undefined {
  const told = measures
    .flatMap((measure) => {
      const value = values[measure.name];
      const isIdeal = value === (measure.sense === "difference" ? 0 : 1);
      return value === undefined || isIdeal ? [] : [{ measure, value, exceeds: exceeding.includes(measure.name) }];
    })
    .sort((one, other) => Number(other.exceeds) - Number(one.exceeds));
  if (told.length === 0) return undefined;
  const items = told.map(
    ({ measure, value, exceeds }) =>
      html`<li${exceeds ? html` class="exceeds"` : undefined}>${measure.title} <b>${withUnit(value, measure)}</b></li>`,
  );
  return html`<ul class="values">${items}</ul>`;
}

/** Every case in a row, with every measure that says something of any. */
export function allCases({ worst, measures }: Report): Markup {
  if (worst.length === 0) return html`<p>No case could be measured.</p>`;
  const telling = measures.filter(({ sense, worst: value }) => value !== (sense === "difference" ? 0 : 1));
  const sortable = (title: string, kind: string) =>
    html`<button type="button" data-sort="${kind}" data-script hidden>${title}</button><span class="title">${title}</span>`;
  const heads = telling.map(({ title }) => html`<th scope="col" class="number">${sortable(title, "number")}</th>`);
  const rows = worst.slice(0, MOST_ROWS).map((one, index) => caseRow(one, index, telling));
  const more =
    worst.length > MOST_ROWS
      ? html`<p>The ${MOST_ROWS} worst of ${worst.length}; all are in <code>report.json</code>.</p>`
      : undefined;
  return html`${more}${filters(measures)}
<div class="scroll" tabindex="0" role="region" aria-label="All cases">
<table data-sortable class="all"><caption>Cases, the worst first, with what differs in any</caption>
<thead><tr><th scope="col" class="number">${sortable("place", "number")}</th><th scope="col">${sortable("case", "text")}</th><th scope="col">${sortable("level", "text")}</th>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function caseRow(one: CaseReport, index: number, telling: readonly Measure[]): Markup {
  const cells = telling.map(({ name }) => {
    const value = one.measures[name];
    if (value === undefined) return html`<td class="number quiet">–</td>`;
    const exceeds = one.exceeding.includes(name);
    return html`<td class="number${exceeds ? " exceeds" : ""}" data-value="${value}">${short(value)}</td>`;
  });
  const name =
    one.evidence === undefined
      ? html`<bdi>${one.id}</bdi>`
      : html`<a href="#case-${index + 1}"><bdi>${one.id}</bdi></a>`;
  return html`<tr ${filterable(one)}><td class="number">${index + 1}</td><th scope="row">${name}</th><td>${levelChip(levelOf(one))}</td>${cells}</tr>
`;
}

function filters(measures: readonly Measure[]): Markup {
  const options = measures
    .filter(({ exceeding }) => exceeding > 0)
    .map(({ name, title }) => html`<option value="${name}">${title}</option>`);
  return html`<div class="controls" data-script hidden role="search" aria-label="Filter the cases">
<label>Name has <input id="filter-text" type="search" autocomplete="off"></label>
<label>Show <select id="filter-level"><option value="">all</option><option value="unlike">what differs</option><option value="beyond">beyond the limit</option><option value="equal">equal</option></select></label>
<label>Beyond the limit of <select id="filter-measure"><option value="">any measure or none</option>${options}</select></label>
<span id="filter-told" role="status"></span>
</div>`;
}
