import type { Logger } from "../../observe/log.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { PlatformGateway } from "../platform.ts";
import type { Room } from "./admission.ts";
import { HEALTH, healthService } from "./health.ts";
import type { OpenInferenceMeans } from "./open-inference.ts";
import { openInferenceService } from "./open-inference.ts";
import { reflectionServices } from "./reflection.ts";
import type { GrpcService } from "./server.ts";
import { GrpcServer } from "./server.ts";

/** The gRPC servers of a host: its own, and those of platforms' ports. */
export class GrpcServers {
  readonly #means: OpenInferenceMeans;
  readonly #platforms: readonly PlatformGateway[];
  readonly #room: Room;
  readonly #log: Logger;
  readonly #made: GrpcServer[] = [];

  constructor(means: OpenInferenceMeans, platforms: readonly PlatformGateway[], room: Room, log: Logger) {
    this.#means = means;
    this.#platforms = platforms;
    this.#room = room;
    this.#log = log;
  }

  /** For the host's own port: all platforms' services, the Open Inference Protocol, and two that tell of them all. */
  own(): GrpcServer {
    const { catalog } = this.#means;
    const services = [openInferenceService(this.#means), ...this.#platformServices(() => catalog.releases)];
    const names = [...services.map(({ name }) => name), HEALTH];
    return this.#make([...services, healthService(this.#means, names), ...reflectionServices(names)]);
  }

  /** For a platform's port, where everything is as on the platform. @param releases those that it is for */
  platform(releases: () => readonly LoadedRelease[]): GrpcServer {
    return this.#make(this.#platformServices(releases));
  }

  drain(): void {
    for (const server of this.#made) server.drain();
  }

  /** See `GrpcServer.close`. */
  async close(graceMs: number): Promise<void> {
    await Promise.all(this.#made.map((server) => server.close(graceMs)));
  }

  #platformServices(releases: () => readonly LoadedRelease[]): GrpcService[] {
    return this.#platforms.flatMap((platform) => platform.grpcOf?.(releases) ?? []);
  }

  #make(services: readonly GrpcService[]): GrpcServer {
    const server = new GrpcServer(services, this.#room, this.#log);
    this.#made.push(server);
    return server;
  }
}
