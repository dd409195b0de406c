import type { Latency, Report, Stage } from "../../compare/report.ts";
import { counted, short, visible } from "../../compare/words.ts";
import { columns } from "../output.ts";

/** Cases that are named on the terminal; the report has all. */
const NAMED = 5;

/** The report in a few lines for a terminal. */
export function summaryOf(report: Report): string {
  const { verdict, sides, data, kind, kind_because } = report;
  const heading = `${sides.a.name} (A) against ${sides.b.name} (B): ${counted(data.compared, "request")} of ${data.source}`;
  const blocks = [
    `${heading}\n${verdict.verdict}: ${verdict.rule}`,
    kind === undefined ? "" : `Compared as ${kind}: ${kind_because}`,
    leftOut(report),
    measuresText(report),
    labelledText(report),
    worstText(report),
    ladderText(report),
    latencyText(report),
  ];
  // Much of it is what scripts say.
  return visible(blocks.filter((block) => block !== "").join("\n\n"));
}

function leftOut({ data }: Report): string {
  return Object.entries(data.left_out)
    .map(([reason, count]) => `Not compared: ${counted(count, "request")}: ${reason}`)
    .join("\n");
}

function measuresText({ measures }: Report): string {
  if (measures.length === 0) return "";
  const rows = measures.map(({ title, unit, worst, mean, says }) => [
    title,
    `${short(worst)}${unit === "" ? "" : ` ${unit}`}`,
    short(mean),
    says,
  ]);
  return columns([["measure", "worst", "mean", ""], ...rows]);
}

function labelledText({ labelled }: Report): string {
  if (labelled === undefined) return "";
  const { cases, right_a, right_b, only_a, only_b, p } = labelled;
  return `Of ${cases} with a label A is right in ${right_a}, B in ${right_b}; A alone in ${only_a}, B alone in ${only_b} (McNemar: p = ${short(p)})`;
}

function worstText({ worst }: Report): string {
  const unlike = worst.filter((found) => found.worst > 0);
  if (unlike.length === 0) return "";
  const lines = unlike.slice(0, NAMED).map(({ id, exceeding, measures, paths, notes }) => {
    const [path] = paths;
    const values = exceeding.map((name) => `${name} ${short(measures[name] ?? 0)}`);
    const where = path === undefined ? [] : [`${path.path}: ${path.a} -> ${path.b}`];
    return `  ${[id, ...(values.length > 0 ? [values.join(", ")] : []), ...where, ...notes].join("; ")}`;
  });
  return ["Worst cases", ...lines, ...(unlike.length > NAMED ? [`  ... ${unlike.length} differ in all`] : [])].join(
    "\n",
  );
}

/** All cases in a sentence, and the way of the first that diverges, or else of the first. */
function ladderText({ ladder }: Report): string {
  if (ladder === undefined) return "";
  const shownCase = ladder.cases.find(({ begins }) => begins !== undefined) ?? ladder.cases[0];
  if (shownCase === undefined) return `Stages: ${ladder.says}`;
  const rows = shownCase.stages.map(({ stage, a, b, level }) => [stage, passedText(a), passedText(b), level]);
  return `Stages: ${ladder.says}\n${columns([[`  ${shownCase.id}`, "A", "B", ""], ...rows.map(([first, ...rest]) => [`  ${first}`, ...rest])])}`;
}

function passedText(passed: Stage["a"]): string {
  if (passed === undefined) return "-";
  const { call, name, dtype, shape, range } = passed;
  const values = range === undefined ? "" : ` ${short(range.min)} to ${short(range.max)}`;
  return `${name ?? call} ${dtype}[${shape.join(",")}]${values}`;
}

function latencyText({ latency, sides }: Report): string {
  if (latency === undefined) return "";
  const { a, b, difference, pairs } = latency;
  const table = columns([
    ["ms", "p50", "p90", "p99", "per second", "cold start", "peak memory", "CPU per request"],
    ["A", ...costs(a)],
    ["B", ...costs(b)],
  ]);
  const { mean, low, high } = difference;
  const told = `95 % interval of the mean: ${short(low)} to ${short(high)} ms, ${counted(pairs, "pair")}`;
  const names = `${sides.b.name} takes`;
  if (low <= 0 && high >= 0)
    return `${table}\n${names} as long as ${sides.a.name}, as far as can be told (B less A, ${told})`;
  const much = `${short(Math.abs(mean))} ms ${mean < 0 ? "less" : "more"}`;
  return `${table}\n${names} ${much} per request than ${sides.a.name} (B less A, ${told})`;
}

function costs(side: Latency["a"]): string[] {
  const { throughput_per_s, cold_start_ms, memory_bytes, cpu_s_per_request } = side;
  const optional = (value: number | undefined, unit: string) => (value === undefined ? "-" : `${short(value)}${unit}`);
  return [
    short(side.p50),
    short(side.p90),
    short(side.p99),
    optional(throughput_per_s, ""),
    optional(cold_start_ms, " ms"),
    optional(memory_bytes === undefined ? undefined : Math.round(memory_bytes / 2 ** 20), " MiB"),
    optional(cpu_s_per_request === undefined ? undefined : cpu_s_per_request * 1000, " ms"),
  ];
}
