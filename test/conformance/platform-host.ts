import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serveFolder } from "../support/host.ts";

/** How a service was started whose answers were recorded. */
export interface ServiceSetup {
  readonly name: string;
  /** Under the suite's `apps/`. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** Other keys of `release.yaml` here. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Puts into its folder what its script needs beside it. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** This project's host with some services, each as on its platform: on a port of its own. */
export interface PlatformHost {
  urlOf(setup: ServiceSetup): string;
  /** Opens its gRPC port, too. */
  openGrpc(setup: ServiceSetup): Promise<string>;
  /** Kills its workers; resolves when the host knows. */
  kill(setup: ServiceSetup): Promise<void>;
  /** Tells it to end, and does not wait for it. */
  stop(): void;
  close(): Promise<void>;
}

/** Serves some services. @param apps the suite's folder of scripts */
export async function servePlatform(
  apps: string,
  setups: readonly ServiceSetup[],
  compat: object = {},
): Promise<PlatformHost> {
  const dir = await mkdtemp(join(tmpdir(), "evalbridge-test-"));
  await Promise.all(setups.map((setup, index) => layOut(apps, setup, join(dir, `setup-${index}`, "v1"))));
  const host = await serveFolder(dir, { compat, drain_ms: 10_000 });
  const wanted = setups.map((_, index) => ({ release: `setup-${index}/v1`, protocol: "http", port: 0 }) as const);
  const open = await host.app.platformPorts.open(wanted, "127.0.0.1");
  const urls = new Map(setups.map(({ name }, index) => [name, open[index]?.address]));
  const nameOf = ({ name }: ServiceSetup) => `setup-${setups.findIndex((setup) => setup.name === name)}`;
  return {
    openGrpc: async (setup) => {
      const port = { release: `${nameOf(setup)}/v1`, protocol: "grpc", port: 0 } as const;
      const [opened] = await host.app.platformPorts.open([port], "127.0.0.1");
      if (opened === undefined) throw new Error(`${setup.name} is not served over gRPC`);
      return opened.address.replace("gRPC ", "");
    },
    kill: async (setup) => {
      const loaded = host.app.catalog.select(nameOf(setup), "v1");
      const killed = loaded.instances.flatMap(({ pid }) => pid ?? []);
      for (const pid of killed) process.kill(pid, "SIGKILL");
      while (loaded.instances.some(({ pid }) => pid !== null && killed.includes(pid))) await sleep(5);
    },
    urlOf: ({ name }) => {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`${name} is not served`);
      return url;
    },
    stop: () => void host.close(),
    close: async () => {
      await host.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Makes the version folder of a service. @param apps the suite's folder of scripts */
export async function layOut(
  apps: string,
  { script, env, args, settings, prepare }: ServiceSetup,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(join(apps, dirname(script)), folder, { recursive: true });
  const entry = basename(script);
  // The recorded scripts' logs go where they may write.
  const source = await readFile(join(folder, entry), "utf8");
  await writeFile(join(folder, entry), source.replace(/^LOG = .*$/m, "LOG = './hooks.log'"));
  await writeFile(join(folder, "release.yaml"), JSON.stringify({ entry, env, args, ...settings }));
  await prepare?.(folder);
}
