import { isWeak } from "../noise.ts";
import type { Report, Verdict } from "../report.ts";
import { capital, counted, short } from "../words.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

interface Meaning {
  readonly tone: "good" | "fair" | "bad";
  readonly sign: string;
  /** In words for who has to decide. */
  readonly means: string;
}

const MEANINGS: Readonly<Record<Verdict["verdict"], Meaning>> = {
  equal: {
    tone: "good",
    sign: "✓",
    means: "B answered every request as A did. If anything differs at all, it is rounding.",
  },
  "equal within noise": {
    tone: "good",
    sign: "✓",
    means: "B differs from A no more than A differs from itself when it is asked again.",
  },
  "within tolerance": {
    tone: "fair",
    sign: "≈",
    means: "B differs from A, by no more than compare.yaml allows.",
  },
  different: {
    tone: "bad",
    sign: "✗",
    means: "B does not answer as A does.",
  },
  "nothing could be compared": {
    tone: "bad",
    sign: "?",
    means: "No answers could be laid beside each other. Nothing is known of whether B is equal.",
  },
  unfinished: {
    tone: "bad",
    sign: "…",
    means:
      "The comparison stopped before its end. What was measured before is here, and proves nothing about the rest.",
  },
};

/** So few requests are a beginning. */
const FEW = 100;

/** What one must know, readable in ten seconds: the verdict, its rule, what it means, what to do. */
export function summary(report: Report): Markup {
  const { verdict, sides } = report;
  const { tone, sign, means } = meaningOf(report);
  return html`<header class="summary ${tone}">
<p class="what"><b class="a">A</b> <bdi>${sides.a.name}</bdi> <span class="quiet">the reference</span></p>
<p class="what"><b class="b">B</b> <bdi>${sides.b.name}</bdi> <span class="quiet">measured against it</span></p>
<h1><span class="sign" aria-hidden="true">${sign}</span> ${capital(verdict.verdict)}</h1>
<p class="means">${means}</p>
<dl class="reasons">
<dt>Because</dt><dd>${verdict.rule}</dd>
<dt>Next</dt><dd>${next(report)}</dd>
</dl>
${tiles(report)}
</header>`;
}

function meaningOf({ verdict: { verdict }, measures }: Report): Meaning {
  const meaning = MEANINGS[verdict];
  const isBarelyKnown = measures.some(({ level, noise }) => level === "noise" && noise !== undefined && isWeak(noise));
  if (verdict !== "equal within noise" || !isBarelyKnown) return meaning;
  return { tone: "fair", sign: "≈", means: `${meaning.means} So few cases can hardly tell, though.` };
}

function next(report: Report): Markup {
  const { verdict, data } = report;
  const few = data.compared < FEW ? `${counted(data.compared, "request")} are few to sign off with: ` : "";
  switch (verdict.verdict) {
    case "equal":
    case "equal within noise":
      return html`${few}${few === "" ? "Give" : "give"} <code>--data</code> more of what the service really gets; then B can take A's place for data like these.`;
    case "within tolerance":
      return html`Look at the <a href="#worst">worst cases</a>, and decide whether you can live with these <a href="#reproduce">limits</a>.`;
    case "different":
      return html`${whereItBegins(report)} If a difference like the <a href="#worst">worst</a> does no harm, say so with a limit in <code>compare.yaml</code>.`;
    case "unfinished":
      return html`Give the <a href="#reproduce">same command</a> again: it goes on where it stopped.`;
    default:
      return html`Ask each side alone, with <code>npx evalbridge run</code> and one of the requests, until both answer.`;
  }
}

function whereItBegins({ ladder }: Report): Markup {
  if (ladder === undefined) return html`Ask again with <code>--stages</code>, which tells in which step it begins.`;
  return html`Where it begins, the <a href="#ladder">ladder</a> says: ${ladder.says}.`;
}

function tiles({ data, worst, latency, measures, errors }: Report): Markup {
  const unlike = worst.filter((one) => one.worst > 0).length;
  const beyond = worst.filter(({ exceeding }) => exceeding.length > 0).length;
  const leftOut = Object.values(data.left_out).reduce((sum, count) => sum + count, 0);
  const entries: [string, string][] = [
    ["compared", leftOut === 0 ? String(data.compared) : `${data.compared} of ${data.cases}`],
    ...(measures.length === 0
      ? []
      : ([
          ["differ", String(unlike)],
          ["beyond a limit", String(beyond)],
        ] as [string, string][])),
    ...(errors.agreed < data.compared
      ? [["with unlike codes", String(data.compared - errors.agreed)] as [string, string]]
      : []),
    ...(latency === undefined
      ? []
      : [["median time, A to B", `${short(latency.a.p50)} → ${short(latency.b.p50)} ms`] as [string, string]]),
  ];
  return html`<dl class="tiles">${entries.map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>`;
}
