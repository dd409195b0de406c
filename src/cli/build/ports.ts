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

/** Ports of a release's platform, for clients that know them: of a pipeline's, those of its `config.yml`. */
export async function portsOf({ folder, dialect }: Pick<Release, "folder" | "dialect">): Promise<readonly number[]> {
  if (dialect !== "paddle") return USUAL[dialect];
  const text = (await readDocuments(folder)).get(join(folder, PIPELINE_CONFIG)) ?? "{}";
  const config: unknown = JSON.parse(text);
  if (!isJsonObject(config)) return USUAL.paddle;
  const { http_port: http, rpc_port: rpc = USUAL.paddle[0] } = config;
  return [http, rpc].filter((port) => typeof port === "number");
}
