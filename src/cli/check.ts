import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { BridgeError } from "../contract/errors.ts";
import { newRequestId } from "../gateways/request-id.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Service } from "../service.ts";
import type { HostOptions } from "./host.ts";
import { configOf, DEFAULT_DIR, releasesIn, withHost } from "./host.ts";

/** `evalbridge check`: loads, warms up and runs the samples. The exit code says whether it would serve. */
export async function check(target: string | undefined, options: HostOptions): Promise<void> {
  const isFolder = target !== undefined && ((await stat(target).catch(() => undefined))?.isDirectory() ?? false);
  const dir = isFolder ? target : (options.dir ?? DEFAULT_DIR);
  const releases = await releasesIn(dir, isFolder ? undefined : target);
  const config = await configOf(dir, { logLevel: "warn", ...options }, {});
  await withHost(releases, config, async ({ catalog, service }) => {
    const results = await Promise.all(catalog.releases.map((loaded) => checkRelease(loaded, service)));
    if (results.includes(false)) process.exitCode = 1;
  });
}

async function checkRelease(loaded: LoadedRelease, service: Service): Promise<boolean> {
  await loaded.settled();
  const { name, state, reason, release } = loaded;
  if (state !== "ready") {
    say(`FAIL  ${name}: ${state}: ${reason}`);
    return false;
  }
  for (const warning of loaded.warnings) say(`warn  ${name}: ${warning}`);
  const samples = release.engine === "onnx" ? [] : release.samples;
  const failures: string[] = [];
  for (const sample of samples) {
    const failure = await runSample(service, loaded, sample);
    if (failure !== undefined) failures.push(`${basename(sample)}: ${failure}`);
  }
  say(`${failures.length === 0 ? "ok  " : "FAIL"}  ${name}: ${summary(samples.length, failures)}`);
  return failures.length === 0;
}

function summary(samples: number, failures: readonly string[]): string {
  if (samples === 0) return "ready; it has no samples to run";
  if (failures.length === 0) return `ready; ${samples} samples answered`;
  return `${failures.length} of ${samples} samples failed\n        ${failures.join("\n        ")}`;
}

async function runSample(service: Service, { release }: LoadedRelease, sample: string): Promise<string | undefined> {
  const { app, version } = release;
  const sources = [{ body: await readFile(sample) }];
  try {
    const { code, message } = await service.eval({ app, version, reqid: newRequestId(), group: false, sources });
    return code >= 300 ? `${code} ${message}` : undefined;
  } catch (cause) {
    const error = BridgeError.from(cause);
    return `${error.code} ${error.message}`;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
