import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { isFailure } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release } from "../contract/release.ts";
import { newRequestId } from "../gateways/request-id.ts";
import { findReleases } from "../releases/folder-store.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Service } from "../service.ts";
import { withHost } from "./host.ts";
import type { HostOptions } from "./options.ts";
import { configOf, DEFAULT_DIR, isTarget, parseTarget, releasesIn, releasesOf } from "./options.ts";
import { say } from "./output.ts";

/** `evalbridge check`: loads, warms up and runs the samples. The exit code says whether it would serve. */
export async function check(target: string | undefined, options: HostOptions): Promise<void> {
  const { dir, releases } = await chosen(target, options.dir);
  // Warnings are told once, with what they warn of.
  const config = await configOf(dir, options, { defaults: { log: { level: "error" } } });
  await withHost(releases, config, async ({ catalog, service }) => {
    const results = await Promise.all(catalog.releases.map((loaded) => checkRelease(loaded, service)));
    if (results.includes(false)) process.exitCode = 1;
  });
}

interface Chosen {
  readonly dir: string;
  readonly releases: readonly Release[];
}

/** A target is `<app>[/<version>]` of `--dir`; without `--dir` it may also be an app folder, which comes first. */
async function chosen(target: string | undefined, given: string | undefined): Promise<Chosen> {
  const dir = given ?? DEFAULT_DIR;
  if (target === undefined) return { dir, releases: await releasesIn(dir) };
  if (given === undefined && (!isTarget(target) || (await isAppFolder(target)))) {
    return { dir: target, releases: await releasesIn(target) };
  }
  return { dir, releases: await releasesOf(dir, parseTarget(target)) };
}

async function isAppFolder(path: string): Promise<boolean> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  return isFolder && (await findReleases(path)).length > 0;
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
  if (failures.length === 0) return `ready; ${samples} ${samples === 1 ? "sample" : "samples"} answered`;
  return `${failures.length} of ${samples} samples failed\n        ${failures.join("\n        ")}`;
}

async function runSample(service: Service, { release }: LoadedRelease, sample: string): Promise<string | undefined> {
  const { app, version } = release;
  const sources = [{ body: [await readFile(sample)] }];
  try {
    const answer = await service.eval({ app, version, reqid: newRequestId(), group: false, sources });
    return isFailure(answer) ? `${answer.code} ${answer.message}` : undefined;
  } catch (cause) {
    const error = BridgeError.from(cause);
    return `${error.code} ${error.message}`;
  }
}
