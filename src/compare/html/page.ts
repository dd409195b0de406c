import { createHash } from "node:crypto";
import type { Report } from "../report.ts";
import { allCases, worstCases } from "./cases.ts";
import { ladderSection } from "./ladder.ts";
import { latencySection } from "./latency.ts";
import type { Markup } from "./markup.ts";
import { html, verbatim } from "./markup.ts";
import { measureTable, noiseText } from "./measures.ts";
import type { Pictures } from "./pictures.ts";
import { reproduction } from "./reproduce.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { summary } from "./summary.ts";

/** Nothing but what stands in the page, and of that only what is known before. */
const POLICY = [
  "default-src 'none'",
  "img-src data:",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * A report as one page of HTML that needs nothing else: no network, no other file, and no script for anything but filters.
 *
 * @param pictures that the report names, WebP, by their file names
 */
export function reportPage(report: Report, pictures: Pictures): string {
  const { sides, verdict } = report;
  const sections: readonly (readonly [id: string, title: string, content: Markup])[] = [
    ["worst", "Worst cases", worstCases(report, pictures)],
    ["ladder", "Where it begins", ladderSection(report)],
    ["measures", "Measures", measureTable(report)],
    ["noise", "A's own noise", noiseText(report)],
    ["latency", "Time and cost", latencySection(report)],
    ["all", "All cases", allCases(report)],
    ["reproduce", "To do it again", reproduction(report)],
  ];
  const links = sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`);
  const contents = sections.map(
    ([id, title, content]) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="evalbridge">
<title>${verdict.verdict}: ${sides.a.name} and ${sides.b.name}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<a class="skip" href="#worst">To the worst cases</a>
${summary(report)}
<nav aria-label="Contents"><ul>${links}</ul></nav>
<main>
${contents}</main>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
