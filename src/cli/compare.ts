import { SettingsError } from "../contract/settings.ts";
import { assemble } from "./compare/assemble.ts";
import { appFolder, chosenRequests, labelling } from "./compare/chosen.ts";
import { commandOf } from "./compare/command.ts";
import { identityOfRequests } from "./compare/identity.ts";
import { Journal } from "./compare/journal.ts";
import type { Progressed, Task } from "./compare/measure.ts";
import { measure } from "./compare/measure.ts";
import { checkObservable, observeStages } from "./compare/observe.ts";
import type { Plan } from "./compare/paired.ts";
import { publish } from "./compare/publish.ts";
import type { ReadSettings } from "./compare/settings.ts";
import { readSettings } from "./compare/settings.ts";
import type { NamedSide } from "./compare/sides.ts";
import { namedSide } from "./compare/sides.ts";
import { interruptible } from "./host.ts";
import type { HostOptions } from "./options.ts";
import { configOf, DEFAULT_DIR, QUIET } from "./options.ts";
import { checkedParams } from "./run.ts";

export interface CompareOptions extends HostOptions {
  readonly out: string;
  readonly data?: string;
  readonly settings?: string;
  readonly params?: string;
  readonly limit?: string;
  readonly repeat: string;
  readonly calibrate: string;
  readonly seed: string;
  /** How many cases, or true for as many as usual. */
  readonly stages?: string | true;
}

/** Cases that are observed unless the user says how many. */
const OBSERVED = 5;

/**
 * `evalbridge compare`: asks both sides the same, and says whether they answer the same. The exit code is 1 when they
 * do not, and 2 when that could not be told.
 */
export async function compare(nameA: string, nameB: string, options: CompareOptions): Promise<void> {
  const dir = options.dir ?? DEFAULT_DIR;
  const plan = planOf(options);
  const limit = options.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--limit", options.limit, 1);
  const [a, b] = [await namedSide(nameA, options), await namedSide(nameB, options)];
  const observed = observedCases(options, a, b);
  const settings = ignoring(await readSettings(options.settings, appFolder(dir, [a, b])), [a, b]);
  const {
    source,
    requests: all,
    others,
  } = await chosenRequests(options.data, checkedParams(options.params).params, [a, b]);
  const labelOf = await labelling(all, settings.judge.labels);
  const config = await configOf(dir, options, { defaults: QUIET });
  const { instances } = settings.run;
  const identity = { a: [a.name, a.identity], b: [b.name, b.identity], data: await identityOfRequests(all) };
  const journal = await Journal.open(options.out, { format: 1, ...identity, instances, ...plan });
  const task = { a, b, requests: all.slice(0, limit), plan, settings: settings.run, config };
  const beyondLimit = all.length - task.requests.length;
  const command = commandOf([nameA, nameB], options);
  const found = await interruptible(async (interrupted) => {
    const progressed = await measureOnce(task, journal, interrupted);
    const measured = { task, source, command, beyondLimit, others, settings, labelOf, journal, progressed };
    const { report, pictures } = await assemble(measured);
    if (progressed.stopped !== undefined) return { report, pictures };
    const ladder = await observeStages(task, report, observed, interrupted);
    return { report: ladder === undefined ? report : { ...report, ladder }, pictures };
  });
  await publish(found, journal, options.out);
}

function observedCases({ stages }: CompareOptions, ...sides: readonly NamedSide[]): number {
  if (stages === undefined) return 0;
  checkObservable(...sides);
  return stages === true ? OBSERVED : wholeNumber("--stages", stages, 1);
}

/** What was redacted in recorded answers cannot be compared. */
function ignoring({ run, judge }: ReadSettings, sides: readonly NamedSide[]): ReadSettings {
  const redacted = sides.flatMap((side) => (side.origin === "recording" ? side.redacted : []));
  return { run, judge: { ...judge, ignore: [...judge.ignore, ...redacted] } };
}

function planOf({ seed, repeat, calibrate }: CompareOptions): Plan {
  return {
    seed: wholeNumber("--seed", seed, 0),
    repeat: wholeNumber("--repeat", repeat, 1),
    calibrate: wholeNumber("--calibrate", calibrate, 0),
  };
}

/** A comparison that is complete is only judged anew. */
async function measureOnce(task: Task, journal: Journal, interrupted: AbortSignal): Promise<Progressed> {
  const isComplete = journal.runs.length > 0 && task.requests.every(({ name }) => journal.cases.has(name));
  return isComplete ? { unknown: [] } : measure(task, journal, interrupted);
}

function wholeNumber(flag: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new SettingsError(`${flag}: must be a whole number from ${least} on (found "${text}")`);
}
