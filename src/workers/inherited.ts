/** The host's settings, keys among them. */
const SETTINGS = /^EVALBRIDGE_/;
/** Keys of the host under names that others gave them. */
const KEYS: ReadonlySet<string> = new Set(["QINIU_ACCESS_KEY", "QINIU_SECRET_KEY"]);

/**
 * The host's environment variables as programs get them that are not its own: workers, pip, interpreters. Everything
 * goes on (an old image's scripts count on what its Dockerfile set, drivers and proxies on much else) but for what
 * belongs to the host alone.
 */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name) && !KEYS.has(name)));
}
