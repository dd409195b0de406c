import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { setFlagsFromString } from "node:v8";
import { isLoopback } from "../access/loopback.ts";
import { withSecrets } from "../access/secrets.ts";
import type { App } from "../app.ts";
import { createApp } from "../app.ts";
import type { HostConfig, ResolvedConfig } from "../config.ts";
import type { ServedName } from "../contract/declared.ts";
import type { Release } from "../contract/release.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import { planPorts } from "../gateways/ports.ts";
import type { Logger } from "../observe/log.ts";
import { createLog } from "../observe/log.ts";
import { RecordingFolder } from "../record/folder.ts";
import { Recorder } from "../record/recorder.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import { Watcher } from "../releases/watcher.ts";
import type { ServeOptions } from "./options.ts";
import { releasesIn, serveConfig, servedDir } from "./options.ts";
import { columns, say } from "./output.ts";
import { quoted } from "./shell.ts";

/**
 * How much the heap may grow before all of it is collected (per cent of what was left). V8 counts what bodies hold outside
 * of the heap as its growth, too: by its own measure the host would be collected for every twenty requests of 600 KB, which
 * takes longer than to answer them. Beyond 64 MiB such memory asks for a collection anyway.
 */
const HEAP_GROWTH = 1000;

/** `evalbridge serve`: listens at once, tells what it serves, and drains on SIGTERM and SIGINT. */
export async function serve(folder: string | undefined, options: ServeOptions): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const resolved = await serveConfig(folder, options);
  checkExposure(resolved);
  const config = await withSecrets(resolved.config, process.env);
  const dir = servedDir(folder, options);
  const releases = await releasesIn(dir);
  const log = createLog(config.log);
  remarkOnAccess(config, releases, log);
  const recording = await openRecording(config.record);
  const app = await createApp(releases, config, log);
  const recorder = recording && new Recorder(recording, config.record, app.metrics.recording(), log);
  if (recorder !== undefined) app.service.taps.add(recorder);
  const watcher = options.watch === true ? new Watcher(app.catalog, () => releasesIn(dir), log) : undefined;
  const close = async () => {
    watcher?.close();
    await app.close();
    await recorder?.close();
  };
  closeOnSignals(close, log);
  const { port, grpc_port } = config;
  const hostPorts = { http: port, ...(grpc_port === undefined ? {} : { grpc: grpc_port }) };
  const plan = config.platform_ports ? await app.platformPorts.plan(hostPorts) : planPorts(hostPorts, []);
  const address = await listen(app, config.host, plan.host.http);
  const grpcAddress = await listenGrpc(app, config, plan.host.grpc, log);
  const own = await app.platformPorts.open(plan.platform, config.host);
  const others = own.map((open) => `${open.release} has a port of its own: ${open.address}`);
  const grpc = grpcAddress === undefined ? [] : [`gRPC on ${grpcAddress}`];
  say([`evalbridge listens on ${address}`, ...grpc, ...others, ...plan.remarks].join("\n"));
  await Promise.all(app.catalog.releases.map((loaded) => loaded.settled()));
  // A command to paste has no key to show.
  const example = config.auth.includes("none") ? await tryIt(app.catalog.releases, address) : [];
  if (!app.service.closing) say([served(app.catalog.releases), ...example].join("\n"));
}

async function openRecording({ dir, redact }: HostConfig["record"]): Promise<RecordingFolder | undefined> {
  return dir === undefined ? undefined : RecordingFolder.open(dir, redact);
}

/** Nobody opens a host to others by an oversight. */
function checkExposure({ config: { host }, sources }: ResolvedConfig): void {
  if (isLoopback(host) || sources.get("auth") !== "default") return;
  throw new SettingsError(
    `host ${host} can be reached from other machines: say who may call with auth, in evalbridge.yaml, EVALBRIDGE_AUTH or --auth (none, qiniu_stub, bearer)`,
  );
}

/** What an operator may not expect of the settings as they are. */
function remarkOnAccess({ auth, host, admin_key }: HostConfig, releases: readonly Release[], log: Logger): void {
  if (admin_key === undefined && !isLoopback(host)) log.warn("operators' routes answer nobody: there is no admin_key");
  const ruled = releases.filter(({ rules }) => rules.owner !== undefined || rules.user_whitelist.length > 0);
  if (auth.includes("none") && ruled.length > 0) {
    const apps = [...new Set(ruled.map(({ app }) => app))];
    log.warn({ apps }, "auth is none: everybody may call, whatever app.yaml says");
  }
}

async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    return await app.http.listen({ host, port });
  } catch (error) {
    await app.close();
    const reason = systemCodeOf(error) === "EADDRINUSE" ? "is in use by another program" : messageOf(error);
    throw new SettingsError(`${host}:${port}: ${reason} (choose another with --port)`);
  }
}

/** Where gRPC is served; a port that nobody asked for by name may be taken, and the host serves without. */
async function listenGrpc(
  app: App,
  { host, grpc_port }: HostConfig,
  port: number | "off",
  log: Logger,
): Promise<string | undefined> {
  if (port === "off") return undefined;
  try {
    return await app.grpc.listen(host, port);
  } catch (error) {
    const reason = systemCodeOf(error) === "EADDRINUSE" ? "is in use by another program" : messageOf(error);
    const problem = `no gRPC: ${host}:${port} ${reason} (choose another port with --grpc-port, or off)`;
    if (grpc_port === undefined) {
      log.warn(problem);
      return undefined;
    }
    await app.close();
    throw new SettingsError(problem);
  }
}

/** The first signal drains, the second ends at once; the reaper then takes the workers along. */
function closeOnSignals(closeHost: () => Promise<void>, log: Logger): void {
  let closing = false;
  const close = (signal: NodeJS.Signals) => {
    if (closing) process.exit(130);
    closing = true;
    log.info(`${signal}: answering what was accepted, refusing what is new`);
    void closeHost().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "closing failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", close).on("SIGINT", close);
}

/** What is served, one line a release. */
function served(releases: readonly LoadedRelease[]): string {
  const rows = releases.map(({ release, name, state, reason }) => {
    const engine = release.dialect === "" ? release.engine : `${release.engine} (${release.dialect})`;
    return [`  ${name}`, engine, state + (reason === "" ? "" : `: ${reason}`)];
  });
  return columns(rows);
}

/** A command to try: a sample for a release that takes it as it is, what a model of tensors wants, or a pipeline's service. */
async function tryIt(releases: readonly LoadedRelease[], address: string): Promise<string[]> {
  const ready = releases.filter(({ state }) => state === "ready");
  const asked = ready.filter(({ declared }) => declared.tensors === undefined);
  const samples = await Promise.all(asked.map(({ release }) => sampleOf(release)));
  const index = samples.findIndex((sample) => sample !== undefined);
  const [example, sample] = [asked[index], samples[index]];
  if (example !== undefined && sample !== undefined) {
    const headers = "-H 'Content-Type: application/octet-stream'";
    const path = relative(process.cwd(), sample);
    const file = path.startsWith("..") ? sample : path;
    return ["Try it:", `  curl -s ${address}/v1/eval/${example.name} ${headers} --data-binary ${quoted(`@${file}`)}`];
  }
  const model = ready.find(({ declared }) => declared.tensors !== undefined)?.release;
  if (model !== undefined) return ["Try it:", `  curl -s ${address}/v2/models/${model.app}/versions/${model.version}`];
  const pipeline = ready.find(({ release, declared }) => release.dialect === "paddle" && declared.served.some(hasPath));
  const service = pipeline?.declared.served.find(hasPath);
  if (pipeline === undefined || service === undefined) return [];
  const body = JSON.stringify({ key: [pipeline.release.settings.gate_field], value: ["..."] });
  const url = `${address}/${encodeURIComponent(service.name)}/prediction`;
  return ["Try it:", `  curl -s ${quoted(url)} -d ${quoted(body)}`];
}

/** A service whose name has a slash is asked over gRPC alone. */
function hasPath({ name }: ServedName): boolean {
  return !name.includes("/");
}

/** What a release can be asked with: a sample of its app, or of a pipeline, whose examples have one, a picture beside its script. */
async function sampleOf({ samples: [sample], dialect, folder }: Release): Promise<string | undefined> {
  if (sample !== undefined || dialect !== "paddle") return sample;
  const picture = (await readdir(folder)).toSorted().find((name) => /\.(?:jpe?g|png|bmp|webp)$/i.test(name));
  return picture && join(folder, picture);
}
