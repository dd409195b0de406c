import { once } from "node:events";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { OnReadOpts } from "node:net";
import { connect, createServer, Socket } from "node:net";
import type { Frame } from "../wire/frames.ts";
import { FrameReader, ProtocolError } from "../wire/frames.ts";

/** What a worker hears of its channel. */
export interface ChannelListener {
  frame(frame: Frame): void;
  /** The other side does not speak the protocol. Nothing more is read. */
  garbage(error: ProtocolError): void;
  /** Nothing more can come. */
  closed(): void;
}

/** A socket whose bytes go into a `FrameReader`, and its other end, which a child process inherits. */
export interface ReplyPipe {
  readonly ours: Socket;
  readonly theirs: Socket;
  /** Set before the child is started. */
  listener: ChannelListener | undefined;
}

/**
 * Makes the pipe for a worker's replies. Node reads a child's own pipes into 64 KiB of new memory each time; a socket that
 * it connects itself can be read into ours.
 *
 * @param folder private to the host and the worker
 * @throws Error of the system, for want of descriptors most likely
 */
export async function openReplies(folder: string): Promise<ReplyPipe> {
  const reader = new FrameReader();
  const onread: OnReadOpts = { buffer: () => reader.space, callback: (count) => take(count) };
  const [ours, theirs] = await socketPair(folder, onread);
  const pipe: ReplyPipe = { ours, theirs, listener: undefined };
  const take = (count: number): boolean => {
    try {
      reader.take(count, (frame) => pipe.listener?.frame(frame));
      return true;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      pipe.listener?.garbage(error);
      ours.destroy();
      return false;
    }
  };
  ours.on("error", () => undefined);
  ours.on("close", () => pipe.listener?.closed());
  return pipe;
}

/** Two sockets that are connected to each other: Node has no call for it. */
async function socketPair(folder: string, onread: OnReadOpts): Promise<[Socket, Socket]> {
  const directory = await open(folder, constants.O_DIRECTORY);
  const server = createServer({ pauseOnConnect: true });
  try {
    // A socket's path may have 107 bytes. By way of the descriptor it is short wherever the folder lies.
    const path = `/proc/self/fd/${directory.fd}/replies`;
    server.listen(path);
    await once(server, "listening");
    const accepted = once(server, "connection");
    const ours = connect({ path, onread });
    await once(ours, "connect");
    // Without a descriptor for its other end the connection is closed, and nothing else is said.
    const refused = once(ours, "close").then(() => Promise.reject(new Error("accept EMFILE")));
    const [theirs] = await Promise.race([accepted, refused]);
    if (!(theirs instanceof Socket)) throw new TypeError("a connection is a socket");
    return [ours, theirs];
  } finally {
    server.close();
    await directory.close();
  }
}

/** The host's writing end. While the worker is busy, what is sent within one turn of the event loop is one write. */
export class CallPipe {
  readonly #socket: Socket;
  #corked = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    // A failed write shows in its own callback; what the worker still sent comes by the other pipe.
    socket.on("error", () => undefined);
  }

  /**
   * @param parts of one frame
   * @param busy the worker does not wait for it
   * @param written called when the operating system has taken the frame, or with the reason why it has not
   */
  send(parts: readonly Uint8Array[], busy: boolean, written?: (error?: Error | null) => void): void {
    const last = parts.length - 1;
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      if (busy) setImmediate(() => this.#uncork());
    }
    for (const [index, part] of parts.entries()) this.#socket.write(part, index === last ? written : undefined);
    if (!busy) this.#uncork();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #uncork(): void {
    this.#corked = false;
    this.#socket.uncork();
  }
}
