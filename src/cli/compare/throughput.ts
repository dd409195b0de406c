import type { Question, Side } from "./side.ts";

/** Requests per second of both sides with the same number in flight. */
export interface Throughput {
  readonly a: number;
  readonly b: number;
}

/**
 * How much both sides answer when there is always something to do. A, B, B, A in turn, so that a machine that becomes
 * slower does so for both.
 *
 * @param ms for each of the four
 * @throws SideLost
 */
export async function throughputOf(
  { a, b }: { readonly a: Side; readonly b: Side },
  questions: readonly Question[],
  ms: number,
): Promise<Throughput> {
  // A full batch for each worker, and the next request at hand.
  const inFlight = Math.max(a.workers?.capacity ?? 1, b.workers?.capacity ?? 1) + 1;
  const counts = { a: { requests: 0, ms: 0 }, b: { requests: 0, ms: 0 } };
  for (const [side, count] of [
    [a, counts.a],
    [b, counts.b],
    [b, counts.b],
    [a, counts.a],
  ] as const) {
    const start = performance.now();
    count.requests += await flood(side, questions, inFlight, ms);
    count.ms += performance.now() - start;
  }
  return { a: (counts.a.requests / counts.a.ms) * 1000, b: (counts.b.requests / counts.b.ms) * 1000 };
}

/** Answered requests, those that were still on their way at the end included. */
async function flood(side: Side, questions: readonly Question[], inFlight: number, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let sent = 0;
  const ask = async () => {
    while (performance.now() < end) {
      const question = questions[sent++ % questions.length];
      if (question === undefined) return;
      await side.ask(question);
    }
  };
  const asking = await Promise.allSettled(Array.from({ length: inFlight }, ask));
  for (const result of asking) if (result.status === "rejected") throw result.reason;
  return sent;
}
