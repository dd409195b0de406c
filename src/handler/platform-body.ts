import { evalError } from "../contract/errors.ts";
import type { RequestData } from "../contract/handler.ts";
import type { JsonObject } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";

/**
 * What a client of the original's platform sent, for the port of a script of that platform (`dialect` in
 * `release.yaml`): its JSON object, whichever way the request came.
 *
 * @throws BridgeError 400 when the bytes are no JSON object
 */
export function platformJson({ body }: Pick<RequestData, "body">): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw evalError(400, "the body is not JSON");
  }
  if (!isJsonObject(value)) throw evalError(400, "the body is not a JSON object");
  return value;
}
