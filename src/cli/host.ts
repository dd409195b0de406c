import { hideKeys } from "../access/secrets.ts";
import type { App } from "../app.ts";
import { createApp } from "../app.ts";
import type { ResolvedConfig } from "../config.ts";
import type { Release } from "../contract/release.ts";
import { createLog } from "../observe/log.ts";

/** Runs something with a host that has no port, and so no use for keys, and closes it whatever happens. */
export async function withHost<T>(
  releases: readonly Release[],
  { config }: ResolvedConfig,
  use: (app: App) => Promise<T>,
): Promise<T> {
  hideKeys(config, process.env);
  const app = await createApp(releases, config, createLog(config.log));
  const stop = () => void app.close().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await use(app);
  } finally {
    await app.close();
    process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
  }
}
