import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Type from "typebox";
import type { Witnessed } from "../../compare/ladder.ts";
import { caseStages, ladderOf } from "../../compare/ladder.ts";
import type { CaseReport, CaseStages, Report } from "../../compare/report.ts";
import type { PassedArray } from "../../compare/stage-array.ts";
import { figure } from "../../compare/words.ts";
import { DTYPES, STAGES } from "../../contract/observation.ts";
import { SettingsError, validated } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import type { Task } from "./measure.ts";
import { questionOf } from "./measure.ts";
import { withRelease } from "./release-side.ts";
import type { Side } from "./side.ts";
import { SideLost } from "./side.ts";
import type { NamedSide } from "./sides.ts";

/** @throws SettingsError where a side runs elsewhere, or not at all */
export function checkObservable(...sides: readonly NamedSide[]): void {
  const stranger = sides.find(({ origin }) => origin !== "release");
  if (stranger !== undefined)
    throw new SettingsError(`--stages: ${stranger.name} is no release, and cannot be observed`);
}

/**
 * Asks both sides the worst cases once more, in workers that are observed, and finds where they part. Nothing of it counts for the
 * verdict or for latency.
 *
 * @param most cases that are asked
 */
export async function observeStages(
  task: Task,
  report: Report,
  most: number,
  interrupted: AbortSignal,
): Promise<Report["ladder"]> {
  const cases = report.worst.slice(0, most);
  if (cases.length === 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-observed-"));
  try {
    const found = await withObserved(task.a, task, join(folder, "a"), interrupted, (a) =>
      withObserved(task.b, task, join(folder, "b"), interrupted, (b) => climb(cases, { a, b }, task, report)),
    );
    return ladderOf(found);
  } catch (error) {
    if (error instanceof SideLost || interrupted.aborted)
      return { says: `not observed: ${messageOf(error)}`, cases: [] };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Times that A is asked once more for its own noise, at the most. */
const MOST_REPEATS = 8;

/** Asks one side a request, and returns what passed in it. */
type Ask = (request: Task["requests"][number]) => Promise<PassedArray[]>;

async function climb(
  cases: readonly CaseReport[],
  { a, b }: { readonly a: Ask; readonly b: Ask },
  { requests, plan }: Task,
  report: Report,
): Promise<CaseStages[]> {
  const found: CaseStages[] = [];
  for (const each of cases) {
    const request = requests.find(({ name }) => name === each.id);
    if (request === undefined) continue;
    const [first, other] = [await a(request), await b(request)];
    const again: PassedArray[][] = [];
    for (let time = 0; time < Math.min(Math.max(1, plan.calibrate), MOST_REPEATS); time++) {
      const once = await a(request);
      if (!isAlike(first, once)) again.push(once);
    }
    found.push(caseStages({ id: each.id, a: first, b: other, again, answer: answerOf(each, report) }));
  }
  return found;
}

function isAlike(one: readonly PassedArray[], other: readonly PassedArray[]): boolean {
  const nothing = new Uint8Array();
  const isSame = (step: PassedArray, index: number): boolean =>
    Buffer.compare(step.bytes ?? nothing, other[index]?.bytes ?? nothing) === 0;
  return one.length === other.length && one.every(isSame);
}

function answerOf(
  { exceeding, measures, worst, paths }: CaseReport,
  { verdict: { verdict }, measures: all }: Report,
): Witnessed["answer"] {
  const [path] = paths;
  const where = path === undefined ? "" : `; ${path.path}: ${path.a} -> ${path.b}`;
  const values = exceeding.map((name) => `${titleOf(name, all)} ${figure(measures[name] ?? 0)}`).join(", ");
  if (exceeding.length === 0) return { level: worst > 0 ? "rounding" : "equal", says: "within every limit" };
  if (verdict === "equal within noise")
    return { level: "noise", says: `${values}: no more than A's own noise${where}` };
  return { level: "different", says: `${values}${where}` };
}

function titleOf(name: string, measures: Report["measures"]): string {
  return measures.find((measure) => measure.name === name)?.title ?? name;
}

async function withObserved<T>(
  side: NamedSide,
  { config }: Task,
  folder: string,
  interrupted: AbortSignal,
  use: (ask: Ask) => Promise<T>,
): Promise<T> {
  if (side.origin !== "release") throw new Error(`${side.name} is no release`);
  const release = { ...side.release, observeDir: folder };
  return withRelease({ ...side, release }, { instances: 1, config, interrupted }, (asked) =>
    use((request) => {
      interrupted.throwIfAborted();
      return observed(asked, request, folder);
    }),
  );
}

async function observed(side: Side, request: Task["requests"][number], folder: string): Promise<PassedArray[]> {
  await rm(folder, { recursive: true, force: true });
  await side.ask(await questionOf(request));
  const passed = await readObservations(folder);
  await rm(folder, { recursive: true, force: true });
  return passed;
}

const Line = Type.Object(
  {
    stage: Type.Enum(STAGES.filter((stage) => stage !== "answer")),
    call: Type.String(),
    name: Type.String(),
    run: Type.Integer({ minimum: 0 }),
    dtype: Type.Enum([...DTYPES]),
    shape: Type.Array(Type.Integer({ minimum: 0 })),
    file: Type.String({ pattern: "^[0-9-]*(\\.bin)?$" }),
  },
  { additionalProperties: false },
);

/** All that the workers of a side noted of one request, in its order; processes in the order in which they were done. */
async function readObservations(folder: string): Promise<PassedArray[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".jsonl")).map((name) => join(folder, name));
  const aged = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  const sorted = aged.toSorted((one, other) => one.at - other.at);
  return (await Promise.all(sorted.map(({ file }) => readProcess(file)))).flat();
}

async function readProcess(path: string): Promise<PassedArray[]> {
  const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
  return Promise.all(
    lines.map(async (line, index) => {
      const { file, ...rest } = validated(Line, JSON.parse(line), `${path}:${index + 1}`);
      return { ...rest, bytes: file === "" ? undefined : await readFile(join(path, "..", file)) };
    }),
  );
}
