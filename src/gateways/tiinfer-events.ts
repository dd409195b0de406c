import { once } from "node:events";
import { STATUS_CODES } from "node:http";
import { PassThrough } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Answer } from "../contract/call.ts";
import type { Outcome } from "./ava-answer.ts";
import type { MosecManners } from "./tiinfer-answer.ts";
import { refusalOf } from "./tiinfer-answer.ts";

export const EVENT_STREAM = "text/event-stream";
/** So long after the last event a comment tells that the stream is alive (ms). */
const KEEP_ALIVE_MS = 3000;

/** The server-sent events that answer a request (spec: tiinfer, sections A2 and A9). */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #stream = new PassThrough();
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(reply: FastifyReply) {
    this.#reply = reply;
  }

  get isOpen(): boolean {
    return this.#keepAlive !== undefined;
  }

  open(): void {
    if (this.isOpen) return;
    this.#keepAlive = setInterval(() => this.#stream.write(":\n\n"), KEEP_ALIVE_MS);
    this.#stream.once("close", () => clearInterval(this.#keepAlive));
    // They would wait for the first event.
    const { raw } = this.#reply;
    raw.once("pipe", () => raw.flushHeaders());
    this.#reply.code(200).headers({ "content-type": EVENT_STREAM, "cache-control": "no-cache" }).send(this.#stream);
  }

  /** Resolves when the client has room for the next one. */
  async send({ body, result }: Answer): Promise<void> {
    this.open();
    await this.#write(eventOf(body === undefined ? result : Buffer.from(body).toString()));
  }

  /** Ends the stream, with the error when there is one. */
  end(outcome: Outcome, manners: MosecManners): void {
    this.open();
    const refusal = refusalOf(outcome, manners);
    if (refusal !== undefined) this.#stream.write(errorEventOf(refusal.status, refusal.text));
    this.#stream.end();
  }

  async #write(text: string): Promise<void> {
    this.#keepAlive?.refresh();
    if (this.#stream.destroyed || this.#stream.write(text)) return;
    // Of the two that are waited for, the other one must not go on listening.
    const over = new AbortController();
    const { signal } = over;
    await Promise.race([once(this.#stream, "drain", { signal }), once(this.#stream, "close", { signal })]);
    over.abort();
  }
}

/** As the platform's server called it; all others have Node's names. */
const REASONS: Readonly<Record<number, string | undefined>> = { ...STATUS_CODES, 422: "Unprocessable Content" };

/** Every break of a line begins a new field, as mosec 0.9.8 writes it. */
export function eventOf(text: string): string {
  return `data: ${text.replaceAll(/[\r\n]/g, (end) => `${end}data: `)}\n\n`;
}

export function errorEventOf(status: number, text: string): string {
  return `event: error\n${eventOf(`SSE inference error: ${status}: ${REASONS[status] ?? "Error"}: ${text}`)}`;
}
