import { setMaxListeners } from "node:events";
import type { NetworkGuard } from "./network-guard.ts";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

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
   * (spec: AVA, section 6.3). Whatever way this ends, no connection outlives it.
   *
   * @throws Error whose message tells why they cannot be had; after the signal, any error
   */
  async *stream(start: URL, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    // Every connection listens to it until it is closed, which may be after the next one has begun.
    setMaxListeners(0, signal);
    // Imported here: a host that fetches nothing would look through its 5 MB of heap at every full collection.
    const { Client, buildConnector } = await import("undici");
    let url = start;
    for (let redirects = 0; redirects <= this.#maxRedirects; redirects++) {
      signal.throwIfAborted();
      // A connection of its own: one that was kept could be closed by its server just as it is used again.
      const client = new Client(url.origin, { connect: this.#guard.connector(buildConnector, signal) });
      try {
        const { statusCode, headers, body } = await client.request({
          path: url.pathname + url.search,
          method: "GET",
          headers: { "user-agent": "evalbridge", accept: "*/*", ...credentialsOf(url) },
          reset: true,
          signal,
        });
        // An error of a body that nobody reads any more would end the host.
        body.on("error", () => undefined);
        if (!REDIRECTS.has(statusCode)) {
          if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`);
          yield* body;
          return;
        }
        url = redirected(url, headers["location"]);
      } finally {
        await client.destroy();
      }
    }
    throw new Error(`more than ${this.#maxRedirects} redirects`);
  }
}

function redirected(from: URL, location: string | string[] | undefined): URL {
  if (typeof location !== "string" || !URL.canParse(location, from.href)) throw new Error("a redirect to nowhere");
  const url = new URL(location, from);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error(`a redirect to ${url.protocol}`);
  return url;
}

/** `user:password@` in a URL is sent to that URL's server, as the platform's own client did. */
function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(text).toString("base64")}` };
}
