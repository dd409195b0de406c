/** ONNX Runtime for handlers: `import { openSession } from "evalbridge/onnx"`. */
export type { ArrayTypes, ElementType, TensorArray } from "./arrays.ts";
export { rows, stack } from "./batch.ts";
export type { Feed, Output, OutputTypes, Port, Session, SessionConfigs, SessionOptions } from "./session.ts";
export { FeedError, openSession } from "./session.ts";
