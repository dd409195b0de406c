import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { constants, createGunzip, createInflate, deflate, gzip } from "node:zlib";
import { BridgeError } from "../../contract/errors.ts";
import { short } from "../../tensors/datatypes.ts";

type Encoding = "gzip" | "deflate";

const CHUNK_BYTES = 64 * 1024;
const INFLATE = { gzip: createGunzip, deflate: createInflate } as const;
const DEFLATE = { gzip: promisify(gzip), deflate: promisify(deflate) } as const;
/** Tensors are noise to them: what more effort gains is not worth the time. */
const LEVEL = constants.Z_BEST_SPEED;

function isEncoding(name: string): name is Encoding {
  return name === "gzip" || name === "deflate";
}

/**
 * A request's body without its content encoding. It inflates as it is read, so that whoever reads it bounds it; destroy it
 * where it is not read to its end.
 *
 * @throws BridgeError `bad_request`, 415, for an encoding that is neither gzip nor deflate
 */
export function inflated(raw: IncomingMessage): Readable {
  const name = (raw.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (name === "identity" || name === "") return raw;
  if (!isEncoding(name)) {
    throw new BridgeError(
      "bad_request",
      `a Content-Encoding may be gzip or deflate, not ${JSON.stringify(short(name))}`,
      {
        code: 415,
      },
    );
  }
  const decoder = INFLATE[name]({ chunkSize: CHUNK_BYTES });
  // Whoever reads it has heard of the first error; there may be others once nobody listens.
  decoder.on("error", () => undefined);
  decoder.once("close", () => raw.unpipe(decoder).resume());
  raw.once("close", () => {
    if (!raw.complete) decoder.destroy(new Error("the client has gone away"));
  });
  return raw.pipe(decoder);
}

/**
 * The encoding that a client asks for its answer: the one that its `Accept-Encoding` names, if that is all that it names.
 * A list says what a client can read; most libraries send one unasked, and tensors hardly shrink.
 */
export function encodingWanted(accepted: string | undefined): Encoding | undefined {
  const name = (accepted ?? "").trim().toLowerCase();
  return isEncoding(name) ? name : undefined;
}

export function deflated(bytes: Uint8Array, encoding: Encoding): Promise<Buffer> {
  return DEFLATE[encoding](bytes, { level: LEVEL });
}
