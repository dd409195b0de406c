import { setMaxListeners } from "node:events";
import type { IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { NetworkGuard } from "./network-guard.ts";

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

/** GET over HTTP, under the guard and with limits. */
export class Fetcher {
  readonly #guard: NetworkGuard;
  readonly #maxRedirects: number;

  constructor(guard: NetworkGuard, maxRedirects: number) {
    this.#guard = guard;
    this.#maxRedirects = maxRedirects;
  }

  /**
   * The bytes behind an `http:` or `https:` URL, as they come: no content encoding is undone. Any 2xx answer is good
   * (spec: AVA, section 6.3). `user:password@` is sent to that URL's server, as the platform's own client did. Whatever way
   * this ends, no connection outlives it.
   *
   * @throws Error whose message tells why they cannot be had; after the signal, any error
   */
  async *stream(start: URL, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    // Every connection listens to it until it is closed, which may be after the next one has begun.
    setMaxListeners(0, signal);
    let url = start;
    for (let redirects = 0; redirects <= this.#maxRedirects; redirects++) {
      signal.throwIfAborted();
      const response = await this.#get(url, signal);
      try {
        const { statusCode = 0, headers } = response;
        if (!REDIRECTS.has(statusCode)) {
          if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`);
          yield* response;
          // A body that only the end of its connection delimits looks whole when the signal has cut it.
          signal.throwIfAborted();
          return;
        }
        url = redirected(url, headers.location);
      } finally {
        response.destroy();
      }
    }
    throw new Error(`more than ${this.#maxRedirects} redirects`);
  }

  /** On a connection of its own: one that was kept could be closed by its server just as it is used again. */
  #get(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const { hostname, protocol } = url;
    // A literal address is never looked up.
    this.#guard.check(hostname.replace(/^\[(.*)\]$/, "$1"));
    const send = protocol === "https:" ? requestHttps : requestHttp;
    const headers = { "User-Agent": "evalbridge", Accept: "*/*" };
    return new Promise((resolve, reject) => {
      const request = send(url, { agent: false, lookup: this.#guard.lookup, signal, headers });
      // Also of a body that nobody reads any more: it would end the host.
      request.on("error", reject);
      request.once("response", (response) => resolve(response.on("error", () => undefined)));
      request.end();
    });
  }
}

function redirected(from: URL, location: string | undefined): URL {
  if (location === undefined || !URL.canParse(location, from.href)) throw new Error("a redirect to nowhere");
  const url = new URL(location, from);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error(`a redirect to ${url.protocol}`);
  return url;
}
