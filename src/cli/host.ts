import { hideKeys } from "../access/secrets.ts";
import type { App } from "../app.ts";
import { createApp } from "../app.ts";
import type { ResolvedConfig } from "../config.ts";
import type { Release } from "../contract/release.ts";
import { createLog } from "../observe/log.ts";

/**
 * Runs something with a host that has no port, and so no use for keys and shadows, and closes it whatever happens.
 *
 * @param endsOnSignals whether SIGINT and SIGTERM close the host and end the program
 */
export async function withHost<T>(
  releases: readonly Release[],
  { config }: ResolvedConfig,
  use: (app: App) => Promise<T>,
  endsOnSignals = true,
): Promise<T> {
  hideKeys(config, process.env);
  const app = await createApp(releases.map(withoutShadow), config, createLog(config.log));
  const stop = () => void app.close().finally(() => process.exit(INTERRUPTED));
  if (endsOnSignals) process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await use(app);
  } finally {
    await app.close();
    process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
  }
}

/** The exit code of a program that was ended by its user. */
const INTERRUPTED = 130;

/** Runs something that ends early, in good order, when it is interrupted; a second signal ends the program at once. */
export async function interruptible<T>(use: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort(new Error(`interrupted by ${signal}`));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    return await use(controller.signal);
  } finally {
    process.removeListener("SIGINT", interrupt).removeListener("SIGTERM", interrupt);
  }
}

function withoutShadow(release: Release): Release {
  const { shadow: _shadow, ...settings } = release.settings;
  return { ...release, settings };
}
