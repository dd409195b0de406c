import { writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { dataUri, layOut, serveFolder } from "../../support/host.ts";

/**
 * What the suite asks: the host of this project, or with `AVA_URL` any other one that serves the same apps.
 *
 * | variable   | meaning                                                                                         |
 * | ---------- | ----------------------------------------------------------------------------------------------- |
 * | AVA_URL    | base URL of a gate that serves `echo`, `g1` and the stubs, as test/golden/ava/README.md says    |
 * | AVA_KIND   | `original`: it is an old gate, of which the old answers are expected where ours are others      |
 * | AVA_ORIGIN | base URL of a running test/golden/ava/origin.py that the gate can reach                         |
 */
export interface Target {
  /** It is an old gate. */
  readonly original: boolean;
  ask(request: Ask): Promise<Answered>;
  close(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent without a length, in chunks. */
  readonly chunked?: boolean;
}

export interface Answered {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Whether an old gate is asked: what only we do cannot be expected of it. */
export const ORIGINAL = process.env["AVA_URL"] !== undefined && process.env["AVA_KIND"] === "original";

/** The caller whom the recording's access rules know. */
export const CALLER = "QiniuStub uid=7&ut=4";
export const JSON_TYPE = "application/json";
export const OCTETS = "application/octet-stream";

const GOLDEN = "../golden/ava/apps";
const STUB = "../conformance/ava/apps/stub";

interface ServedApp {
  readonly fixture: string;
  readonly versions: Readonly<Record<string, object>>;
  /** `app.yaml`. */
  readonly rules?: object;
}

/** As the original was set up: see test/golden/ava/README.md. Times are shorter where nothing is measured. */
const APPS = {
  echo: {
    fixture: `${GOLDEN}/echo/v1`,
    versions: {
      v1: { batch_size: 4, timeout_ms: 4000 },
      v2: { batch_size: 4, batch_delay_ms: 100, phase: "staging" },
    },
    rules: { owner: 42 },
  },
  g1: { fixture: `${GOLDEN}/g1/v1`, versions: { v1: {} } },
  mock: { fixture: "../conformance/ava/apps/mock", versions: { v1: {} } },
  qstub: { fixture: STUB, versions: { v1: { instances: 2 } } },
  pub: { fixture: STUB, versions: { v1: {} }, rules: { public: true } },
  wl: { fixture: STUB, versions: { v1: {} }, rules: { user_whitelist: [8] } },
  short: { fixture: STUB, versions: { v1: { instances: 3 }, v9: {} }, rules: { timeout_ms: 1000 } },
  zero: { fixture: STUB, versions: { v1: {} } },
  stub: { fixture: STUB, versions: { v1: { custom_params: { standard: { headers: {} } } } } },
  bin: {
    fixture: STUB,
    versions: {
      v1: { custom_params: { standard: { headers: { "Content-Type": OCTETS }, body_b64: "AAFiaW5hcnn/" } } },
    },
  },
} satisfies Record<string, ServedApp>;
export type AppName = keyof typeof APPS;
export const APP_NAMES = Object.keys(APPS) as AppName[];

/** @param config of our own host, beside the access rules of the recording */
export async function openTarget(apps: readonly AppName[], config: object = {}): Promise<Target> {
  const url = process.env["AVA_URL"];
  if (url !== undefined) {
    return { original: ORIGINAL, ask: (request) => ask(url, request), close: async () => undefined };
  }
  const host = await serve(apps, config);
  return { original: false, ask: (request) => ask(host.url, request), close: host.close };
}

async function serve(apps: readonly AppName[], config: object) {
  const releases = apps.flatMap((app) => {
    const { fixture, versions }: ServedApp = APPS[app];
    return Object.entries(versions).map(([version, settings]) => [
      `${app}/${version}`,
      { fixture, settings: { ...settings } },
    ]);
  });
  const dir = await layOut(Object.fromEntries(releases));
  for (const app of apps) {
    const { rules }: ServedApp = APPS[app];
    if (rules !== undefined) await writeFile(join(dir, app, "app.yaml"), JSON.stringify(rules));
  }
  return serveFolder(dir, {
    auth: ["qiniu_stub"],
    access: { user_whitelist: [7] },
    uris: { allow: ["127.0.0.1"], timeout_ms: 2000 },
    ...config,
  });
}

/** One request as it is: no header that was not asked for, no redirect followed. */
function ask(base: string, { method = "POST", path, headers = {}, body, chunked = false }: Ask): Promise<Answered> {
  const { hostname, port } = new URL(base);
  const bytes = Buffer.from(body ?? "");
  const length = chunked || (body === undefined && method === "GET") ? {} : { "Content-Length": String(bytes.length) };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, headers: { ...headers, ...length }, agent: false });
    request.on("error", reject).on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject).on("end", () => {
        const list = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(list), body: Buffer.concat(chunks) });
      });
    });
    if (bytes.length > 0) request.write(bytes);
    request.end();
  });
}

/** A JSON request of the recording's caller. */
export function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Ask {
  const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  return { path, headers: { Authorization: CALLER, "Content-Type": JSON_TYPE, ...headers }, body: text };
}

/** One input by data URI. */
export function single(app: string, params?: unknown, input = "hello"): Ask {
  return post(`/v1/eval/${app}`, { data: { uri: dataUri(input) }, params });
}

/** An element of a batch. */
export function element(app: string, params?: unknown, input = "hello"): Record<string, unknown> {
  return { op: `/v1/eval/${app}`, data: { uri: dataUri(input) }, params };
}

/** The parsed body; an answer that is no JSON fails the test. */
export function jsonOf({ body }: Answered): unknown {
  return JSON.parse(body.toString());
}

/** Status and parsed body, as most rules speak of both. */
export function told(answered: Answered): readonly [number, unknown] {
  return [answered.status, jsonOf(answered)];
}
