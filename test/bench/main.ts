/** `npm run bench`: how fast the host is, beside a bare server of the same framework in the same run. */
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { resolveConfig } from "../../src/config.ts";
import type { Interpreter } from "../../src/workers/interpreter.ts";
import { findInterpreter } from "../../src/workers/interpreter.ts";
import { findInterpreters } from "../interpreters.ts";
import { originalPython } from "../originals/environments.ts";
import { BODIES } from "./bodies.ts";
import type { DialectTarget } from "./dialect-servers.ts";
import { hostOf, mosecModel, paddleServing, taichuServe } from "./dialect-servers.ts";
import { measureDialects } from "./dialects.ts";
import { measureHop } from "./hop.ts";
import { measureHttp } from "./http.ts";
import { measureImaging } from "./imaging.ts";
import { INFER_BODIES } from "./infer-bodies.ts";
import { bareInference, inferHost, mlserver, pipedInference } from "./infer-servers.ts";
import { chooseGenerator } from "./load.ts";
import { describeMachine, printMachine } from "./machine.ts";
import { installPeer } from "./peers.ts";
import { measurePython } from "./python.ts";
import { printDialects, printHop, printHttp, printImaging, printPython, printShadow } from "./report.ts";
import { bareFastify, hostTo, mosec } from "./servers.ts";
import { measureShadow } from "./shadow.ts";

const PARTS = ["http", "open-inference", "dialects", "hop", "python"] as const;
type Part = (typeof PARTS)[number];

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly peers?: true;
  readonly only?: Part;
  readonly json?: string;
}

/** What the servers are asked. */
const warmUpSeconds = { cell: 1, server: 3 };
const HTTP = { bodies: BODIES, connections: [1, 32], warmUpSeconds };
/** More connections than that would hold more bodies of 5 MB than a host takes. */
const OPEN_INFERENCE = { bodies: INFER_BODIES, connections: [1, 8], warmUpSeconds };

const ABOUT = `Measures requests per second, latency and CPU time of bare Fastify and grpc-js, of the host in front of one native and one
Python echo worker, also asked over the Open Inference Protocol, of the host in front of a tiinfer, a taichu and a Paddle echo for their own clients, of the hop from the host to a
worker alone, and of a Python function that a TypeScript handler calls. All figures are medians over the rounds.
CPU columns are microseconds per request, of the process that speaks HTTP and of everything behind it.`;

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  const { config } = await resolveConfig({ flags: {}, env: process.env, file: undefined, dir: "." });
  const python = await findInterpreter(config.python, process.cwd(), signal);
  const generator = chooseGenerator();
  const machine = describeMachine(python.version, generator.name);
  say(printMachine(machine));
  const { rounds, seconds } = options;
  const load = { generator, rounds, seconds, signal };
  const wanted = (part: Part) => options.only === undefined || options.only === part;
  const http = wanted("http")
    ? await measureHttp({ ...serversFor(options, config.cache, python), ...HTTP, ...load })
    : [];
  if (http.length > 0) say(printHttp(http));
  const inferServers = wanted("open-inference") ? inferServersFor(options, config.cache, python) : undefined;
  const infer = inferServers === undefined ? [] : await measureHttp({ ...inferServers, ...OPEN_INFERENCE, ...load });
  if (infer.length > 0) say(printHttp(infer));
  const targets = wanted("dialects") ? await dialectTargets(options, config.cache, python) : [];
  const dialects = await measureDialects({ targets, warmUpSeconds: 1, ...load });
  if (dialects.length > 0) say(printDialects(dialects));
  const hopOptions = { rounds, python: python.executable, payloadDir: config.payload_dir, calls: 3000, signal };
  const hop = wanted("hop") ? await measureHop(hopOptions) : [];
  if (hop.length > 0) say(printHop(hop));
  const imported = wanted("python") ? await measurePython(hopOptions) : [];
  if (imported.length > 0) say(printPython(imported));
  if (options.json !== undefined) {
    await writeFile(
      options.json,
      `${JSON.stringify({ machine, rounds, seconds, http, infer, dialects, hop, imported }, null, 2)}\n`,
    );
  }
}

/** Rivals are compared with the host on as many Python workers as they have. */
function serversFor({ peers }: Options, cache: string, { base, version }: Interpreter) {
  const one = hostTo("python", 1);
  const targets = [bareFastify, hostTo("ts", 1), one];
  if (peers !== true) return { targets, rivals: new Map<string, string[]>() };
  const rival = installPeer("mosec", cache, base, version);
  const [two, rivalOne, rivalTwo] = [hostTo("python", 2), mosec(rival, 1), mosec(rival, 2)];
  const rivals = new Map([
    [one.name, [rivalOne.name]],
    [two.name, [rivalTwo.name]],
  ]);
  return { targets: [...targets, rivalOne, two, rivalTwo], rivals };
}

/** Servers of the Open Inference Protocol; mosec has what is sent as bytes come back as it is. */
function inferServersFor({ peers }: Options, cache: string, { base, version }: Interpreter) {
  const [native, python] = [inferHost("native"), inferHost("Python")];
  const targets = [bareInference, pipedInference, native, python];
  if (peers !== true) return { targets, rivals: new Map<string, string[]>() };
  const others = [
    mlserver(installPeer("mlserver", cache, base, version)),
    mosec(installPeer("mosec", cache, base, version), 1),
  ];
  const names = others.map(({ name }) => name);
  const rivals = new Map([native, python].map(({ name }) => [name, names]));
  return { targets: [...targets, ...others], rivals };
}

/** Scripts of other platforms, beside the originals that they were written for. */
async function dialectTargets(
  { peers }: Options,
  cache: string,
  { base, version }: Interpreter,
): Promise<DialectTarget[]> {
  const [tiinfer, taichu, paddle] = [hostOf("tiinfer"), hostOf("taichu"), hostOf("paddle")];
  if (peers !== true) return [tiinfer, taichu, paddle];
  const python = (peer: Parameters<typeof installPeer>[0]) => installPeer(peer, cache, base, version);
  return [
    ...[tiinfer, mosecModel(python("mosec"))],
    ...[taichu, taichuServe(python("taichu-serve"))],
    ...[paddle, paddleServing(await originalPython("paddle-0.9"))],
  ];
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`);
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return Number(text);
}

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

async function benchImaging({ rounds, json }: Pick<Options, "rounds" | "json">): Promise<void> {
  const { version = "none" } = (await findInterpreters()).at(-1) ?? {};
  const machine = describeMachine(version, "single calls");
  say(printMachine(machine));
  const rows = await measureImaging(rounds);
  say(printImaging(rows));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, rounds, imaging: rows }, null, 2)}\n`);
}

async function benchShadow({ rounds, seconds, json }: Options, pairs: number): Promise<void> {
  const machine = describeMachine((await findInterpreters()).at(-1)?.version ?? "none", "requests at random moments");
  say(printMachine(machine));
  const shadow = await measureShadow({ rounds, seconds, pairs, signal: stop.signal });
  say(printShadow(shadow));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, rounds, seconds, shadow }, null, 2)}\n`);
}

async function reported(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(stop.signal.aborted ? "stopped\n" : `${error instanceof Error ? error.stack : error}\n`);
  }
}

const program = new Command("npm run bench --")
  .description(ABOUT)
  .option("--rounds <n>", "measure everything so often", count, 3)
  .option("--seconds <n>", "load per server, body and number of connections in each round", count, 3)
  .option(
    "--peers",
    "also install mosec, MLServer, taichu-serve and Paddle Serving from PyPI into virtual environments and measure them",
  )
  .addOption(new Option("--only <part>", "measure only this part").choices(PARTS))
  .option("--json <file>", "also write all figures to a file")
  .action((options: Options) => reported(bench(options, stop.signal)));
program
  .command("imaging")
  .description("Measures evalbridge/imaging beside the OpenCV and Pillow of PyPI, on the same picture.")
  .action(() => reported(benchImaging(program.opts<Options>())));
program
  .command("shadow")
  .description("Measures what a shadow costs the release that it shadows, which uses less than half of the machine.")
  .option("--pairs <n>", "blocks of --seconds with a shadow, and as many without, in each round", count, 10)
  .action(({ pairs }: { pairs: number }) => reported(benchShadow(program.opts<Options>(), pairs)));
await program.parseAsync();
