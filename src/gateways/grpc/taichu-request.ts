import { taichu_infer } from "../../protos/taichu-messages.js";
import { TooMuch } from "./admission.ts";
import type { FieldReaders } from "./fields.ts";
import { readFields, tagOf } from "./fields.ts";
import type { StrictReader } from "./strict-reader.ts";

/** A parameter takes two bytes on the wire and some microseconds: 50 MiB of them would hold everybody up. */
const MAX_FIELDS = 100_000;

/** The codec of a ModelInferRequest, whose fields are counted before anything is made of them. */
export const Counted = {
  /** @throws TooMuch; Error when it is no such message */
  decode(reader: StrictReader): taichu_infer.ModelInferRequest {
    countFields(reader.buf);
    return taichu_infer.ModelInferRequest.decode(reader);
  },
};

function countFields(bytes: Uint8Array): void {
  let fields = 0;
  const see = () => {
    fields += 1;
    if (fields > MAX_FIELDS) throw new TooMuch(`the request has more than ${MAX_FIELDS} fields`);
  };
  const within = (field: number, readers: FieldReaders<undefined>): FieldReaders<undefined> => ({
    [tagOf(field, "bytes")]: (reader) => readFields(reader.bytes(), undefined, readers, see),
  });
  // The parameters, and the value of each.
  readFields(bytes, undefined, within(4, within(2, {})), see);
}
