import type { Report, Verdict } from "../../compare/report.ts";
import { withEvidence } from "./evidence.ts";
import type { Journal } from "./journal.ts";
import type { Judgement } from "./judge.ts";
import { judge } from "./judge.ts";
import { latencyOf } from "./latency.ts";
import type { Progressed, Task } from "./measure.ts";
import type { ReadSettings } from "./settings.ts";
import type { NamedSide } from "./sides.ts";
import { environment } from "./versions.ts";

export interface Measured {
  readonly task: Task;
  /** As the data were asked for. */
  readonly source: string;
  readonly command: string;
  /** Requests that `--limit` left out. */
  readonly beyondLimit: number;
  /** Recorded requests of other apps. */
  readonly others: number;
  readonly settings: ReadSettings;
  readonly labelOf: (name: string) => string | undefined;
  readonly journal: Journal;
  readonly progressed: Progressed;
}

/** A report, and its pictures by the file names that it gives them. */
export interface Assembled {
  readonly report: Report;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** The whole report of what the journal holds. */
export async function assemble(measured: Measured): Promise<Assembled> {
  const { task, source, command, settings, labelOf, journal } = measured;
  const cases = task.requests.flatMap(({ name }) => journal.cases.get(name) ?? []);
  const { judgement, judged } = await judge(cases, settings.judge, labelOf);
  const { requests } = task;
  const { worst, pictures } = await withEvidence(judgement.worst, { judged, requests, settings: settings.judge });
  const latency = latencyOf(cases, journal.runs);
  const last = journal.runs.at(-1);
  const report: Report = {
    format: 1,
    ...judgement,
    worst,
    verdict: finalVerdict(judgement, measured, cases.length),
    made: new Date().toISOString(),
    command,
    environment: { ...environment(), seed: String(task.plan.seed), instances: String(settings.run.instances) },
    sides: { a: sideOf(task.a, last?.a.versions), b: sideOf(task.b, last?.b.versions) },
    data: {
      source,
      cases: task.requests.length + measured.beyondLimit + measured.others,
      compared: cases.length,
      left_out: leftOut(measured, cases.length),
      repeat: task.plan.repeat,
      calibrate: task.plan.calibrate,
    },
    settings: settings.judge,
    ...(latency === undefined ? {} : { latency }),
  };
  return { report, pictures };
}

function sideOf({ name, origin }: NamedSide, versions: Report["sides"]["a"]["versions"] = {}): Report["sides"]["a"] {
  return { name, origin, versions };
}

function leftOut({ task, beyondLimit, others, progressed }: Measured, compared: number): Record<string, number> {
  const unknown = progressed.unknown.length;
  const unmeasured = task.requests.length - compared - unknown;
  const reasons = [
    ["no expected answer", unknown],
    [progressed.stopped ?? "not measured", unmeasured],
    ["beyond --limit", beyondLimit],
    ["of another app", others],
  ] as const;
  return Object.fromEntries(reasons.filter(([, count]) => count > 0));
}

/** What ended before its end can be found different, but nothing else. */
function finalVerdict({ verdict }: Judgement, { progressed: { stopped } }: Measured, compared: number): Verdict {
  if (stopped === undefined || verdict.exit_code === 1) return verdict;
  const before =
    compared === 0 ? "nothing was compared before" : `${compared} before it: ${verdict.verdict}, ${verdict.rule}`;
  return { verdict: "unfinished", rule: `${stopped}; ${before}`, exit_code: 2 };
}
