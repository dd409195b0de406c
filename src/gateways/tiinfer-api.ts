import { AnyJson, failures, of, wireFailure } from "./api.ts";
import type { Operation } from "./docs.ts";
import type { MosecGeneration } from "./tiinfer-answer.ts";
import { inferenceAnswer } from "./tiinfer-answer.ts";
import { EVENT_STREAM } from "./tiinfer-events.ts";

/** The routes on the host's own port, in the words of one mosec (spec: tiinfer, sections A2 and A9). */
export function inferenceApi(generation: MosecGeneration): {
  readonly inference: Operation;
  readonly predict: Operation;
} {
  const answers = {
    tags: ["tiinfer, mosec"],
    description: "A body is read as its script reads it, usually as JSON, whatever its content type.",
    body: { content: { ...of("", AnyJson).content, ...of("", AnyJson, "*/*").content } },
    response: {
      200: {
        description: "what the script answers",
        content: { ...of("", AnyJson, "*/*").content, ...of("", AnyJson, EVENT_STREAM).content },
      },
      ...failures((error) => wireFailure(inferenceAnswer(error, { generation, ported: false }))),
    },
  };
  return {
    inference: { ...answers, summary: "Ask the only app of this kind" },
    predict: { ...answers, summary: "Ask an app by its name", url: "/v1/models/:app:predict" },
  };
}
