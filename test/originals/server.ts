import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:net";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { until } from "../support/host.ts";

/** An original that runs. */
export interface OriginalServer {
  /** Of its HTTP port. */
  readonly url: string;
  /** `host:port` of its gRPC port; empty when it has none. */
  readonly grpc: string;
  /** Tells it to end, and does not wait for it. */
  stop(): void;
  /** Ends it with all its processes. */
  close(): Promise<void>;
}

interface Started {
  /** The working directory. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server of mosec, or tiinfer's on mosec; they listen on loopback alone when told to. @param python of its environment */
export async function startMosec(
  python: string,
  { folder, args, env }: Started,
  ready = "MOSEC service",
): Promise<OriginalServer> {
  const [port = 0] = await freePorts(1);
  const where = ["--address", "127.0.0.1", "--port", String(port)];
  const program = new Program([python, ...args, ...where], folder, { ...env, TI_MODEL_DIR: folder });
  const url = `http://127.0.0.1:${port}`;
  await program.answers(`${url}/`, (text) => text === ready);
  return { url, grpc: "", stop: () => program.stop(), close: () => program.end() };
}

/** A server of taichu-serve. */
export async function startTaichu(python: string, { folder, args, env = {} }: Started): Promise<OriginalServer> {
  const ports = await freePorts(2);
  const flags = ["--http_port", String(ports[0]), "--grpc_port", String(ports[1]), ...args];
  const command = [join(dirname(python), "taichu_serve"), "run", ...flags];
  return startApart({ python, command, folder, env, ports }, ({ program, url }) =>
    program.answers(`${url}/health/ready`, (text) => text.includes("true")),
  );
}

/**
 * A pipeline of Paddle Serving.
 *
 * @param args the script's file and its arguments, behind options of Python
 * @param ports of HTTP and of gRPC, as its configuration names them
 */
export async function startPaddle(
  python: string,
  { folder, args, env = {} }: Started,
  ports: readonly [http: number, grpc: number],
): Promise<OriginalServer> {
  const paddleEnv = { ...env, SERVING_HOME: folder };
  // Who asks for a service that is nobody's is told so by the pipeline itself, and changes nothing of it.
  const request = { method: "POST", body: "{}" };
  return startApart({ python, command: [python, ...args], folder, env: paddleEnv, ports }, ({ program, url }) =>
    program.answers(`${url}/nobody/prediction`, (text) => text.includes("Service name error"), request),
  );
}

interface Apart {
  readonly python: string;
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of HTTP and of gRPC. */
  readonly ports: readonly number[];
}

interface Opened {
  readonly program: Program;
  /** Of its HTTP port. */
  readonly url: string;
}

/** Starts what listens on every interface: in a network of its own, where the kernel gives one away. */
async function startApart(
  { python, command, folder, env, ports }: Apart,
  ready: (opened: Opened) => Promise<void>,
): Promise<OriginalServer> {
  const sockets = await mkdtemp(join(tmpdir(), "evalbridge-original-"));
  const isApart = isolates(python);
  const program = new Program([...(isApart ? isolated(python, sockets, ports) : []), ...command], folder, env);
  const doors = isApart ? await Promise.all(ports.map((port) => openDoor(join(sockets, String(port))))) : [];
  const [http = 0, grpc = 0] = isApart ? doors.map(portOf) : ports;
  const url = `http://127.0.0.1:${http}`;
  const close = async () => {
    for (const door of doors) door.close();
    await program.end();
    await rm(sockets, { recursive: true, force: true });
  };
  await ready({ program, url });
  return { url, grpc: `127.0.0.1:${grpc}`, stop: () => program.stop(), close };
}

const UNSHARE = ["unshare", "--map-root-user", "--net"] as const;
let isolating: boolean | undefined;

function isolates(python: string): boolean {
  const [command, ...args] = UNSHARE;
  if (isolating === undefined) {
    isolating = spawnSync(command, [...args, python, "-c", ""]).status === 0;
    if (!isolating) {
      process.stdout.write("This machine has no networks to give away: originals listen on all interfaces meanwhile\n");
    }
  }
  return isolating;
}

function isolated(python: string, sockets: string, ports: readonly number[]): readonly string[] {
  return [...UNSHARE, python, join(import.meta.dirname, "isolated.py"), sockets, ports.join(",")];
}

/** A port on loopback whose connections go on to a socket. */
function openDoor(socket: string): Promise<Server> {
  const server = createServer((client) => {
    const inside = connect(socket);
    client.pipe(inside).pipe(client);
    client.on("error", () => inside.destroy());
    inside.on("error", () => client.destroy());
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens on no port");
  return address.port;
}

/** Ports that nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) => new Promise<number>((resolve) => server.listen(0, "127.0.0.1", () => resolve(portOf(server)))),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const running = new Set<Program>();

/** Ends all that have not been ended. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.end()));
}

/** A command in a process group of its own. */
class Program {
  readonly #process: ChildProcess;
  #said = "";
  #ended = false;

  constructor([file = "", ...args]: readonly string[], folder: string, env: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(file, args, { cwd: folder, env: { ...process.env, ...env }, detached: true });
    const hear = (said: Buffer | string) => {
      this.#said = (this.#said + said.toString()).slice(-4000);
    };
    this.#process.stdout?.on("data", hear);
    this.#process.stderr?.on("data", hear);
    this.#process
      .on("error", (error) => hear(error.message))
      .on("close", () => {
        this.#ended = true;
      });
    running.add(this);
  }

  /** Waits until an address answers what is wanted. */
  async answers(url: string, wanted: (text: string) => boolean, request: RequestInit = {}): Promise<void> {
    await until(async () => {
      if (this.#ended) throw new Error(`it ended: ${this.#said}`);
      // Who is accepted while it starts may wait for ever.
      const text = await fetch(url, { ...request, signal: AbortSignal.timeout(1000) }).then(
        (response) => response.text(),
        () => "",
      );
      return wanted(text);
    }, 60_000);
  }

  stop(): void {
    this.#process.kill("SIGTERM");
  }

  /** With the whole group, of which some outlive their parent. */
  async end(): Promise<void> {
    running.delete(this);
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Nobody is left.
    }
    await until(() => this.#ended);
  }
}
