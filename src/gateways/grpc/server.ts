import { setMaxListeners } from "node:events";
import { promisify } from "node:util";
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { messageOf } from "../../contract/text.ts";
import type { Logger } from "../../observe/log.ts";
import type { Room } from "./admission.ts";
import { admission, Refused } from "./admission.ts";
import type { Method } from "./method.ts";

/** What clients find under one name, whatever else is served on the port. */
export interface GrpcService {
  /** With its package: `taichu_infer.GRPCInferenceService`. */
  readonly name: string;
  readonly methods: Readonly<Record<string, Method>>;
  /** The largest request (bytes); absent: `MESSAGE_BYTES`. */
  readonly maxRequestBytes?: number;
}

/** Of one message, both ways, where a service does not say (spec: taichu-serve, section C2). */
const MESSAGE_BYTES = 50 * 1024 * 1024;
/** A client that has vanished is noticed after this long, and its streams end (ms). */
const KEEPALIVE_MS = 60_000;
const KEEPALIVE_TIMEOUT_MS = 20_000;
/** Answers that are ready when the host closes get at least this long to go out (ms). */
const FLUSH_MS = 1000;

// It writes to stderr in a form of its own; what matters comes as errors, too.
setLogVerbosity(logVerbosity.NONE);

/** The gRPC server of one port, or of several that serve the same. */
export class GrpcServer {
  readonly #server: Server;
  readonly #closing = new AbortController();

  constructor(services: readonly GrpcService[], room: Room, log: Logger) {
    const most = Math.max(...services.map(({ maxRequestBytes = MESSAGE_BYTES }) => maxRequestBytes));
    this.#server = new Server({
      "grpc.max_receive_message_length": most,
      "grpc.max_send_message_length": most,
      "grpc.keepalive_time_ms": KEEPALIVE_MS,
      "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
      interceptors: [admission(room)],
    });
    const means = { closing: this.#closing.signal, log };
    // Every stream that waits for a request listens to it.
    setMaxListeners(0, this.#closing.signal);
    for (const { name, methods, maxRequestBytes = MESSAGE_BYTES } of services) {
      const entries = Object.entries(methods);
      const definitionOf = (key: string, { definition }: Method) => ({
        ...definition,
        path: `/${name}/${key}`,
        requestDeserialize: (bytes: Buffer) => {
          const { length } = bytes;
          return length > maxRequestBytes
            ? new Refused(length, `Received message larger than max (${length} vs ${maxRequestBytes})`)
            : definition.requestDeserialize(bytes);
        },
      });
      this.#server.addService(
        Object.fromEntries(entries.map(([key, method]) => [key, definitionOf(key, method)])),
        Object.fromEntries(entries.map(([key, method]) => [key, method.handler(means)])),
      );
    }
  }

  /**
   * Serves on a port; 0 takes a free one.
   *
   * @returns the address, with the port
   * @throws Error when it cannot be had, with the system's code where another program has it
   */
  async listen(host: string, port: number): Promise<string> {
    const name = host.includes(":") ? `[${host}]` : host;
    try {
      const bind = promisify(this.#server.bindAsync.bind(this.#server));
      return `${name}:${await bind(`${name}:${port}`, ServerCredentials.createInsecure())}`;
    } catch (error) {
      // It tells its codes in texts alone.
      const taken = messageOf(error).includes("EADDRINUSE");
      throw taken ? Object.assign(new Error("address in use", { cause: error }), { code: "EADDRINUSE" }) : error;
    }
  }

  /** Ends streams that wait for a message, and others before their next one. Single calls are still taken. */
  drain(): void {
    this.#closing.abort();
  }

  /** Stops listening and lets answers go out for at most `graceMs`; then every connection is cut. */
  async close(graceMs: number): Promise<void> {
    this.drain();
    const cut = setTimeout(() => this.#server.forceShutdown(), Math.max(graceMs, FLUSH_MS));
    await promisify(this.#server.tryShutdown.bind(this.#server))().catch(() => undefined);
    clearTimeout(cut);
  }
}
