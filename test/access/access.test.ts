import { describe, expect, it } from "vitest";
import type { AccessSettings } from "../../src/access/access.ts";
import { Access } from "../../src/access/access.ts";
import type { AppRules } from "../../src/contract/app.ts";

const SETTINGS: AccessSettings = {
  host: "127.0.0.1",
  auth: ["qiniu_stub"],
  keys: {},
  access: { public: false, user_whitelist: [] },
};
const RULES: AppRules = { public: false, user_whitelist: [] };
const KEYS = { phone: { key: "phone-key", uid: 7, ut: 4 }, robot: { key: "robot-key", uid: 8, ut: 0 } };

function access(settings: Partial<AccessSettings>, rules: Partial<AppRules> = {}): Access {
  return new Access({ ...SETTINGS, ...settings }, new Map([["app", { ...RULES, ...rules }]]));
}

function refusal(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    return error;
  }
}

describe("identify", () => {
  const unauthorized = { name: "BridgeError", kind: "unauthorized", code: 401, message: "bad token" };

  it("asks nobody where auth is none", () => {
    const open = access({ auth: ["none"] });
    expect([undefined, "QiniuStub uid=7&ut=4", "nonsense"].map((header) => open.identify(header))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ["qiniu_stub", "QiniuStub uid=9&ut=4", { uid: 9, ut: 4 }],
    ["bearer", "Bearer robot-key", { uid: 8, ut: 0 }],
  ] as const)("takes %s alone, or beside the other", (scheme, header, caller) => {
    const keys = scheme === "bearer" ? KEYS : {};
    expect(access({ auth: [scheme], keys }).identify(header)).toEqual(caller);
    expect(access({ auth: ["qiniu_stub", "bearer"], keys: KEYS }).identify(header)).toEqual(caller);
  });

  it.each([undefined, "", "Bearer nobody's", "QiniuStub ut=4", "Bearer admin-key"])("refuses %j", (header) => {
    const both = access({ auth: ["bearer", "qiniu_stub"], keys: KEYS, admin_key: "admin-key" });
    expect(refusal(() => both.identify(header))).toMatchObject(unauthorized);
  });

  it("takes no scheme that auth does not name", () => {
    expect(refusal(() => access({ auth: ["qiniu_stub"] }).identify("Bearer phone-key"))).toMatchObject(unauthorized);
    const bearer = access({ auth: ["bearer"], keys: KEYS });
    expect(refusal(() => bearer.identify("QiniuStub uid=7&ut=4"))).toMatchObject(unauthorized);
  });
});

describe("allows", () => {
  const standard = { public: false, user_whitelist: [7] };

  it.each([
    ["nobody by default", {}, {}, []],
    ["everybody to a public app", {}, { public: true, owner: 9, user_whitelist: [8] }, [0, 7, 8, 9]],
    ["the owner", {}, { owner: 9 }, [9]],
    ["the owner, named in no whitelist", {}, { owner: 9, user_whitelist: [8] }, [8, 9]],
    ["a whitelist", {}, { user_whitelist: [8, 0] }, [0, 8]],
    ["those of the default, where the app has no rules", { access: standard }, {}, [7]],
    ["those of the default beside the owner", { access: standard }, { owner: 9 }, [7, 9]],
    ["not those of the default where the app has a whitelist", { access: standard }, { user_whitelist: [8] }, [8]],
    ["everybody by default", { access: { public: true, user_whitelist: [] } }, {}, [0, 7, 8, 9]],
    [
      "a whitelist over a public default",
      { access: { public: true, user_whitelist: [] } },
      { user_whitelist: [8] },
      [8],
    ],
    ["everybody where nobody is asked", { auth: ["none"] }, { user_whitelist: [8] }, [0, 7, 8, 9]],
  ] satisfies [string, Partial<AccessSettings>, Partial<AppRules>, number[]][])(
    "%s",
    (_name, settings, rules, uids) => {
      const tested = access(settings, rules);
      expect([0, 7, 8, 9].filter((uid) => tested.allows({ uid, ut: 4 }, "app"))).toEqual(uids);
    },
  );

  it("knows an app without rules, or one that is not there, by the default alone", () => {
    const tested = access({ access: standard }, { public: true });
    expect([7, 8].map((uid) => tested.allows({ uid, ut: 4 }, "other"))).toEqual([true, false]);
    expect([7, 8].map((uid) => tested.allows({ uid, ut: 4 }, "APP"))).toEqual([true, false]);
  });

  it("lets no unknown caller pass where callers are told apart, whatever the rules", () => {
    const tested = access({ access: { public: true, user_whitelist: [] } }, { public: true });
    expect(tested.allows(undefined, "app")).toBe(false);
    expect(access({ auth: ["none"] }).allows(undefined, "app")).toBe(true);
  });
});

describe("isOperator", () => {
  it.each([
    ["on loopback without a key", {}, true, true, true],
    ["on loopback with a key", { admin_key: "admin-key" }, false, false, true],
    ["elsewhere without a key", { host: "0.0.0.0" }, false, false, false],
    ["elsewhere with a key", { host: "::", admin_key: "admin-key" }, false, false, true],
    [
      "elsewhere, though callers are not told apart",
      { host: "0.0.0.0", auth: ["none"], keys: {} },
      false,
      false,
      false,
    ],
  ] satisfies [string, Partial<AccessSettings>, boolean, boolean, boolean][])(
    "%s",
    (_name, settings, none, client, admin) => {
      const tested = access({ auth: ["bearer"], keys: KEYS, ...settings });
      const headers = [undefined, "Bearer phone-key", "Bearer admin-key"];
      expect(headers.map((header) => tested.isOperator(header))).toEqual([none, client, admin]);
    },
  );
});

describe("settings that contradict each other", () => {
  it.each([
    [{ auth: ["none", "qiniu_stub"] }, 'auth: "none" goes with no other scheme'],
    [{ auth: ["bearer"] }, "auth: bearer needs keys, but there are none"],
    [{ auth: ["none"], keys: KEYS }, 'keys: are of no use unless auth has "bearer" (found none)'],
    [
      { auth: ["bearer"], keys: { a: KEYS.phone, b: { ...KEYS.robot, key: "phone-key" } } },
      "keys.a and keys.b are the same key",
    ],
    [{ auth: ["bearer"], keys: KEYS, admin_key: "robot-key" }, "keys.robot and admin_key are the same key"],
  ] satisfies [Partial<AccessSettings>, string][])("%j", (settings, message) => {
    expect(refusal(() => access(settings))).toMatchObject({ name: "SettingsError", message });
  });
});
