import { printConfig as format } from "../config.ts";
import type { ServeOptions } from "./options.ts";
import { serveConfig } from "./options.ts";
import { say } from "./output.ts";

/** `evalbridge serve --print-config`: each value and where it comes from. */
export async function printConfig(folder: string | undefined, options: ServeOptions): Promise<void> {
  say(format(await serveConfig(folder, options)));
}
