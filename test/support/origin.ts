import { createSocket } from "node:dgram";
import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns";
import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { createServer as createTcpServer } from "node:net";
import type { Lookup } from "../../src/media/network-guard.ts";

/** A server that URIs point to, on a free port of one address. */
export interface Origin {
  readonly url: string;
  readonly port: number;
  /** Connections that are open now, and all that there ever were. */
  readonly open: ReadonlySet<Socket>;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** An HTTP server that answers with `listener`. */
export async function startOrigin(listener: RequestListener, address = "127.0.0.1", port = 0): Promise<Origin> {
  return listening(createServer(listener), address, port);
}

/** A TCP server that does what it likes with a connection. */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<Origin> {
  // Who never reads never learns that the other side has closed.
  return listening(
    createTcpServer((socket) => onConnection(socket.resume())),
    "127.0.0.1",
    0,
  );
}

async function listening(server: Server | NetServer, address: string, port: number): Promise<Origin> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
  });
  server.listen(port, address);
  await once(server, "listening");
  const bound = server.address() as AddressInfo;
  const host = bound.family === "IPv6" ? `[${address}]` : address;
  return {
    url: `http://${host}:${bound.port}`,
    port: bound.port,
    open,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A DNS server over UDP. */
export interface DnsServer {
  /** How the host under test looks names up when this is its only DNS. */
  readonly lookup: Lookup;
  /** The names that were asked for, in order. */
  readonly asked: readonly string[];
  close(): void;
}

/** Answers every question for an IPv4 address with what `answer` says, never to be kept. */
export async function startDns(answer: (name: string, nth: number) => readonly string[]): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, client) => {
    const name = nameIn(query);
    asked.push(name);
    const nth = asked.filter((earlier) => earlier === name).length;
    socket.send(reply(query, answer(name, nth)), client.port, client.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const lookup: Lookup = (hostname, _options, callback) =>
    resolver.resolve4(hostname, (error, addresses) => callback(error, (addresses ?? []).map(ipv4)));
  return { lookup, asked, close: () => socket.close() };
}

function ipv4(address: string): LookupAddress {
  return { address, family: 4 };
}

const HEADER = 12;

/** The labels of the first question, each behind its length. */
function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER; query[at] !== 0; at += (query[at] ?? 0) + 1) {
    labels.push(query.toString("latin1", at + 1, at + 1 + (query[at] ?? 0)));
  }
  return labels.join(".");
}

function reply(query: Buffer, addresses: readonly string[]): Buffer {
  const question = query.subarray(HEADER, query.indexOf(0, HEADER) + 5);
  const header = Buffer.from(query.subarray(0, HEADER));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  // A pointer to the question's name, type A, class IN, no time to live, four bytes.
  const records = addresses.map((address) =>
    Buffer.from([0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split(".").map(Number)]),
  );
  return Buffer.concat([header, question, ...records]);
}
