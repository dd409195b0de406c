import type { AppRules } from "../contract/app.ts";
import type { Caller } from "../contract/caller.ts";
import { BridgeError } from "../contract/errors.ts";
import { SettingsError } from "../contract/settings.ts";
import { KeyRing } from "./key-ring.ts";
import { isLoopback } from "./loopback.ts";
import { parseQiniuStub } from "./qiniu-stub.ts";

/** How callers say who they are; `none`: nobody is asked. */
export type AuthScheme = "none" | "qiniu_stub" | "bearer";

/** What the host's configuration says about callers. Keys are the secrets themselves. */
export interface AccessSettings {
  /** The address that the host listens on. */
  readonly host: string;
  readonly auth: readonly AuthScheme[];
  readonly keys: Readonly<Record<string, Caller & { readonly key: string }>>;
  /** For apps whose own rules do not decide. */
  readonly access: Pick<AppRules, "public" | "user_whitelist">;
  readonly admin_key?: string;
}

/** Who may call: tells who a request comes from, and what they may reach. */
export class Access {
  /** Callers are told apart. */
  readonly checked: boolean;
  /** Whoever reaches the port may use the operators' routes. */
  readonly openToOperators: boolean;
  readonly #settings: AccessSettings;
  readonly #apps: ReadonlyMap<string, AppRules>;
  readonly #keys: KeyRing<Caller>;
  readonly #adminKey: KeyRing<true>;

  /**
   * @param apps the rules of the apps that have some
   * @throws SettingsError when the settings contradict each other
   */
  constructor(settings: AccessSettings, apps: ReadonlyMap<string, AppRules>) {
    check(settings);
    const { auth, keys, admin_key, host } = settings;
    this.checked = !auth.includes("none");
    this.openToOperators = admin_key === undefined && isLoopback(host);
    this.#settings = settings;
    this.#apps = apps;
    this.#keys = new KeyRing(Object.values(keys).map(({ key, uid, ut }) => [key, { uid, ut }]));
    this.#adminKey = new KeyRing(admin_key === undefined ? [] : [[admin_key, true]]);
  }

  /**
   * Whom an Authorization header names; `undefined` where callers are not told apart.
   *
   * @throws BridgeError `unauthorized`
   */
  identify(authorization: string | undefined): Caller | undefined {
    if (!this.checked) return undefined;
    const caller = authorization === undefined ? undefined : this.#callerOf(authorization);
    if (caller === undefined) throw new BridgeError("unauthorized", "bad token");
    return caller;
  }

  /** Whether an Authorization header holds the operators' key, where one is wanted. */
  isOperator(authorization: string | undefined): boolean {
    if (this.openToOperators) return true;
    return authorization !== undefined && this.#adminKey.holderOf(authorization) === true;
  }

  /**
   * Whether a caller may call an app, which need not exist (spec: AVA, section 6.4). A whitelist of the app's own has the
   * last word on those whom it does not name.
   */
  allows(caller: Caller | undefined, app: string): boolean {
    if (!this.checked) return true;
    if (caller === undefined) return false;
    const rules = this.#apps.get(app);
    if (rules?.public === true || rules?.owner === caller.uid) return true;
    const standard = this.#settings.access;
    if (rules !== undefined && rules.user_whitelist.length > 0) return rules.user_whitelist.includes(caller.uid);
    return standard.public || standard.user_whitelist.includes(caller.uid);
  }

  #callerOf(authorization: string): Caller | undefined {
    const { auth } = this.#settings;
    const stub = auth.includes("qiniu_stub") ? parseQiniuStub(authorization) : undefined;
    return stub ?? this.#keys.holderOf(authorization);
  }
}

/** What would leave a door open, or shut, that its operator meant otherwise. */
function check({ auth, keys, admin_key }: AccessSettings): void {
  if (auth.includes("none") && auth.length > 1) throw new SettingsError('auth: "none" goes with no other scheme');
  const names = Object.keys(keys);
  if (auth.includes("bearer") && names.length === 0)
    throw new SettingsError("auth: bearer needs keys, but there are none");
  if (!auth.includes("bearer") && names.length > 0) {
    throw new SettingsError(`keys: are of no use unless auth has "bearer" (found ${auth.join(", ")})`);
  }
  const owners = new Map<string, string>();
  const all = Object.entries(keys).map(([name, { key }]) => [`keys.${name}`, key] as const);
  for (const [name, key] of admin_key === undefined ? all : [...all, ["admin_key", admin_key] as const]) {
    const other = owners.get(key);
    if (other !== undefined) throw new SettingsError(`${other} and ${name} are the same key`);
    owners.set(key, name);
  }
}
