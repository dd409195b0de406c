import { request as httpRequest } from "node:http";

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | undefined;
}

export interface Answered {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request as it is: no header that was not asked for, no redirect followed. */
export function ask(base: string, { method, path, headers, body }: Ask): Promise<Answered> {
  const { hostname, port } = new URL(base);
  const chunked = headers.some(([name]) => name === "Transfer-Encoding");
  const length = body === undefined || chunked ? [] : [["Content-Length", String(body.length)] as const];
  const sent = Object.fromEntries([...headers, ...length]);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, headers: sent, agent: false });
    let answered = false;
    // A server that refuses a body may close before all of it has been sent.
    request.on("error", (error) => (answered ? undefined : reject(error)));
    request.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject).on("end", () => {
        const list = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(list), body: text });
      });
    });
    request.end(body);
  });
}
