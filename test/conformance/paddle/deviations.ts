import type { Comparable } from "./judge.ts";

/** Where we answer otherwise on purpose: rows of the table in the spec's section B9, from the first on, and other sections. */
export const DEVIATIONS = {
  "B9.3": "a service whose workers are gone has new ones: the next request is answered",
  "B9.4": "after an Op has ended its process the next request is answered, not left to hang",
  "B9.7": "a list of str for a model of numbers: an error that names the feed",
  "B9.10": "an Op whose init_op raises: the release has failed, 503",
  "B9.11": "an Op with several before it and no preprocess: an error, not a hang",
  B2: "a client's bytes are never unpickled: another text",
  B4: "an error of the model's is in the words of ONNX Runtime",
  "B4.lod": "ONNX knows no LoD: none is answered, none stays from the request before, and nothing hangs",
  B5: "`pipeline.profile` is answered as any other pair",
} as const;
export type DeviationNumber = keyof typeof DEVIATIONS;

/** What we answer to a line instead. */
export interface Instead {
  readonly number: DeviationNumber;
  /** Of the line. */
  readonly id: string;
  readonly answer: Partial<Comparable>;
}

const JSON_TYPE = { "content-type": "application/json" };
const ECHO = answerOf({
  a: "1",
  path_first: "@DAGExecutor",
  path_left: "first",
  path_right: "first",
  path_join: "left+right",
});
const PROFILE = ECHO.replace('"a"', '"pipeline.profile"');
const NO_PREPROCESS =
  "Log_id: 5  Raise_msg: c Failed to run preprocess: this Op has multiple previous inputs (a, b). Please override this func.  " +
  "ClassName: Op._run_preprocess.\\u003clocals\\u003e.preprocess_help  FunctionName: preprocess_help";
const NO_PICKLE =
  "rpc package error: This file contains pickled (object) data. If you trust the file you can load it unsafely using the " +
  "`allow_pickle=` keyword argument or `pickle.load()`.";
const DEAD = '"setup-0/v1 is failed; GET /v1/apps says why"';

function answerOf(values: Readonly<Record<string, string>>): string {
  const pairs = { key: Object.keys(values), value: Object.values(values) };
  return JSON.stringify({ err_no: 0, err_msg: "", ...pairs, tensors: [] });
}

/** A prediction that has failed, in 0.9's words. */
function failedAnswer(number: number, cause: string): string {
  const rest = "Please check the input dict and checkout PipelineServingLogs/pipeline.log for more details.";
  const err_msg = `[uci] failed to predict. ${cause}. ${rest}`;
  return JSON.stringify({ err_no: number, err_msg, key: [], value: [], tensors: [] });
}

const NOT_RUN = failedAnswer(10_000, "(data_id=0 log_id=0) [uci|0] Failed to process(batch: [0]): [ONNXRuntimeError]");
const LIST_OF_STR = failedAnswer(5000, "feed x is a list of str, but the model takes float32");
const ONE_ROW = answerOf({ price: "[[18.9012]] float32 (1, 1)" });
const THREE_ROWS = answerOf({ price: "[[18.9012]\n [15.0640]\n [11.2269]] float32 (3, 1)" });
const OK = { status: 200, headers: JSON_TYPE };

export const INSTEAD: readonly Instead[] = [
  { number: "B4", id: "paddle: model-shape1", answer: { body: NOT_RUN } },
  { number: "B4", id: "paddle: model-badshape", answer: { body: NOT_RUN } },
  { number: "B4.lod", id: "paddle: model-extralod", answer: { body: ONE_ROW } },
  { number: "B4.lod", id: "paddle: model-skiptruthy", answer: { body: ONE_ROW } },
  { number: "B4.lod", id: "paddle: lod-3-hang", answer: { ...OK, body: THREE_ROWS } },
  { number: "B4.lod", id: "paddle: lod-4-dead", answer: { ...OK, body: ONE_ROW } },
  { number: "B4.lod", id: "paddle-0.7: model-extralod", answer: { body: ONE_ROW } },
  { number: "B4.lod", id: "paddle-0.7: model-dict3", answer: { ...OK, body: THREE_ROWS } },
  { number: "B9.7", id: "paddle: model-strlist", answer: { body: LIST_OF_STR } },
  { number: "B9.3", id: "paddle: backend-killed", answer: { status: 200, body: ECHO } },
  { number: "B9.4", id: "paddle: after-exit", answer: { ...OK, body: ECHO } },
  {
    number: "B9.10",
    id: "paddle: init-fail",
    answer: { status: 503, body: `{"error":${DEAD},"code":14,"message":${DEAD},"details":[]}` },
  },
  {
    number: "B9.11",
    id: "paddle: misc-multi-default-pre",
    answer: {
      status: 200,
      headers: JSON_TYPE,
      body: `{"err_no":10000,"err_msg":"${NO_PREPROCESS}","key":[],"value":[],"tensors":[]}`,
    },
  },
  {
    number: "B2",
    id: "paddle-0.7: tensor-bytes-junk",
    answer: { body: `{"err_no":4,"err_msg":"${NO_PICKLE}","key":[],"value":[],"tensors":[]}` },
  },
  { number: "B5", id: "paddle: profile", answer: { body: PROFILE } },
  { number: "B5", id: "paddle-0.7: profile", answer: { body: PROFILE } },
];
