import type { ServerInterceptor } from "@grpc/grpc-js";
import { ServerInterceptingCall, status } from "@grpc/grpc-js";

/** How much all requests may hold together, whatever port they came to. */
export interface Room {
  /** What they hold now (bytes). */
  readonly held: { bytes: number };
  /** What they may hold (bytes); a request that is alone may always go on. */
  readonly limit: number;
}

/** A request that has arrived. */
export class Received<Message> {
  readonly message: Message;
  readonly bytes: number;
  /** How many of its stream may be there at once. */
  readonly sideBySide: number;
  /** Why it is refused; absent: it may be taken. */
  readonly refusal?: string;
  /** Lets go of it; to be called when it is answered. */
  free: () => void = () => undefined;

  constructor(message: Message, bytes: number, sideBySide = 1) {
    this.message = message;
    this.bytes = bytes;
    this.sideBySide = sideBySide;
  }
}

/** Not read at all. */
export class Refused extends Received<undefined> {
  override readonly refusal: string;

  constructor(bytes: number, refusal: string) {
    super(undefined, bytes);
    this.refusal = refusal;
  }
}

/** What reading a message may end with: it is told as `RESOURCE_EXHAUSTED`. */
export class TooMuch extends Error {}

/**
 * Keeps count of what requests hold until they are freed or their call ends, refuses those for which there is no room, and
 * gives a stream its next one only when as many are free as may be there at once: grpc-js itself would read 16 ahead.
 */
export function admission(room: Room): ServerInterceptor {
  return (_method, call) => {
    const admitted = new AdmittedCall(room);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => pass(metadata),
          onReceiveMessage: (request: Received<unknown>, pass) => {
            const { refusal } = request;
            if (refusal === undefined && admitted.take(request, () => pass(request))) return;
            const details = refusal ?? "overloaded: the requests of all clients are over their limit";
            call.sendStatus({ code: status.RESOURCE_EXHAUSTED, details });
          },
          onReceiveHalfClose: (pass) => pass(),
          // It comes at every end of a call.
          onCancel: () => admitted.end(),
        }),
    });
  };
}

class AdmittedCall {
  readonly #room: Room;
  /** Of `room.held`. */
  #own = 0;
  /** Handed on and not free yet. */
  #handedOn = 0;
  /** Hands the next request on. */
  #next: (() => void) | undefined;
  #ended = false;

  constructor(room: Room) {
    this.#room = room;
  }

  /** False when there is no room for it; else it is handed on as soon as enough of those before it are free. */
  take(request: Received<unknown>, handOn: () => void): boolean {
    const { held, limit } = this.#room;
    if (held.bytes > this.#own && held.bytes + request.bytes > limit) return false;
    this.#hold(request.bytes);
    request.free = () => this.#free(request.bytes);
    if (this.#handedOn >= request.sideBySide) {
      this.#next = handOn;
    } else {
      this.#handedOn += 1;
      handOn();
    }
    return true;
  }

  end(): void {
    this.#ended = true;
    this.#hold(-this.#own);
  }

  #free(bytes: number): void {
    if (this.#ended) return;
    this.#hold(-bytes);
    const handOn = this.#next;
    this.#next = undefined;
    if (handOn === undefined) this.#handedOn -= 1;
    handOn?.();
  }

  #hold(bytes: number): void {
    this.#own += bytes;
    this.#room.held.bytes += bytes;
  }
}
