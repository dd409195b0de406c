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
  /** Lets go of it; to be called when it is answered. */
  free: () => void = () => undefined;

  constructor(message: Message, bytes: number) {
    this.message = message;
    this.bytes = bytes;
  }
}

/**
 * Keeps count of what requests hold until they are freed or their call ends, refuses those for which there is no room, and
 * gives a stream its next one only when the last is free: grpc-js itself would read 16 ahead.
 */
export function admission(room: Room): ServerInterceptor {
  return (_method, call) => {
    const admitted = new AdmittedCall(room);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => pass(metadata),
          onReceiveMessage: (request: Received<unknown>, pass) => {
            if (admitted.take(request, () => pass(request))) return;
            const details = "overloaded: the requests of all clients are over their limit";
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
  #busy = false;
  /** Hands the next request on. */
  #next: (() => void) | undefined;
  #ended = false;

  constructor(room: Room) {
    this.#room = room;
  }

  /** False when there is no room for it; else it is handed on as soon as the one before it is free. */
  take(request: Received<unknown>, handOn: () => void): boolean {
    const { held, limit } = this.#room;
    if (held.bytes > this.#own && held.bytes + request.bytes > limit) return false;
    this.#hold(request.bytes);
    request.free = () => this.#free(request.bytes);
    if (this.#busy) this.#next = handOn;
    else handOn();
    this.#busy = true;
    return true;
  }

  end(): void {
    this.#ended = true;
    this.#hold(-this.#own);
  }

  #free(bytes: number): void {
    if (this.#ended) return;
    this.#hold(-bytes);
    this.#busy = this.#next !== undefined;
    const handOn = this.#next;
    this.#next = undefined;
    handOn?.();
  }

  #hold(bytes: number): void {
    this.#own += bytes;
    this.#room.held.bytes += bytes;
  }
}
