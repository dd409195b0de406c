import type { FastifyInstance } from "fastify";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { GrpcServer } from "./grpc/server.ts";
import { closeHttp } from "./http.ts";
import type { PlatformGateway, PlatformRelease } from "./platform.ts";
import { releasesOf } from "./platform.ts";
import type { HostPorts, PlatformPort, PortPlan } from "./ports.ts";
import { planPorts, platformPorts } from "./ports.ts";

/** A platform's port that is open. */
export interface OpenPort {
  /** `app/version` */
  readonly release: string;
  /** Its URL, or `gRPC` and where it listens. */
  readonly address: string;
}

/** The ports that scripts' own platforms would have opened, beside the host's own. */
export class PlatformPorts {
  readonly #gateways: readonly PlatformGateway[];
  readonly #grpcOf: (release: PlatformRelease) => GrpcServer;
  readonly #catalog: Catalog;
  readonly #log: Logger;
  readonly #open: FastifyInstance[] = [];

  /** @param grpcOf makes a release's gRPC server; whoever gives it closes those that it has made */
  constructor(
    gateways: readonly PlatformGateway[],
    grpcOf: (release: PlatformRelease) => GrpcServer,
    catalog: Catalog,
    log: Logger,
  ) {
    this.#gateways = gateways;
    this.#grpcOf = grpcOf;
    this.#catalog = catalog;
    this.#log = log;
  }

  /** Who listens where. Waits for what scripts declare, until each is ready or has failed. */
  async plan(host: HostPorts): Promise<PortPlan> {
    const found = this.#gateways.flatMap((gateway) =>
      releasesOf(this.#catalog, gateway.dialect).map((loaded) => ({ gateway, loaded })),
    );
    await Promise.all(found.map(({ loaded }) => loaded.settled()));
    const wanted = found.flatMap(({ gateway, loaded }) => {
      // Ports do not say where, and a script that has failed could not: then it is where its platform would have been.
      const { release, declared } = loaded;
      const says = release.engine === "python" && declared.served.length > 0;
      return platformPorts(release, says ? declared : undefined, gateway.ports);
    });
    return planPorts(host, wanted);
  }

  /** Opens some; 0 takes a free one. One that cannot be had stays closed, which the log tells. */
  async open(ports: readonly PlatformPort[], host: string): Promise<OpenPort[]> {
    const opened = await Promise.all(ports.map((port) => this.#tryToOpen(port, host)));
    return opened.filter((port) => port !== undefined);
  }

  /** See `closeHttp`. */
  async close(graceMs: number): Promise<void> {
    await Promise.all(this.#open.map((http) => closeHttp(http, graceMs)));
  }

  async #tryToOpen({ release, protocol, port }: PlatformPort, host: string): Promise<OpenPort | undefined> {
    const { gateway, loaded } = this.#find(release);
    try {
      const grpc = protocol === "grpc" ? this.#grpcOf(loaded.release) : undefined;
      const address = await (grpc?.listen(host, port) ?? this.#listen(gateway.serverOf(loaded.release), host, port));
      return { release, address: grpc === undefined ? address : `gRPC ${address}` };
    } catch (error) {
      const reason = systemCodeOf(error) === "EADDRINUSE" ? "is in use by another program" : messageOf(error);
      this.#log.error(`port ${port} of ${release} stays closed: it ${reason}`);
      return undefined;
    }
  }

  async #listen(http: FastifyInstance, host: string, port: number): Promise<string> {
    this.#open.push(http);
    return http.listen({ host, port });
  }

  #find(name: string): { readonly gateway: PlatformGateway; readonly loaded: LoadedRelease } {
    for (const gateway of this.#gateways) {
      const loaded = releasesOf(this.#catalog, gateway.dialect).find((release) => release.name === name);
      if (loaded !== undefined) return { gateway, loaded };
    }
    throw new Error(`${name} has no gateway`);
  }
}
