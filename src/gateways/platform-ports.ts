import type { FastifyInstance } from "fastify";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import { closeHttp } from "./http.ts";
import type { PlatformGateway } from "./platform.ts";
import type { HostPorts, PlatformPort, PortPlan } from "./ports.ts";
import { planPorts, platformPorts } from "./ports.ts";

/** A platform's port that is open. */
export interface OpenPort {
  /** `app/version` */
  readonly release: string;
  /** Its URL. */
  readonly address: string;
}

/** The ports that scripts' own platforms would have opened, beside the host's own. */
export class PlatformPorts {
  readonly #gateways: readonly PlatformGateway[];
  readonly #catalog: Catalog;
  readonly #log: Logger;
  readonly #open: FastifyInstance[] = [];

  constructor(gateways: readonly PlatformGateway[], catalog: Catalog, log: Logger) {
    this.#gateways = gateways;
    this.#catalog = catalog;
    this.#log = log;
  }

  /** Who listens where. Waits for what scripts declare, until each is ready or has failed. */
  async plan(host: HostPorts): Promise<PortPlan> {
    const found = this.#gateways.flatMap((gateway) => this.#releasesOf(gateway).map((loaded) => ({ gateway, loaded })));
    await Promise.all(found.map(({ loaded }) => loaded.settled()));
    const wanted = found.flatMap(({ gateway, loaded }) => {
      // Ports do not say where, and a script that has failed could not: then it is where its platform would have been.
      const { release, declared } = loaded;
      const says = release.engine === "python" && declared.served.length > 0;
      return platformPorts(release, says ? declared : undefined, gateway.ports);
    });
    return planPorts(host, wanted);
  }

  /**
   * Opens the HTTP ports among some; 0 takes a free one. One that cannot be had stays closed, which the log tells.
   */
  async open(ports: readonly PlatformPort[], host: string): Promise<OpenPort[]> {
    const http = ports.filter(({ protocol }) => protocol === "http");
    const opened = await Promise.all(http.map((port) => this.#listen(port, host)));
    return opened.filter((port) => port !== undefined);
  }

  /** See `closeHttp`. */
  async close(graceMs: number): Promise<void> {
    await Promise.all(this.#open.map((http) => closeHttp(http, graceMs)));
  }

  async #listen({ release, port }: PlatformPort, host: string): Promise<OpenPort | undefined> {
    const http = this.#serverOf(release);
    try {
      const address = await http.listen({ host, port });
      this.#open.push(http);
      return { release, address };
    } catch (error) {
      const reason = systemCodeOf(error) === "EADDRINUSE" ? "is in use by another program" : messageOf(error);
      this.#log.error(`port ${port} of ${release} stays closed: it ${reason}`);
      await http.close();
      return undefined;
    }
  }

  #serverOf(name: string): FastifyInstance {
    for (const gateway of this.#gateways) {
      const loaded = this.#releasesOf(gateway).find((release) => release.name === name);
      if (loaded !== undefined) return gateway.serverOf(loaded.release);
    }
    throw new Error(`${name} has no gateway`);
  }

  #releasesOf({ dialect }: PlatformGateway): readonly LoadedRelease[] {
    return this.#catalog.releases.filter(({ release }) => release.dialect === dialect);
  }
}
