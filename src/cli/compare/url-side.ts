import type { IncomingMessage } from "node:http";
import { Agent, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as SecureAgent } from "node:https";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { joined } from "../../contract/bytes.ts";
import type { Source } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import { messageOf, systemCodeOf } from "../../contract/text.ts";
import type { EvalTask } from "../../gateways/ava-request.ts";
import { encodeDataUri } from "../../media/data-uri.ts";
import { membersOf } from "./members.ts";
import type { Reply } from "./reply.ts";
import type { Question, Side } from "./side.ts";
import { SideLost } from "./side.ts";

export interface UrlSettings {
  /** Request headers, such as Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** For a whole answer (ms). */
  readonly timeoutMs: number;
  /** Nobody waits for an answer any more. */
  readonly interrupted: AbortSignal;
}

/** Pauses before a service that could not be asked is tried again (ms). */
const PAUSES_MS = [200, 1000];
/** So many requests in a row without an answer in time, and it is taken for dead. */
const MAX_SILENT = 3;
/** What a service that is there for nobody says, or what stands before it: overload, closing, or nothing behind. */
const NOBODY: ReadonlySet<number> = new Set([502, 503, 504, 570, 571]);

/** A service that answers as the platform's gate does, at `/v1/eval/<app>[/<version>]` (spec: AVA, section 6). */
export class UrlSide implements Side {
  readonly name: string;
  readonly isLive = true;
  readonly #url: URL;
  readonly #settings: UrlSettings;
  readonly #agent: Agent;
  #silent = 0;

  constructor(url: string, settings: UrlSettings) {
    this.name = url;
    this.#url = new URL(url);
    this.#settings = settings;
    this.#agent =
      this.#url.protocol === "https:" ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  }

  async ask({ task }: Question): Promise<Reply> {
    const message = messageFor(task);
    for (const pause of [...PAUSES_MS, undefined]) {
      const reply = await this.#tryToAsk(message);
      if (!(reply instanceof Error)) return reply;
      if (pause === undefined) throw new SideLost(`${this.name} cannot be asked: ${reply.message}`);
      await sleep(pause);
    }
    throw new Error("the last pause is none");
  }

  close(): void {
    this.#agent.destroy();
  }

  /** An error is what may pass. */
  async #tryToAsk(message: Message): Promise<Reply | Error> {
    const start = performance.now();
    try {
      const { status, type, body } = await this.#post(message);
      this.#silent = 0;
      if (NOBODY.has(status)) return new Error(`status ${status} (${errorText(body)})`);
      return replyOf(status, type, body, performance.now() - start);
    } catch (error) {
      this.#settings.interrupted.throwIfAborted();
      if (!isTimeout(error)) return new Error(messageOf(error) || String(systemCodeOf(error)));
      this.#silent += 1;
      const text = `no answer within ${this.#settings.timeoutMs} ms`;
      if (this.#silent >= MAX_SILENT) throw new SideLost(`${this.name}: ${text}, ${MAX_SILENT} times in a row`);
      return { code: 504, message: text, ms: performance.now() - start };
    }
  }

  async #post({ type, body }: Message): Promise<{ status: number; type: string; body: Buffer }> {
    const { headers, timeoutMs, interrupted } = this.#settings;
    const send = this.#url.protocol === "https:" ? requestHttps : requestHttp;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = send(this.#url, {
        method: "POST",
        agent: this.#agent,
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), interrupted]),
        headers: { ...headers, "Content-Type": type, "Content-Length": body.length },
      });
      request.on("error", reject).once("response", resolve).end(body);
    });
    const bytes = await buffer(response);
    return { status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", body: bytes };
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

interface Message {
  readonly type: string;
  readonly body: Buffer;
}

/** A single input's bytes go as they are, all else as JSON. */
function messageFor({ group, sources, params }: EvalTask): Message {
  const [only] = sources;
  if (!group && only?.body !== undefined && only.attribute === undefined && params === undefined) {
    return { type: "application/octet-stream", body: joined(only.body) };
  }
  const inputs = sources.map(inputText);
  const data = group ? `[${inputs.join(",")}]` : (inputs[0] ?? "null");
  const rest = params === undefined ? "" : `,"params":${params}`;
  return { type: "application/json", body: Buffer.from(`{"data":${data}${rest}}`) };
}

function inputText({ uri = "", body, attribute }: Source): string {
  const rest = attribute === undefined ? "" : `,"attribute":${attribute}`;
  return `{"uri":${JSON.stringify(body === undefined ? uri : encodeDataUri(joined(body)))}${rest}}`;
}

/** An error of the gate is its status; an answer that is none of a gate's is a result as it stands. */
function replyOf(status: number, type: string, body: Buffer, ms: number): Reply {
  if (status !== 200) return { code: status, message: errorText(body), ms };
  if (/^application\/octet-stream\b/i.test(type)) return { code: 0, message: "", body, ms };
  const text = body.toString();
  const members = membersOf(text);
  const code = Number(members?.get("code") ?? "none");
  if (!Number.isInteger(code)) return { code: 0, message: "", result: text, ms };
  const message = textOf(members?.get("message")) ?? "";
  return isFailure({ code }) ? { code, message, ms } : { code, message, result: members?.get("result") ?? "null", ms };
}

/** Characters of an error's body that are shown where it is no JSON. */
const SHOWN = 200;

function errorText(body: Buffer): string {
  const text = body.toString();
  const members = membersOf(text);
  return textOf(members?.get("error")) ?? textOf(members?.get("message")) ?? text.slice(0, SHOWN).trim();
}

/** A string of JSON; anything else is none. */
function textOf(json: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(json ?? "");
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
