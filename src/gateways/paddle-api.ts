import Type from "typebox";
import { failures, of, wireFailure } from "./api.ts";
import type { Operation } from "./docs.ts";
import type { PaddleGeneration } from "./paddle-answer.ts";
import { paddleAnswer } from "./paddle-answer.ts";

const Texts = Type.Array(Type.String());

/** What most clients send; `tensors`, and how Go reads numbers and texts, are in `paddle-request.ts`. */
const PADDLE_REQUEST = Type.Object({
  key: Type.Optional(Texts),
  value: Type.Optional(Texts),
  logid: Type.Optional(Type.Integer()),
  clientip: Type.Optional(Type.String()),
  tensors: Type.Optional(Type.Array(Type.Object({}))),
});

const PADDLE_RESPONSE = Type.Object({
  err_no: Type.Integer({ description: "0: none; what an Op has given it, or the platform" }),
  err_msg: Type.String(),
  key: Texts,
  value: Texts,
  tensors: Type.Array(Type.Object({}), { maxItems: 0 }),
});

/** What its gateway says itself, by a status of gRPC. */
const PADDLE_ERROR = Type.Object({
  error: Type.String(),
  code: Type.Integer(),
  message: Type.String(),
  details: Type.Array(Type.Object({})),
});

/** The route on the host's own port, with the numbers of one generation (spec: paddle-pipeline, sections B2 and B9). */
export function pipelineApi(generation: PaddleGeneration): Operation {
  const { 200: _told, ...refused } = failures((error) =>
    wireFailure(paddleAnswer(error, { generation, ported: false })),
  );
  const refusals = Object.entries(refused).map(([status, { description }]) => [status, of(description, PADDLE_ERROR)]);
  return {
    tags: ["Paddle Serving"],
    summary: "Ask a pipeline's service by its name",
    description: "A body is read as its platform's gateway reads it, usually as JSON, whatever its content type.",
    body: { content: { ...of("", PADDLE_REQUEST).content, ...of("", PADDLE_REQUEST, "*/*").content } },
    response: {
      200: of("what the script answers, failures too: each has an `err_no`", PADDLE_RESPONSE),
      ...Object.fromEntries(refusals),
    },
  };
}
