import { validated } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { judgementOf, Question } from "./judgement.ts";

/** What `Judge` runs: takes one question at a time from its parent, and ends with it. */
process.on("message", (message) => void answer(message));
process.on("disconnect", () => process.exit());

async function answer(message: unknown): Promise<void> {
  try {
    process.send?.({ judgement: await judgementOf(validated(Question, message, "the question")) });
  } catch (error) {
    process.send?.({ problem: messageOf(error) });
  }
}
