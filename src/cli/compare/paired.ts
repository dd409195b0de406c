import { createHash } from "node:crypto";
import type { Case } from "./journal.ts";
import type { Reply } from "./reply.ts";
import type { Question, Side } from "./side.ts";

export interface Plan {
  /** Decides who is asked first, pair by pair. */
  readonly seed: number;
  /** Pairs per request. */
  readonly repeat: number;
  /** Times that A is asked once more. */
  readonly calibrate: number;
}

/**
 * Asks both sides the same, one right after the other, and nobody else at that time.
 *
 * @returns `undefined` when a side knows nothing about the request
 * @throws SideLost
 */
export async function askBoth(a: Side, b: Side, question: Question, plan: Plan): Promise<Case | undefined> {
  // Who has all answers already is asked first: without one nobody else need be.
  const known = { a: await recorded(a, question), b: await recorded(b, question) };
  if (known.a === "nothing" || known.b === "nothing") return undefined;
  const replies = { a: [...known.a], b: [...known.b] };
  for (let repeat = 0; repeat < plan.repeat; repeat++) {
    const both = [
      { side: a, into: replies.a },
      { side: b, into: replies.b },
    ];
    for (const { side, into } of isReversed(plan.seed, question.name, repeat) ? both.reverse() : both) {
      if (side.isLive) into.push(await live(side, question));
    }
  }
  const calibration: Reply[] = [];
  for (let time = 0; time < plan.calibrate && a.isLive; time++) calibration.push(await live(a, question));
  return { name: question.name, ...replies, calibration };
}

async function recorded(side: Side, question: Question): Promise<readonly Reply[] | "nothing"> {
  if (side.isLive) return [];
  const reply = await side.ask(question);
  return reply === undefined ? "nothing" : [reply];
}

async function live(side: Side, question: Question): Promise<Reply> {
  const reply = await side.ask(question);
  if (reply === undefined) throw new Error(`${side.name} is asked and has no answer`);
  return reply;
}

/** As good as a coin, and the same when a comparison goes on. */
function isReversed(seed: number, name: string, repeat: number): boolean {
  const [byte = 0] = createHash("sha256")
    .update(JSON.stringify([seed, name, repeat]))
    .digest();
  return byte % 2 === 1;
}
