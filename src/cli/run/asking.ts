import type { App } from "../../app.ts";
import type { HostConfig } from "../../config.ts";
import { joined } from "../../contract/bytes.ts";
import type { Answer, Source } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import { BridgeError } from "../../contract/errors.ts";
import { SettingsError } from "../../contract/settings.ts";
import { newRequestId } from "../../gateways/request-id.ts";
import { encodeDataUri } from "../../media/data-uri.ts";
import type { Target } from "../options.ts";
import { sourceOf } from "./inputs.ts";
import type { Timings } from "./timings.ts";

/** What became of one input. */
export interface Reply {
  readonly code: number;
  readonly message: string;
  /** JSON text, as the script wrote it; absent when there was no answer. */
  readonly result?: string;
  /** The input's bytes, where they are at hand. */
  readonly input?: Uint8Array;
}

export interface Question extends Target {
  /** JSON text. */
  readonly params?: string;
  /** Times that each input is asked with. A failure is not repeated. */
  readonly repeat: number;
  /** Whether the bytes are wanted of what a URI names. */
  readonly wantsInput: boolean;
}

/** Asks a host with one input at a time. */
export class Asking {
  readonly #app: App;
  readonly #question: Question;
  readonly #config: HostConfig;
  readonly #timings: Timings;

  constructor(app: App, question: Question, config: HostConfig, timings: Timings) {
    this.#app = app;
    this.#question = question;
    this.#config = config;
    this.#timings = timings;
  }

  /** Never throws: what goes wrong with an input is its reply. */
  async ask(name: string): Promise<Reply> {
    try {
      const source = await this.#fetched(await sourceOf(name));
      const { result, body, code, message } = await this.#answer(source);
      return {
        code,
        message,
        result: body === undefined ? result : JSON.stringify(encodeDataUri(body)),
        ...(source.body === undefined ? {} : { input: joined(source.body) }),
      };
    } catch (cause) {
      if (cause instanceof SettingsError) return { code: 400, message: cause.message };
      const { code, message } = BridgeError.from(cause);
      return { code, message };
    }
  }

  async #answer(source: Source): Promise<Answer> {
    const { repeat, wantsInput: _, ...call } = this.#question;
    for (let time = 1; ; time++) {
      const start = performance.now();
      const answer = await this.#app.service.eval({ ...call, reqid: newRequestId(), group: false, sources: [source] });
      this.#timings.add(performance.now() - start);
      if (time >= repeat || isFailure(answer)) return answer;
    }
  }

  /** With the bytes that its URI names, where somebody wants to see them. */
  async #fetched(source: Source): Promise<Source> {
    if (source.uri === undefined || !this.#question.wantsInput) return source;
    const { limits, uris } = this.#config;
    const body = await this.#app.uris.resolve(source.uri, { maxBytes: limits.body_bytes, timeoutMs: uris.timeout_ms });
    return { body };
  }
}
