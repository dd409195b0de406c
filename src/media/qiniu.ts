import { createHmac } from "node:crypto";
import { SettingsError } from "../contract/settings.ts";

export interface QiniuKeys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** How long a signed URL is good (s), as in the store's own SDKs. */
const LIFETIME_S = 3600;
const SCHEME = /^qiniu:\/\//i;
const URI =
  /^qiniu:\/\/(?:(?<user>[^@/?#]*)@)?(?<zone>[^/?#]*)\/(?<bucket>\w[\w.-]*)\/(?<key>[^?#]+)(?<query>\?[^#]*)?/i;

/** `QINIU://` in any case counts (spec: AVA, section 9.2 no. 9). */
export function isQiniu(uri: string): boolean {
  return SCHEME.test(uri);
}

/** The object store of the platform: which domain serves which bucket, and the keys that open it. */
export class Qiniu {
  readonly #domains: ReadonlyMap<string, string>;
  readonly #keys: QiniuKeys | undefined;

  /**
   * @param domains a zone, or `zone/bucket` for a domain that serves one bucket alone, to an `http(s)` URL that the
   *   object's key is put behind; `{bucket}` and `{uid}` in it stand for the URI's bucket and the caller's uid
   * @throws SettingsError naming the domain that cannot be used
   */
  constructor(domains: Readonly<Record<string, string>>, keys: QiniuKeys | undefined) {
    for (const [name, domain] of Object.entries(domains)) checkDomain(name, domain);
    this.#domains = new Map(Object.entries(domains));
    this.#keys = keys;
  }

  /**
   * The signed download URL of `qiniu://[user@]zone/bucket/key[?query]`.
   *
   * @param uid whose object it is; `undefined` where nobody is known
   * @throws Error whose message tells why there is none
   */
  urlOf(uri: string, uid: number | undefined): URL {
    const { zone = "", bucket = "", key = "", query = "" } = URI.exec(uri)?.groups ?? {};
    if (key === "") throw new Error("is not qiniu://[uid@]zone/bucket/key");
    const domain = this.#domains.get(`${zone}/${bucket}`) ?? this.#domains.get(zone);
    if (domain === undefined) throw new Error(`uris.qiniu has no zone "${zone}"`);
    if (this.#keys === undefined) throw new Error("QINIU_ACCESS_KEY and QINIU_SECRET_KEY are not set");
    if (domain.includes("{uid}") && uid === undefined) throw new Error("the caller has no uid");
    const url = new URL(`${filled(domain, bucket, uid).replace(/\/$/, "")}/${encodedKey(key)}${query}`);
    return signed(url, this.#keys);
  }
}

/** The keys in the environment, where both are set. They are secrets, so no file of the host's holds them. */
export function qiniuKeys(env: NodeJS.ProcessEnv): QiniuKeys | undefined {
  const { QINIU_ACCESS_KEY: accessKey = "", QINIU_SECRET_KEY: secretKey = "" } = env;
  return accessKey === "" || secretKey === "" ? undefined : { accessKey, secretKey };
}

/** The user part of the URI: a client's is never believed, an operator's is. */
export function userOf(uri: string): number | undefined {
  const { user = "" } = URI.exec(uri)?.groups ?? {};
  return /^\d+$/.test(user) ? Number(user) : undefined;
}

function checkDomain(name: string, domain: string): void {
  const where = `uris.qiniu: "${name}"`;
  const url = filled(domain, "bucket", 0);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || /[?#]/.test(url)) {
    throw new SettingsError(`${where} must be an http or https URL (found "${domain}")`);
  }
  if (name.includes("/") || domain.includes("{bucket}")) return;
  throw new SettingsError(
    `${where} must hold {bucket}, or be named "${name}/<bucket>" where the domain serves one bucket (found "${domain}")`,
  );
}

function filled(domain: string, bucket: string, uid: number | undefined): string {
  return domain.replaceAll("{bucket}", bucket).replaceAll("{uid}", String(uid));
}

/** Percent-encoded once, whether the client had encoded it or not. */
function encodedKey(key: string): string {
  const parts = key.split("/").map((part) => encodeURIComponent(decodeURIComponent(part)));
  // A URL has no way to say these: they would name an object elsewhere.
  if (parts.some((part) => part === "." || part === "..")) throw new Error('a key with "." or ".." as a part');
  return parts.join("/");
}

/** Everything before the token is signed: the key, the client's own query and the time. */
function signed(url: URL, { accessKey, secretKey }: QiniuKeys): URL {
  const deadline = Math.floor(Date.now() / 1000) + LIFETIME_S;
  const text = `${url.href}${url.search === "" ? "?" : "&"}e=${deadline}`;
  const signature = createHmac("sha1", secretKey).update(text).digest("base64");
  return new URL(`${text}&token=${accessKey}:${signature.replaceAll("+", "-").replaceAll("/", "_")}`);
}
