import type { TestHost } from "./host.ts";

/** What a pipeline of Paddle's answers. */
export interface PipelineResponse {
  readonly err_no: number;
  readonly err_msg: string;
  readonly key: readonly string[];
  readonly value: readonly string[];
}

/** Asks a release as a gateway of Paddle's does. */
export async function askPipeline(
  { app }: TestHost,
  release: string,
  fields: Readonly<Record<string, string>>,
): Promise<PipelineResponse> {
  const [name = "", version = ""] = release.split("/");
  const body = Buffer.from(JSON.stringify({ key: Object.keys(fields), value: Object.values(fields), logid: 7 }));
  const sources = [{ body: [body] }];
  const { result } = await app.service.eval({
    app: name,
    version,
    reqid: "r",
    group: false,
    platform: true,
    sources,
  });
  return JSON.parse(result);
}

/** The values of an answer, by key. */
export function valuesOf({ key, value }: PipelineResponse): Record<string, string | undefined> {
  return Object.fromEntries(key.map((name, index) => [name, value[index]]));
}
