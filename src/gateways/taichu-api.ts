import Type from "typebox";
import { AnyJson } from "./api.ts";

/** What taichu-serve's clients send and get, on a path of the Open Inference Protocol (spec: taichu-serve, section C2). */
export const TAICHU_BODY = Type.Object({ parameters: Type.Optional(Type.Record(Type.String(), AnyJson)) });

/** What was asked; what the script answers stands beside it. */
export const TAICHU_ANSWER = Type.Object({
  id: Type.String(),
  model_name: Type.String(),
  model_version: Type.String(),
});
