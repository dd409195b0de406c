import type { LookupAddress, LookupAllOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { BlockList, isIP } from "node:net";
import { SettingsError } from "../contract/settings.ts";

/** What `dns.lookup` does, all addresses of a name at once. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Family = "ipv4" | "ipv6";

/** One list per family: a rule for IPv6 would match IPv4 addresses too, in their mapped form. */
const REFUSED: Readonly<Record<Family, BlockList>> = {
  ipv4: networks("ipv4", [
    "0.0.0.0/8", // this host
    "10.0.0.0/8",
    "100.64.0.0/10", // carriers' NAT, and a cloud's metadata
    "127.0.0.0/8",
    "168.63.129.16/32", // a cloud's metadata at a public address
    "169.254.0.0/16", // link-local, and most clouds' metadata
    "172.16.0.0/12",
    "192.0.0.0/24", // protocol assignments
    "192.0.2.0/24", // documentation
    "192.88.99.0/24", // relays to 6to4
    "192.168.0.0/16",
    "198.18.0.0/15", // benchmarks
    "198.51.100.0/24", // documentation
    "203.0.113.0/24", // documentation
    "224.0.0.0/4", // multicast
    "240.0.0.0/4", // reserved, and broadcast
  ]),
  ipv6: networks("ipv6", [
    // Everything but 2000::/3, which alone is global unicast: loopback, mapped IPv4, NAT64, local and multicast are out.
    "::/3",
    "4000::/2",
    "8000::/1",
    "2001::/23", // protocol assignments, Teredo among them
    "2001:db8::/32", // documentation
    "2002::/16", // 6to4, which carries an IPv4 address
    "3fff::/20", // documentation
  ]),
};

/**
 * Keeps downloads on the public internet: whatever a client writes in a URI, the host connects to no address that only
 * it can reach, unless the configuration allows it.
 */
export class NetworkGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #networks = new BlockList();
  readonly #lookup: Lookup;

  /**
   * @param allow addresses, networks (`10.1.0.0/16`) and host names (`pictures.internal`) beside the public ones
   * @param lookup how names become addresses
   * @throws SettingsError naming the entry that is none of these
   */
  constructor(allow: readonly string[], lookup: Lookup = systemLookup) {
    this.#lookup = lookup;
    const hosts = new Set<string>();
    for (const entry of allow) if (!addNetwork(this.#networks, entry)) hosts.add(hostOf(entry));
    this.#hosts = hosts;
  }

  /**
   * Judges a host that is an address.
   *
   * @param host without brackets; a name passes: `lookup` judges what it stands for
   * @throws Error with the reason and the remedy
   */
  check(host: string): void {
    if (isIP(host) !== 0 && !this.permits(host)) throw refusal(host, [host]);
  }

  /** Whether an IP address may be connected to. */
  permits(text: string): boolean {
    // An interface's name behind the address makes no other network of it.
    const [address = ""] = text.split("%");
    const family = familyOf(address);
    if (family === undefined) return false;
    return !REFUSED[family].check(address, family) || this.#networks.check(address, family);
  }

  /**
   * For a connection's `lookup`: gives only addresses that may be connected to. As a name is looked up once per connection,
   * no later answer of its DNS counts.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.#lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const trusted = this.#hosts.has(withoutDot(hostname));
      const allowed = addresses.filter(({ address }) => trusted || this.permits(address));
      const [first] = allowed;
      if (first === undefined) {
        const found = addresses.map(({ address }) => address);
        return callback(refusal(hostname, found), []);
      }
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

function refusal(hostname: string, addresses: readonly string[]): Error {
  const found = addresses.join(", ");
  const whose = found === hostname ? "" : ` (${hostname})`;
  return new Error(`${found}${whose} is not a public address and not in uris.allow`);
}

function networks(family: Family, rules: readonly string[]): BlockList {
  const list = new BlockList();
  for (const rule of rules) {
    const [address = "", bits] = rule.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** @returns false when `entry` is neither an address nor a network */
function addNetwork(list: BlockList, entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const family = familyOf(address);
  if (family === undefined || rest.length > 0) return false;
  const width = family === "ipv4" ? 32 : 128;
  const prefix = bits === undefined ? width : Number(bits);
  if (bits === "" || !Number.isInteger(prefix) || prefix < 0 || prefix > width) return false;
  list.addSubnet(address, prefix, family);
  return true;
}

function familyOf(address: string): Family | undefined {
  return ({ 4: "ipv4", 6: "ipv6" } as const)[isIP(address)];
}

/** A host name as URLs spell it. */
function hostOf(entry: string): string {
  const url = `http://${entry}/`;
  const host = /^[^\s:/?#@\\]+$/.test(entry) && URL.canParse(url) ? new URL(url).hostname : "";
  // `10.0` would be an address to a URL, and another one than its author meant.
  if (host !== "" && isIP(host) === 0) return withoutDot(host);
  throw new SettingsError(`uris.allow: "${entry}" is neither an address, a network nor a host name`);
}

/** `localhost.` is `localhost`. */
function withoutDot(hostname: string): string {
  return hostname.replace(/\.$/, "");
}
