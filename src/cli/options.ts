import type { ConfigInputs, ResolvedConfig } from "../config.ts";
import { resolveConfig } from "../config.ts";
import type { Release } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { SettingsError } from "../contract/settings.ts";
import { findBareRelease, findReleases, RELEASE_NAME } from "../releases/folder-store.ts";

/** Where apps are looked for when nobody says. */
export const DEFAULT_DIR = "evals";

/** Options that every command shares; the names are the flags'. */
export interface HostOptions {
  readonly dir?: string;
  readonly config?: string;
  readonly logLevel?: string;
}

export interface ServeOptions extends HostOptions {
  readonly port?: string;
  readonly platformPorts?: boolean;
  readonly grpcPort?: string;
  readonly host?: string;
  readonly auth?: string;
  readonly printConfig?: boolean;
  readonly watch?: boolean;
  readonly record?: string;
  readonly sample?: string;
}

/** Defaults of a command whose answer is on stdout: beside it there is only what went wrong. */
export const QUIET = { log: { level: "warn" } } as const;

/** The configuration of a command: its options, and flags or defaults of its own. */
export function configOf(
  dir: string,
  { logLevel, config }: HostOptions,
  own: Pick<Partial<ConfigInputs>, "flags" | "defaults">,
): Promise<ResolvedConfig> {
  return resolveConfig({ ...own, flags: { "log.level": logLevel, ...own.flags }, env: process.env, file: config, dir });
}

export function servedDir(folder: string | undefined, options: ServeOptions): string {
  return folder ?? options.dir ?? DEFAULT_DIR;
}

export function serveConfig(folder: string | undefined, options: ServeOptions): Promise<ResolvedConfig> {
  return configOf(servedDir(folder, options), options, {
    flags: {
      port: options.port,
      platform_ports: options.platformPorts,
      grpc_port: options.grpcPort,
      host: options.host,
      auth: options.auth,
      "record.dir": options.record,
      "record.sample": options.sample,
    },
  });
}

/** What `<app>[/<version>]` names. */
export interface Target {
  readonly app: string;
  readonly version?: string;
}

export function isTarget(text: string): boolean {
  const names = text.split("/");
  return names.length <= 2 && names.every((name) => RELEASE_NAME.test(name));
}

/** @throws SettingsError when it is not `<app>[/<version>]` */
export function parseTarget(text: string): Target {
  if (!isTarget(text)) throw new SettingsError(`"${text}" is not <app> or <app>/<version>`);
  const [app = "", version] = text.split("/");
  return version === undefined ? { app } : { app, version };
}

/**
 * The release that a target names by its folder, where a script lies as its platform had it, with no layout around it.
 * With `--dir` a name is one of a release there, and `./name` such a folder.
 */
export async function bareReleaseAt(target: string, { dir }: HostOptions): Promise<Release | undefined> {
  return dir !== undefined && isTarget(target) ? undefined : findBareRelease(target);
}

/**
 * The releases of an app folder.
 *
 * @throws SettingsError when there are none
 */
export async function releasesIn(dir: string): Promise<Release[]> {
  const releases = await findReleases(dir);
  if (releases.length > 0) return releases;
  throw new SettingsError(
    `${dir}: holds no release (expected <app>/<version>/eval.py, eval.ts, eval.js or model.onnx)`,
  );
}

/**
 * The releases of an app folder that a target names.
 *
 * @throws SettingsError when it names none
 */
export async function releasesOf(dir: string, target: Target): Promise<Release[]> {
  const releases = await releasesIn(dir);
  const chosen = releases.filter(({ app, version }) => app === target.app && version === (target.version ?? version));
  if (chosen.length > 0) return chosen;
  const name = [target.app, target.version].filter((part) => part !== undefined).join("/");
  throw new SettingsError(`${dir}: holds no ${name} (it has ${releases.map(nameOf).join(", ")})`);
}
