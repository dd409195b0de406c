import { once } from "node:events";
import { connect as connectTo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lookup } from "../../src/media/network-guard.ts";
import { NetworkGuard } from "../../src/media/network-guard.ts";
import type { DnsServer, Origin } from "../support/origin.ts";
import { startDns, startOrigin } from "../support/origin.ts";

let origin: Origin;
beforeAll(async () => {
  origin = await startOrigin((_request, response) => response.end("reached"));
});
afterAll(() => origin.close());

/** Connects as a request would, and closes again. */
async function connect(guard: NetworkGuard, hostname: string, port = origin.port): Promise<string> {
  guard.check(hostname);
  const socket = connectTo({ host: hostname, port, lookup: guard.lookup });
  await once(socket, "connect");
  const { remoteAddress } = socket;
  socket.destroy();
  await once(socket, "close");
  return remoteAddress ?? "";
}

describe("a literal address", () => {
  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
  ])("%s is refused", async (address) => {
    const guard = new NetworkGuard([]);
    expect(guard.permits(address)).toBe(false);
    await expect(connect(guard, address)).rejects.toThrow(`${address} is not a public address and not in uris.allow`);
  });

  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.17",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00::1",
    "3ffe:ffff::1",
  ])("%s is public", (address) => {
    expect(new NetworkGuard([]).permits(address)).toBe(true);
  });

  it.each([
    ["10.0.0.0/8", "10.1.2.3", "192.168.0.1"],
    ["192.168.7.9", "192.168.7.9", "192.168.7.10"],
    ["127.0.0.0/31", "127.0.0.1", "127.0.0.2"],
    ["fd00:1::/32", "fd00:1::5", "fd00:2::5"],
    ["::1", "::1", "::2"],
    // A mapped address is the one that it maps, which is what gets connected.
    ["127.0.0.1", "::ffff:7f00:1", "::ffff:7f00:2"],
    // A network of IPv6 says nothing about IPv4.
    ["fc00::/7", "fd00::1", "127.0.0.1"],
  ])("in %s is allowed when the configuration says so: %s, and not %s", (entry, inside, outside) => {
    const guard = new NetworkGuard([entry]);
    expect([guard.permits(inside), guard.permits(outside)]).toEqual([true, false]);
  });

  it.each(["", "localhost", "0x7f.1", "2130706433", "127.1", "[::1]", "1.1.1.1.1"])("is not %j", (text) => {
    expect(new NetworkGuard(["0.0.0.0/0", "::/0"]).permits(text)).toBe(false);
  });
});

describe("a name", () => {
  const answers = (...addresses: string[]): Lookup => {
    return (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  };

  it("is refused when it stands for a private address, with the address and the remedy", async () => {
    const message = /127\.0\.0\.1.* \(localhost\) is not a public address and not in uris\.allow/;
    await expect(connect(new NetworkGuard([]), "localhost")).rejects.toThrow(message);
    await expect(connect(new NetworkGuard([], answers("::1")), "localhost.")).rejects.toThrow("::1 (localhost.)");
    expect(origin.connections()).toBe(0);
  });

  it.each(["127.0.0.0/8", "localhost", "LOCALHOST", "localhost."])("is let through by %s", async (entry) => {
    // ::1 would be the same name's: nothing listens there.
    const guard = new NetworkGuard([entry], answers("127.0.0.1"));
    expect(await connect(guard, "localhost")).toBe("127.0.0.1");
    expect(await connect(guard, "localhost.")).toBe("127.0.0.1");
  });

  it("is not let through by another's entry", async () => {
    const guard = new NetworkGuard(["localhost"], answers("127.0.0.1"));
    await expect(connect(guard, "localhost.example.com")).rejects.toThrow("is not a public address");
    await expect(connect(guard, "127.0.0.1")).rejects.toThrow("is not a public address");
  });

  it("is connected only to those of its addresses that are allowed", async () => {
    const guard = new NetworkGuard(["127.0.0.1"], answers("10.0.0.1", "fe80::1%lo", "127.0.0.1"));
    expect(await connect(guard, "mixed.example.com")).toBe("127.0.0.1");
    const strict = new NetworkGuard([], answers("10.0.0.1", "127.0.0.1"));
    await expect(connect(strict, "mixed.example.com")).rejects.toThrow("10.0.0.1, 127.0.0.1 (mixed.example.com)");
  });

  it("passes on what the DNS says when it knows no answer", async () => {
    await expect(connect(new NetworkGuard([]), "nowhere.invalid")).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
  });
});

describe("a DNS that changes its mind", () => {
  let dns: DnsServer;
  let inner: Origin;
  beforeAll(async () => {
    dns = await startDns((_name, nth) => [nth % 2 === 1 ? "127.0.0.2" : "127.0.0.1"]);
    inner = await startOrigin((_request, response) => response.end("secret"));
  });
  afterAll(async () => {
    dns.close();
    await inner.close();
  });

  it("is asked once per connection, and that answer is the address that is connected", async () => {
    const outer = await startOrigin((_request, response) => response.end("public"), "127.0.0.2", inner.port);
    const guard = new NetworkGuard(["127.0.0.2"], dns.lookup);
    expect(await connect(guard, "rebind.test", inner.port)).toBe("127.0.0.2");
    expect(dns.asked).toEqual(["rebind.test"]);
    await expect(connect(guard, "rebind.test", inner.port)).rejects.toThrow("127.0.0.1 (rebind.test)");
    expect(dns.asked).toEqual(["rebind.test", "rebind.test"]);
    expect(inner.connections()).toBe(0);
    await outer.close();
  });
});

describe("uris.allow", () => {
  it.each([
    "",
    " ",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "10.0.0.0/-1",
    "10.0.0.0/x",
    "::/129",
    "http://localhost",
    "localhost:80",
    "localhost/8",
    "user@localhost",
    "10.0",
    "0x7f.1",
    "[::1]",
    "a b",
  ])("refuses the entry %j with one line", (entry) => {
    expect(() => new NetworkGuard(["10.0.0.0/8", entry])).toThrow(
      expect.objectContaining({
        name: "SettingsError",
        message: `uris.allow: "${entry}" is neither an address, a network nor a host name`,
      }),
    );
  });
});
