import { BridgeError } from "../contract/errors.ts";
import { DATA_PREFIX, decodeDataUri } from "./data-uri.ts";
import type { FetchLimits } from "./fetch.ts";
import { fetchUri } from "./fetch.ts";

/**
 * The bytes behind a URI of a request: `http://`, `https://` or the platform's one `data:` form.
 *
 * @throws BridgeError `bad_request` for other schemes (`bad uri`) and bad base64, `fetch_failed`, `too_large`
 */
export function resolveUri(uri: string, limits: FetchLimits): Uint8Array | Promise<Uint8Array> {
  if (uri.startsWith(DATA_PREFIX)) return decodeDataUri(uri);
  if (uri.startsWith("http://") || uri.startsWith("https://")) return fetchUri(uri, limits);
  throw new BridgeError("bad_request", "bad uri");
}
