/** How the page looks: on light and dark screens, narrow ones, and paper. A is blue and solid, B is orange and dashed, everywhere. */
export const STYLE = `
:root {
  --page: #f6f7f9; --card: #ffffff; --ink: #1a1f26; --quiet: #57606b; --line: #d9dee5; --soft: #eef1f5;
  --a: #0b5cd5; --b: #b54708; --good: #0f7a3d; --fair: #8a5a00; --bad: #c02626; --link: #0b5cd5;
  --good-soft: #e2f4e8; --fair-soft: #fdf1d8; --bad-soft: #fde6e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --card: #1b2027; --ink: #e7ebf0; --quiet: #a3adb9; --line: #333b46; --soft: #252c35;
    --a: #6cb0ff; --b: #ffa45c; --good: #5fd38d; --fair: #f0c060; --bad: #ff8a8a; --link: #8ec1ff;
    --good-soft: #173325; --fair-soft: #382c12; --bad-soft: #401d1f;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header.summary, nav, main { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px 12px; z-index: 2; }
h1 { font-size: 34px; line-height: 1.15; margin: 14px 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 21px; margin: 0 0 10px; }
h3 { font-size: 16px; margin: 0 0 6px; overflow-wrap: anywhere; }
p { margin: 0 0 10px; }
code, pre { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { unicode-bidi: isolate; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; margin: 0 0 12px; overflow-x: auto; }
pre code { overflow-wrap: normal; } pre.command { white-space: pre-wrap; } pre.command code { overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-weight: normal; }
b.a { color: var(--a); } b.b { color: var(--b); }

header.summary { margin-top: 24px; padding: 22px 24px 20px; background: var(--card); border: 1px solid var(--line); border-left-width: 10px; border-radius: 12px; max-width: 1132px; }
.summary.good { border-left-color: var(--good); } .summary.fair { border-left-color: var(--fair); } .summary.bad { border-left-color: var(--bad); }
.good h1 { color: var(--good); } .fair h1 { color: var(--fair); } .bad h1 { color: var(--bad); }
.what { display: inline-block; margin: 0 22px 0 0; overflow-wrap: anywhere; }
.means { font-size: 18px; }
.reasons { display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; margin: 0 0 16px; }
.reasons dt { font-weight: 600; color: var(--quiet); } .reasons dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 0; }
.tiles div { background: var(--soft); border-radius: 8px; padding: 8px 14px; display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--quiet); font-size: 13px; } .tiles dd { margin: 0; font-size: 20px; font-weight: 600; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; margin: 14px 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; margin: 0 0 18px; }

table { border-collapse: collapse; margin: 0 0 12px; font-size: 14px; }
caption { text-align: left; color: var(--quiet); font-size: 13px; padding-bottom: 4px; }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; font-size: 13px; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .number { white-space: normal; }
td.exceeds, li.exceeds b { color: var(--bad); font-weight: 600; }
.scroll { overflow-x: auto; }
.measures .says { min-width: 260px; color: var(--quiet); }
.all th[scope="row"] { overflow-wrap: anywhere; min-width: 140px; font-weight: normal; }
th button { font: inherit; font-weight: 600; color: var(--link); background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
th button:not([hidden]) + .title { display: none; }
th[aria-sort="ascending"] button::after { content: " ▲"; } th[aria-sort="descending"] button::after { content: " ▼"; }
.chip { display: inline-block; font-size: 12.5px; font-weight: 600; line-height: 1.3; padding: 2px 9px; border-radius: 99px; white-space: nowrap; background: var(--soft); color: var(--quiet); }
.chip.equal { background: var(--good-soft); color: var(--good); }
.chip.within, .chip.noise, .chip.tolerance, .chip.rounding, .chip.reordered { background: var(--fair-soft); color: var(--fair); }
.chip.beyond, .chip.different { background: var(--bad-soft); color: var(--bad); }
.controls { display: flex; flex-wrap: wrap; gap: 8px 18px; align-items: center; background: var(--soft); border-radius: 8px; padding: 8px 12px; margin-bottom: 14px; }
.controls input[type="search"], .controls select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: 3px 6px; max-width: 100%; }
[hidden] { display: none !important; }

.case { border-top: 1px solid var(--line); padding: 16px 0 8px; }
.case h3 .chip { margin-left: 6px; }
.values { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 0; margin: 0 0 10px; font-size: 14px; color: var(--quiet); }
.values b { color: var(--ink); }
.plain { list-style: none; padding: 0; margin: 0 0 10px; }
.evidence { display: flex; flex-wrap: wrap; gap: 14px 24px; align-items: flex-start; }
.figures { display: flex; flex-wrap: wrap; gap: 12px; flex: 1 1 420px; max-width: 100%; }
.words { flex: 1 1 360px; min-width: 0; max-width: 100%; }
figure { margin: 0; }
.evidence.wide { flex-direction: column; } .evidence.wide > * { flex: none; width: 100%; }
.figures figure { flex: 1 1 240px; max-width: 560px; min-width: 0; }
.figures figure.small { max-width: 224px; }
.figures svg { display: block; width: 100%; max-height: 480px; border-radius: 6px; background: var(--soft); }
.figures figure.small image { image-rendering: pixelated; }
figcaption { font-size: 13px; color: var(--quiet); padding-top: 4px; }
figure.dim .ground { filter: grayscale(1) brightness(0.55); }
.blank { fill: var(--soft); }
.ramp { display: inline-block; width: 60px; height: 10px; border-radius: 3px; background: linear-gradient(90deg, #ffd200, #ff0a28); }
.region { fill: none; vector-effect: non-scaling-stroke; stroke-width: 2.5; }
.regions.a .region { stroke: #2f8bff; } .regions.b .region { stroke: #ff8c1a; stroke-dasharray: 7 5; }
.region.alone { stroke-width: 4; } .region.same { stroke-width: 1.6; }
.regions.a .region.alone { fill: #2f8bff; fill-opacity: 0.16; } .regions.b .region.alone { fill: #ff8c1a; fill-opacity: 0.16; }
.regions text { paint-order: stroke; stroke: #000; stroke-width: 0.22em; stroke-linejoin: round; font-weight: 600; }
.regions.a text { fill: #9fcbff; } .regions.b text { fill: #ffc489; }
.without-a .regions.a, .without-b .regions.b { display: none; }
.scores { width: 100%; } .scores td:nth-child(2), .scores td:nth-child(3) { width: 27%; white-space: nowrap; } .scores th[scope="row"] { overflow-wrap: anywhere; min-width: 8em; }
svg.score { width: calc(100% - 70px); height: 10px; vertical-align: middle; border-radius: 2px; }
.score + .number { display: inline-block; width: 66px; font-size: 13px; }
.score .track { fill: var(--soft); } .score .fill.a { fill: var(--a); } .score .fill.b { fill: var(--b); }
.paths th { min-width: 170px; } .paths td { min-width: 110px; max-width: 420px; }
.text { font-size: 17px; overflow-wrap: anywhere; white-space: break-spaces; unicode-bidi: isolate; border-left: 3px solid var(--line); padding-left: 10px; }
del { background: color-mix(in srgb, var(--a) 20%, transparent); color: var(--a); }
ins { background: color-mix(in srgb, var(--b) 20%, transparent); color: var(--b); text-decoration: underline dashed; }

.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 16px 28px; margin: 8px 0 14px; align-items: start; }
.chart { width: 100%; height: auto; overflow: visible; }
.chart text { font-size: 11.5px; fill: var(--quiet); }
.chart .bar { fill: var(--a); opacity: 0.85; } .chart .grid { stroke: var(--line); } .chart .axis, .chart .zero { stroke: var(--quiet); }
.chart .zero { stroke-dasharray: 3 3; }
.chart line.limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 3; } .chart text.limit { fill: var(--bad); }
.chart .line { fill: none; stroke-width: 2.2; } .chart .line.a { stroke: var(--a); } .chart .line.b { stroke: var(--b); stroke-dasharray: 6 4; }
.chart .whisker { stroke: var(--ink); stroke-width: 2; } .chart .dot { fill: var(--ink); }
.shape { white-space: nowrap; } .begins { font-size: 17px; margin-bottom: 2px; } tr.begins { font-size: inherit; background: var(--bad-soft); } .first { color: var(--bad); white-space: nowrap; }
.ladder { margin: 0 0 10px; } .ladder summary { cursor: pointer; font-weight: 600; padding: 4px 0; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 8px 28px; }
.columns > * { min-width: 0; } .wide { grid-column: 1 / -1; }
.pairs, .files { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 0 0 12px; font-size: 14px; }
.pairs dt, .files dt { color: var(--quiet); } .pairs dd, .files dd { margin: 0; overflow-wrap: anywhere; }

@media (max-width: 640px) {
  header.summary, nav, main { padding-left: 14px; padding-right: 14px; }
  header.summary { margin: 10px 10px 0; } main { padding: 0 10px; } section { padding: 14px 12px; }
  h1 { font-size: 27px; } .what { display: block; }
  .reasons { grid-template-columns: 1fr; gap: 0; } .reasons dd { margin-bottom: 8px; }
  .files, .pairs { grid-template-columns: 1fr; gap: 0; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #f2f2f2;
    --a: #0b5cd5; --b: #b54708; --good: #0f7a3d; --fair: #7a5000; --bad: #a51616; --link: #000;
    --good-soft: #fff; --fair-soft: #fff; --bad-soft: #fff;
  }
  body { font-size: 10.5pt; } nav, .controls, .skip { display: none; }
  header.summary, main { max-width: none; padding-left: 0; padding-right: 0; } header.summary { padding: 10px 14px; margin: 0 0 12px; }
  section { border: 0; padding: 0; } h2 { break-after: avoid; } .case, figure, tr { break-inside: avoid; }
  .paths th, .paths td, .measures .says { min-width: 0; } .chip { border: 1px solid; } .scroll, pre { overflow: visible; } pre { white-space: pre-wrap; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
