import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import type { App } from "../../src/app.ts";
import { createApp } from "../../src/app.ts";
import { HostConfig } from "../../src/config.ts";
import type { Release } from "../../src/contract/release.ts";
import { validated } from "../../src/contract/settings.ts";
import { findReleases } from "../../src/releases/folder-store.ts";

/** One release of a test: a fixture's folder under test/fixtures, and its `release.yaml`. */
export interface TestRelease {
  readonly fixture: string;
  readonly settings?: Record<string, unknown>;
}

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** A host on a free port, serving fixtures through real workers. */
export interface TestHost {
  readonly url: string;
  readonly app: App;
  readonly dir: string;
  readonly log: LogLine[];
  /** POSTs bytes or text as they are, anything else as JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** POSTs one input by data URI and returns status and parsed answer. */
  ask(release: string, params?: unknown, body?: string): Promise<{ status: number; body: unknown; headers: Headers }>;
  /** Resolves when every release is ready or has failed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const FIXTURES = new URL("../fixtures/", import.meta.url).pathname;

/** Lays releases out as an app folder: `{"echo/v1": {fixture: "apps/echo/v1"}}`. */
export async function layOut(releases: Record<string, TestRelease>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "evalbridge-test-"));
  for (const [name, { fixture, settings }] of Object.entries(releases)) {
    const folder = join(dir, name);
    await mkdir(folder, { recursive: true });
    await cp(join(FIXTURES, fixture), folder, { recursive: true });
    if (settings !== undefined) await writeFile(join(folder, "release.yaml"), JSON.stringify(settings));
  }
  return dir;
}

export async function startHost(
  releases: Record<string, TestRelease>,
  config: Record<string, unknown> = {},
): Promise<TestHost> {
  const dir = await layOut(releases);
  const host = await serveFolder(dir, config);
  const close = async () => {
    await host.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { ...host, close };
}

/** Serves an app folder as it is, or some of its releases. */
export async function serveFolder(
  dir: string,
  config: Record<string, unknown> = {},
  isWanted: (release: Release) => boolean = () => true,
): Promise<TestHost> {
  const log: LogLine[] = [];
  const host = validated(HostConfig, { drain_ms: 3000, ...config }, "the test's config");
  const app = await createApp((await findReleases(dir)).filter(isWanted), host, pino({ level: "debug" }, collect(log)));
  const url = await app.http.listen({ host: "127.0.0.1", port: 0 });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const settled = async () => {
    await Promise.all(app.catalog.releases.map((loaded) => loaded.settled()));
  };
  await settled();
  return {
    url,
    app,
    dir,
    log,
    post,
    settled,
    ask: async (release, params, body = "hello") => {
      const response = await post(`/v1/eval/${release}`, { data: { uri: dataUri(body) }, params });
      return { status: response.status, body: await response.json(), headers: response.headers };
    },
    close: () => app.close(),
  };
}

function collect(lines: LogLine[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split("\n")) if (line !== "") lines.push(JSON.parse(line));
      done();
    },
  });
}

export function dataUri(body: string | Uint8Array): string {
  return `data:application/octet-stream;base64,${Buffer.from(body).toString("base64")}`;
}

/** A release as `/v1/apps` lists it. */
export interface ListedRelease {
  readonly state: string;
  readonly reason: string;
  readonly warnings: readonly string[];
  readonly instances: readonly { pid: number; state: string; stage?: string }[];
}

/** What `/v1/apps` lists, by `<app>/<version>`. */
export async function listReleases(url: string): Promise<Map<string, ListedRelease>> {
  const { apps }: { apps: { app: string; versions: (ListedRelease & { version: string })[] }[] } = JSON.parse(
    await (await fetch(`${url}/v1/apps`)).text(),
  );
  return new Map(
    apps.flatMap(({ app, versions }) => versions.map((release) => [`${app}/${release.version}`, release] as const)),
  );
}

/** Waits until `condition` holds, for at most `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until a worker of a release has a request that it works on. */
export async function untilBusy(url: string, release: string): Promise<void> {
  await until(
    async () => (await listReleases(url)).get(release)?.instances.some(({ state }) => state === "busy") ?? false,
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
