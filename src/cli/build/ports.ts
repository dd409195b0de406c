import { join } from "node:path";
import type { Dialect } from "../../contract/dialects.ts";
import { isJsonObject } from "../../contract/json.ts";
import type { Release } from "../../contract/release.ts";
import { readDocuments } from "../../workers/documents.ts";

/** Ports of each platform, where nothing says another. */
const USUAL: Readonly<Record<Dialect | "", readonly number[]>> = {
  ava: [],
  tiinfer: [8501],
  taichu: [8080, 8081],
  paddle: [12000],
  "": [],
};
/** What configures a pipeline of Paddle Serving, unless its script says otherwise. */
const PIPELINE_CONFIG = "config.yml";

/** Ports of a release's platform, for clients that know them: of a pipeline's, those of its `config.yml`, or what `args` says. */
export async function portsOf({
  folder,
  dialect,
  settings: { args },
}: Pick<Release, "folder" | "dialect" | "settings">): Promise<readonly number[]> {
  if (dialect !== "paddle") return USUAL[dialect];
  const file = args.find((arg) => /\.ya?ml$/.test(arg)) ?? PIPELINE_CONFIG;
  const text = (await readDocuments(folder)).get(join(folder, file)) ?? "{}";
  const config: unknown = JSON.parse(text);
  if (!isJsonObject(config)) return USUAL.paddle;
  const { http_port: http, rpc_port: rpc = USUAL.paddle[0] } = { ...config, ...portsIn(args) };
  return [http, rpc].filter((port) => typeof port === "number");
}

/** What a command line for `ArgsParser` puts in the place of the file's ports: `-o http_port=1 rpc_port=2`. */
function portsIn(args: readonly string[]): Readonly<Record<string, number>> {
  const flagOf = (index: number) => args.slice(0, index).findLast((arg) => arg.startsWith("-")) ?? "";
  const found = args.flatMap((arg, index) => {
    const [, key, port] = /^(http_port|rpc_port)=(\d+)$/.exec(arg) ?? [];
    return key !== undefined && ["-o", "--opt"].includes(flagOf(index)) ? [[key, Number(port)] as const] : [];
  });
  return Object.fromEntries(found);
}
