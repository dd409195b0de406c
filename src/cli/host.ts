import type { App } from "../app.ts";
import { createApp } from "../app.ts";
import type { ResolvedConfig } from "../config.ts";
import { resolveConfig } from "../config.ts";
import type { Release } from "../contract/release.ts";
import { SettingsError } from "../contract/settings.ts";
import type { Logger } from "../observe/log.ts";
import { createLog } from "../observe/log.ts";
import { findReleases } from "../releases/folder-store.ts";

/** Where apps are looked for when nobody says. */
export const DEFAULT_DIR = "evals";

/** Options that every command shares; the names are the flags'. */
export interface HostOptions {
  readonly dir?: string;
  readonly config?: string;
  readonly logLevel?: string;
}

export function configOf(dir: string, options: HostOptions, flags: Record<string, unknown>): Promise<ResolvedConfig> {
  const inputs = { flags: { "log.level": options.logLevel, ...flags }, env: process.env, file: options.config, dir };
  return resolveConfig(inputs);
}

/** `<app>[/<version>]` as its two parts. */
export function parseTarget(target: string): { app: string; version?: string } {
  const [app = "", version, ...more] = target.split("/");
  if (app === "" || version === "" || more.length > 0) {
    throw new SettingsError(`"${target}" is not <app> or <app>/<version>`);
  }
  return version === undefined ? { app } : { app, version };
}

/**
 * The releases of an app folder, all or those of one target.
 *
 * @throws SettingsError when there are none
 */
export async function releasesIn(dir: string, target?: string): Promise<Release[]> {
  const releases = await findReleases(dir);
  if (releases.length === 0) {
    throw new SettingsError(
      `${dir}: holds no release (expected <app>/<version>/eval.py, eval.ts, eval.js or model.onnx)`,
    );
  }
  if (target === undefined) return releases;
  const { app, version } = parseTarget(target);
  const chosen = releases.filter((release) => release.app === app && (version ?? release.version) === release.version);
  const known = releases.map((release) => `${release.app}/${release.version}`).join(", ");
  if (chosen.length === 0) throw new SettingsError(`${dir}: holds no ${target} (it has ${known})`);
  return chosen;
}

/** Runs something with a host that has no port, and closes it whatever happens. */
export async function withHost<T>(
  releases: readonly Release[],
  { config }: ResolvedConfig,
  use: (app: App, log: Logger) => Promise<T>,
): Promise<T> {
  const log = createLog(config.log);
  const app = await createApp(releases, config, log);
  const stop = () => void app.close().then(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await use(app, log);
  } finally {
    await app.close();
    process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
  }
}
