import { isDeepStrictEqual } from "node:util";
import type { GrpcClient, Message } from "../support/grpc.ts";
import { encoded, TaichuClient } from "../support/grpc.ts";
import type { Load } from "./load.ts";
import { quantile } from "./statistics.ts";

/** What a taichu script may be asked with over gRPC. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface GrpcRequest {
  /** A connection of its own. */
  connect(): GrpcClient;
  readonly method: string;
  readonly bytes: Uint8Array;
  /** Calls that are under way at the same time, over one connection each. */
  readonly connections: number;
  readonly seconds: number;
}

const METHOD = "ModelInfer";

/** Sends the same request over and over, each client the next when it has its answer. */
export async function loadGrpc(request: GrpcRequest, signal: AbortSignal): Promise<Load> {
  const { method, bytes, connections, seconds } = request;
  const latencies: number[] = [];
  let failed = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const ask = async () => {
    const client = request.connect();
    for (let now = performance.now(); now < end; ) {
      signal.throwIfAborted();
      const { status } = await client.callBytes(method, bytes);
      const answered = performance.now();
      latencies.push((answered - now) * 1000);
      if (status !== "OK") failed++;
      now = answered;
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, ask));
  return {
    requests: latencies.length,
    seconds: (performance.now() - start) / 1000,
    p50Us: quantile(latencies, 0.5),
    p99Us: quantile(latencies, 0.99),
    failed,
  };
}

/** A call of an echo that is a taichu script. */
export function taichuCall(address: string, parameters: Parameters): Pick<GrpcRequest, "connect" | "method" | "bytes"> {
  return {
    connect: () => new TaichuClient(address),
    method: METHOD,
    bytes: encoded(METHOD, messageOf(parameters)),
  };
}

/** @throws Error unless it answers a request's own parameters */
export async function checkGrpc(address: string, parameters: Parameters): Promise<void> {
  const client = new TaichuClient(address);
  const { status, details, message } = await client.call(METHOD, messageOf(parameters));
  client.close();
  if (isDeepStrictEqual(message?.["parameters"], messageOf(parameters)["parameters"])) return;
  throw new Error(`${address}: a wrong answer over gRPC: ${status} ${details}`);
}

function messageOf(parameters: Parameters): Message {
  const typed = Object.entries(parameters).map(([name, value]) => [name, { [`${FIELDS[typeof value]}_param`]: value }]);
  return { model_name: "Echo", model_version: "1", id: "bench", parameters: Object.fromEntries(typed) };
}

const FIELDS: Readonly<Record<string, string>> = { string: "string", number: "float", boolean: "bool" };
