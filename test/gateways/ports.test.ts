import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReleaseSettings } from "../../src/contract/release.ts";
import { validated } from "../../src/contract/settings.ts";
import type { HostPorts, PlatformPort } from "../../src/gateways/ports.ts";
import { planPorts, platformPorts } from "../../src/gateways/ports.ts";

const TAICHU = { http: 8081, grpc: 8080 };

function wanted(settings: object, declared?: { httpPort: number; grpcPort: number }): PlatformPort[] {
  const release = { app: "demo", version: "v1", settings: validated(ReleaseSettings, settings, "test") };
  return platformPorts(release, declared, TAICHU);
}

const http = (release: string, port: number): PlatformPort => ({ release, protocol: "http", port });
const grpc = (release: string, port: number): PlatformPort => ({ release, protocol: "grpc", port });

describe("the ports of a release", () => {
  it("are its platform's", () => {
    expect(wanted({})).toEqual([http("demo/v1", 8081), grpc("demo/v1", 8080)]);
  });

  it("are rather those that its script declares, where 0 is none", () => {
    expect(wanted({}, { httpPort: 0, grpcPort: 28090 })).toEqual([grpc("demo/v1", 28090)]);
  });

  it("are rather those of release.yaml, each for itself", () => {
    expect(wanted({ ports: { http: 9001 } }, { httpPort: 28091, grpcPort: 28090 })).toEqual([
      http("demo/v1", 9001),
      grpc("demo/v1", 28090),
    ]);
    expect(wanted({ ports: { http: 0, grpc: 0 } })).toEqual([]);
  });
});

describe("the plan of all ports", () => {
  it("leaves the host where it is when nobody is in its way", () => {
    expect(planPorts({ http: 8080 }, [http("a/v1", 8000)])).toEqual({
      host: { http: 8080, grpc: 8081 },
      platform: [http("a/v1", 8000)],
      remarks: [],
    });
  });

  it("lets the host give way, and says where it went in one line", () => {
    expect(planPorts({ http: 8080 }, wanted({}))).toEqual({
      host: { http: 8082, grpc: 8083 },
      platform: wanted({}),
      remarks: [
        "the host's own ports give way: HTTP from 8080, which is demo/v1's, to 8082 and gRPC from 8081, which is demo/v1's, to 8083",
      ],
    });
  });

  it("lets gRPC give way alone", () => {
    const { host, remarks } = planPorts({ http: 9000, grpc: 8080 }, wanted({}));
    expect(host).toEqual({ http: 9000, grpc: 8082 });
    expect(remarks).toEqual(["the host's own ports give way: gRPC from 8080, which is demo/v1's, to 8082"]);
  });

  it("keeps a port closed that two want, names both, and the host may have it", () => {
    const { host, platform, remarks } = planPorts({ http: 8000, grpc: "off" }, [
      http("a/v1", 8000),
      http("b/v2", 8000),
    ]);
    expect(platform).toEqual([]);
    expect(host).toEqual({ http: 8000, grpc: "off" });
    expect(remarks).toEqual([
      "port 8000 stays closed: it is that of a/v1 (HTTP) and b/v2 (HTTP); ports in release.yaml gives one of them another",
    ]);
  });

  it("takes free ports where the host is to", () => {
    expect(planPorts({ http: 0 }, wanted({})).host).toEqual({ http: 0, grpc: 0 });
  });

  it("never gives a port to two, and opens every one that only one wants", () => {
    const port = fc.integer({ min: 1, max: 12 });
    const hosts = fc.record({
      http: fc.oneof(port, fc.constant(0)),
      grpc: fc.oneof(port, fc.constant("off" as const)),
    });
    const wishes = fc.array(fc.tuple(fc.constantFrom("a/v1", "b/v1", "c/v1"), fc.constantFrom("http", "grpc"), port));
    fc.assert(
      fc.property(hosts, wishes, (host: HostPorts, list) => {
        const asked = list.map(([release, protocol, number]): PlatformPort => ({ release, protocol, port: number }));
        const plan = planPorts(host, asked);
        const open = [plan.host.http, plan.host.grpc, ...plan.platform.map(({ port: number }) => number)];
        const fixed = open.filter((number) => typeof number === "number" && number > 0);
        expect(new Set(fixed).size).toBe(fixed.length);
        const alone = asked.filter((one) => asked.filter((other) => other.port === one.port).length === 1);
        expect(plan.platform).toEqual(alone);
      }),
    );
  });
});
