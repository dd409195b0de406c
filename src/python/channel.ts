import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import type { Com, Message, OnReply } from "./pythonia.ts";

const NEWLINE = 0x0a;

/**
 * pythonia's lines of JSON over a socket of our own, in place of its `StdioCom`: that one takes the interpreter from a
 * global variable, shares stdin and the process group, writes through a private symbol of Node, and does not notice
 * that Python has ended.
 */
export class Channel implements Com {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, OnReply>();
  readonly #onFailure: (traceback: string) => void;
  #rest: Buffer[] = [];

  /** @param onFailure told when pythonia itself failed, which it would format for a terminal */
  constructor(child: ChildProcess, onFailure: (traceback: string) => void) {
    const [, , , socket] = child.stdio;
    if (!(socket instanceof Socket)) throw new TypeError("a child's pipe is a socket");
    this.#socket = socket;
    this.#onFailure = onFailure;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    // That Python has gone is told by its exit.
    socket.on("error", () => undefined);
  }

  /** For calls from Python to JavaScript, which are not offered. */
  register(): void {}

  write(message: Message, onReply?: OnReply): void {
    if (onReply !== undefined) this.#waiting.set(message.r, onReply);
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  writeRaw(text: string, request: number, onReply: OnReply): void {
    this.#waiting.set(request, onReply);
    this.#socket.write(`${text}\n`);
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = Buffer.concat([...this.#rest, chunk.subarray(start, end)]);
      this.#rest = [];
      start = end + 1;
      this.#take(JSON.parse(line.toString()));
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #take(message: Message): void {
    if (message.key === "error") this.#onFailure(message.sig ?? "");
    else if (this.#waiting.get(message.r)?.(message) !== true) this.#waiting.delete(message.r);
  }
}
