import type { CaseStages, Passed, Report, Stage, StageLevel } from "../report.ts";
import { capital, short } from "../words.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

const LEVELS: Readonly<Record<StageLevel, string>> = {
  equal: "equal",
  rounding: "rounding",
  reordered: "reordered",
  noise: "within noise",
  unpaired: "one side only",
  different: "different",
};

/** Cases whose ladder is open at once; the others open at a click. */
const OPEN = 3;

/** Step by step from the request to the answer: where it begins to differ. */
export function ladderSection({ ladder }: Report): Markup {
  if (ladder === undefined) {
    return html`<p>The steps between request and answer were not observed. With <code>--stages</code> both sides show what passes decoding, resizing and the network, without a change to their code.</p>`;
  }
  const { says, cases } = ladder;
  return html`<p class="begins">${capital(says)}.</p>${cases.map((one, index) => caseLadder(one, index < OPEN))}`;
}

function caseLadder({ id, stages, begins, says }: CaseStages, isOpen: boolean): Markup {
  const rows = stages.map((stage, index) => stageRow(stage, index === begins));
  return html`<details class="ladder"${isOpen ? html` open` : undefined}><summary><bdi>${id}</bdi> <span class="quiet">${says}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="Steps of ${id}"><table><caption>Steps in their order</caption>
<thead><tr><th scope="col">step</th><th scope="col">level</th><th scope="col"><b class="a">A</b></th><th scope="col"><b class="b">B</b></th><th scope="col">how far apart, and the worst element</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}

function stageRow(stage: Stage, isFirst: boolean): Markup {
  const mark = isFirst ? html` <b class="first">◀ it begins here</b>` : undefined;
  return html`<tr${isFirst ? html` class="begins"` : undefined}><th scope="row">${stage.stage}${mark}</th>
<td><span class="chip ${stage.level}">${LEVELS[stage.level]}</span></td>
<td>${passed(stage.a)}</td><td>${passed(stage.b)}</td>
<td>${stage.says}${apart(stage)}</td></tr>
`;
}

function passed(one: Passed | undefined): Markup {
  if (one === undefined) return html`<span class="quiet">–</span>`;
  const { call, name, dtype, shape, range } = one;
  const values =
    range === undefined
      ? undefined
      : html`<br><span class="quiet">${short(range.min)} to ${short(range.max)}, mean ${short(range.mean)}</span>`;
  return html`<code>${call}</code>${name === undefined ? undefined : html` <code>${name}</code>`}<br><span class="shape">${dtype} [${shape.join(" × ")}]</span>${values}`;
}

/** What the words do not say; nothing where nothing is apart. */
function apart({ apart: found }: Stage): Markup | undefined {
  if (found === undefined || found.max === 0) return undefined;
  return html`<br><span class="quiet">${short(found.mean)} apart on average</span>`;
}
