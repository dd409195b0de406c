import type { Pair } from "../../compare/answered.ts";
import { compareAnswers } from "../../compare/case.ts";
import type { CaseDifference } from "../../compare/difference.ts";
import { kindOf } from "../../compare/kind.ts";
import { pairOf } from "../../compare/pair.ts";
import type { CaseReport, Report } from "../../compare/report.ts";
import type { CompareSettings, Kind } from "../../compare/settings.ts";
import type { ComparedCase } from "../../compare/summary.ts";
import { errorsOf, labelledOf, summarise } from "../../compare/summary.ts";
import { verdictOf } from "../../compare/verdict.ts";
import type { Case } from "./journal.ts";
import type { Reply } from "./reply.ts";

/** What the answers alone say. */
export type Judgement = Pick<
  Report,
  "verdict" | "kind" | "kind_because" | "measures" | "labelled" | "errors" | "worst"
>;

/** The two answers to a request that its case was judged by. */
export type Judged = ReadonlyMap<string, { readonly a: Reply; readonly b: Reply }>;

/**
 * Measures all answers, and A's own noise where it was asked more than once.
 *
 * @param labelOf the true class of a request
 */
export async function judge(
  cases: readonly Case[],
  settings: CompareSettings,
  labelOf: (name: string) => string | undefined,
): Promise<{ judgement: Judgement; judged: Judged }> {
  const firsts = await Promise.all(cases.map(({ name, a, b }) => repliesOf(a[0], b[0], labelOf(name))));
  const found = kindOf(firsts, settings);
  const errors = errorsOf(firsts);
  const { kind, because } = found;
  if (kind === undefined) {
    const judgement = { verdict: verdictOf(found, []), kind_because: because, measures: [], errors, worst: [] };
    return { judgement, judged: new Map() };
  }
  const measurer = new Measurer(kind, settings, labelOf);
  const compared: ComparedCase[] = [];
  const judged = new Map<string, { a: Reply; b: Reply }>();
  const noise = new Map<string, CaseDifference[]>();
  for (const each of cases) {
    const own = await measurer.ownDifferences(each);
    if (own.length > 0) noise.set(each.name, own);
    const noisy = own.some(({ worst }) => worst > 0);
    const { difference, a, b } = await measurer.difference(each, noisy);
    compared.push({ id: each.name, difference });
    judged.set(each.name, { a, b });
  }
  const measures = summarise(compared, settings, noise);
  const labelled = labelledOf(compared);
  const judgement = {
    verdict: verdictOf(found, measures),
    kind,
    kind_because: because,
    measures,
    ...(labelled === undefined ? {} : { labelled }),
    errors,
    worst: compared.map(caseReport).sort((one, other) => other.worst - one.worst),
  };
  return { judgement, judged };
}

interface DifferentReply {
  readonly a: Reply;
  readonly b: Reply;
  readonly difference: CaseDifference;
}

class Measurer {
  readonly #kind: Kind;
  readonly #settings: CompareSettings;
  readonly #labelOf: (name: string) => string | undefined;

  constructor(kind: Kind, settings: CompareSettings, labelOf: (name: string) => string | undefined) {
    this.#kind = kind;
    this.#settings = settings;
    this.#labelOf = labelOf;
  }

  /** Of all answers that B gave, the one that is furthest from A's first; where A differs from itself, B's first. */
  async difference({ name, a, b }: Case, noisy: boolean): Promise<DifferentReply> {
    const label = this.#labelOf(name);
    // The furthest of several answers would be further than any single one that A's noise is made of.
    const judged = noisy ? b.slice(0, 1) : unlike(b);
    const [answer] = a;
    if (answer === undefined) throw new Error(`${name} has no answer of A`);
    const all = await Promise.all(
      judged.map(async (b) => ({ a: answer, b, difference: await this.#compare(answer, b, label) })),
    );
    const [first, ...others] = all;
    if (first === undefined) throw new Error(`${name} has no answer of B`);
    return others.reduce((worst, next) => (next.difference.worst > worst.difference.worst ? next : worst), first);
  }

  /** How each other answer of A differs from its first. */
  ownDifferences({ a: [first, ...others], calibration }: Case): Promise<CaseDifference[]> {
    return Promise.all([...others, ...calibration].map((reply) => this.#compare(first, reply, undefined)));
  }

  async #compare(a: Reply | undefined, b: Reply | undefined, label: string | undefined): Promise<CaseDifference> {
    return compareAnswers(this.#kind, await repliesOf(a, b, label), this.#settings);
  }
}

/** Without those that say what one before them has said. */
function unlike(replies: readonly Reply[]): readonly Reply[] {
  const [first] = replies;
  return replies.filter((reply, index) => index === 0 || !isAlike(reply, first));
}

function isAlike(one: Reply, other: Reply | undefined): boolean {
  const { body: bytes = new Uint8Array(), code, message, result } = one;
  const isSame = code === other?.code && message === other.message && result === other.result;
  return isSame && Buffer.compare(bytes, other.body ?? new Uint8Array()) === 0;
}

function repliesOf(a: Reply | undefined, b: Reply | undefined, label: string | undefined): Promise<Pair> {
  if (a === undefined || b === undefined) throw new Error("a case has an answer of each side");
  return pairOf(a, b, label);
}

function caseReport({ id, difference }: ComparedCase): CaseReport {
  const { measures, worst, paths, notes } = difference;
  const all = Object.entries(measures);
  return {
    id,
    worst,
    measures: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
    exceeding: all.filter(([, { exceeds }]) => exceeds).map(([name]) => name),
    paths: [...paths],
    notes: [...notes],
  };
}
