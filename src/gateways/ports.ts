import type { Release } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";

export type Protocol = "http" | "grpc";

/** A port that a release's own platform would have opened. */
export interface PlatformPort {
  /** `app/version` */
  readonly release: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** What the configuration says of the host's own ports. */
export interface HostPorts {
  /** 0: any free one. */
  readonly http: number;
  /** Absent: the one after HTTP's. */
  readonly grpc?: number | "off";
}

/** Who listens where. */
export interface PortPlan {
  readonly host: { readonly http: number; readonly grpc: number | "off" };
  readonly platform: readonly PlatformPort[];
  /** What the operator may not expect of it, a sentence each. */
  readonly remarks: readonly string[];
}

const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = { http: "HTTP", grpc: "gRPC" };
const LAST_PORT = 65_535;

/**
 * The ports of a release: those in its `release.yaml`, else those that its script, flags and files declare, else its
 * platform's own. 0 stands for none.
 *
 * @param declared by the script, once it has been ready
 */
export function platformPorts(
  release: Pick<Release, "app" | "version" | "settings">,
  declared: { readonly httpPort: number; readonly grpcPort: number } | undefined,
  defaults: Readonly<Partial<Record<Protocol, number>>>,
): PlatformPort[] {
  const { ports } = release.settings;
  const wanted: [Protocol, number][] = [
    ["http", ports.http ?? declared?.httpPort ?? defaults.http ?? 0],
    ["grpc", ports.grpc ?? declared?.grpcPort ?? defaults.grpc ?? 0],
  ];
  return wanted
    .filter(([, port]) => port > 0)
    .map(([protocol, port]) => ({ release: nameOf(release), protocol, port }));
}

/** A port that several want stays closed; the host's own ports give way to the others. */
export function planPorts(host: HostPorts, wanted: readonly PlatformPort[]): PortPlan {
  const ports = [...new Set(wanted.map(({ port }) => port))];
  const clashes = ports
    .map((port) => wanted.filter((other) => other.port === port))
    .filter((owners) => owners.length > 1);
  const platform = wanted.filter((one) => !clashes.flat().includes(one));
  const planned = placed(host, new Set(platform.map(({ port }) => port)));
  return {
    host: planned,
    platform,
    remarks: [...clashes.map(clashRemark), ...wayRemark(placed(host, new Set()), planned, platform)],
  };
}

function placed({ http: asked, grpc }: HostPorts, taken: ReadonlySet<number>): PortPlan["host"] {
  const http = freePort(asked, taken);
  if (grpc === "off") return { http, grpc };
  const next = http === 0 || http === LAST_PORT ? 0 : http + 1;
  return { http, grpc: freePort(grpc ?? next, new Set([...taken, http])) };
}

/** The port itself, or the first after it that nobody has. */
function freePort(port: number, taken: ReadonlySet<number>): number {
  if (port === 0) return 0;
  let free = port;
  while (taken.has(free)) free += 1;
  return free > LAST_PORT ? 0 : free;
}

function clashRemark(owners: readonly PlatformPort[]): string {
  const names = owners.map(({ release, protocol }) => `${release} (${PROTOCOL_NAMES[protocol]})`);
  return `port ${owners[0]?.port} stays closed: it is that of ${listed(names)}; ports in release.yaml gives one of them another`;
}

function wayRemark(from: PortPlan["host"], to: PortPlan["host"], platform: readonly PlatformPort[]): string[] {
  const moves = (["http", "grpc"] as const).filter((protocol) => from[protocol] !== to[protocol]);
  const texts = moves.map((protocol) => {
    const owner = platform.find(({ port }) => port === from[protocol]);
    const whose = owner === undefined ? "" : `, which is ${owner.release}'s,`;
    return `${PROTOCOL_NAMES[protocol]} from ${from[protocol]}${whose} to ${to[protocol] || "a free port"}`;
  });
  return texts.length === 0 ? [] : [`the host's own ports give way: ${listed(texts)}`];
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
