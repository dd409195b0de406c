import { Agent, interceptors, request } from "undici";
import { BridgeError } from "../contract/errors.ts";

const MAX_REDIRECTS = 5;
const agent = new Agent().compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTS }));

export interface FetchLimits {
  readonly maxBytes: number;
  /** For the whole transfer (ms). */
  readonly timeoutMs: number;
}

/**
 * Fetches an `http(s)://` URI. Any 2xx answer is good (spec: AVA, section 6.3).
 *
 * @throws BridgeError `fetch_failed` whatever went wrong on the way, `too_large` over the size limit
 */
export async function fetchUri(uri: string, { maxBytes, timeoutMs }: FetchLimits): Promise<Uint8Array> {
  try {
    const signal = AbortSignal.timeout(Math.max(1, timeoutMs));
    const { statusCode, body } = await request(uri, { dispatcher: agent, signal });
    // Destroying an unread body makes it emit an error, which without a listener would end the host.
    body.on("error", () => undefined);
    if (statusCode < 200 || statusCode > 299) {
      body.destroy();
      throw new BridgeError("fetch_failed", "fetch uri failed", { cause: new Error(`status ${statusCode}`) });
    }
    return await readAll(body, maxBytes);
  } catch (error) {
    if (error instanceof BridgeError) throw error;
    throw new BridgeError("fetch_failed", "fetch uri failed", { cause: error });
  }
}

async function readAll(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BridgeError("too_large", `the bytes behind the uri are more than ${maxBytes}`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, bytes);
}
