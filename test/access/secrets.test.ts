import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hideKeys, withSecrets } from "../../src/access/secrets.ts";

const SETTINGS = { host: "127.0.0.1", auth: ["bearer"], access: { public: false, user_whitelist: [] } } as const;

function keyed(key: string, env: NodeJS.ProcessEnv = {}) {
  return withSecrets({ ...SETTINGS, keys: { phone: { key, uid: 7, ut: 4 } } }, env);
}

describe("withSecrets", () => {
  it("fetches keys from the environment and from files, and leaves the others as they are", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "secrets-")), "key");
    await writeFile(file, "of-a-file\n");
    const uids = { uid: 7, ut: 4 };
    const keys = {
      a: { key: "$PHONE_KEY", ...uids },
      b: { key: `file:${file}`, ...uids },
      c: { key: "pa$$", ...uids },
    };
    const env = { PHONE_KEY: "of-the-environment", ADMIN: "admin" };
    expect(await withSecrets({ ...SETTINGS, keys, admin_key: "$ADMIN" }, env)).toEqual({
      ...SETTINGS,
      keys: { a: { key: "of-the-environment", ...uids }, b: { key: "of-a-file", ...uids }, c: keys.c },
      admin_key: "admin",
    });
    expect(await withSecrets({ ...SETTINGS, keys: {} }, env)).toEqual({ ...SETTINGS, keys: {} });
  });

  it("takes the variables that held keys out of the environment, and no others", async () => {
    const env = { PHONE_KEY: "of-the-environment", ADMIN: "admin", OTHER: "stays" };
    const keys = { phone: { key: "$PHONE_KEY", uid: 7, ut: 4 }, again: { key: "$PHONE_KEY", uid: 8, ut: 4 } };
    const settings = await withSecrets({ ...SETTINGS, keys, admin_key: "$ADMIN" }, env);
    expect(Object.values(settings.keys).map(({ key }) => key)).toEqual(["of-the-environment", "of-the-environment"]);
    expect(env).toEqual({ OTHER: "stays" });
  });

  it("hides them from who has no use for them, missing ones too", () => {
    const env = { PHONE_KEY: "of-the-environment", ADMIN: "admin", OTHER: "stays" };
    const client = { uid: 7, ut: 4 };
    const keys = { phone: { key: "$PHONE_KEY", ...client }, tablet: { key: "$TABLET_KEY", ...client } };
    hideKeys({ ...SETTINGS, keys, admin_key: "$ADMIN" }, env);
    expect(env).toEqual({ OTHER: "stays" });
  });

  it.each([
    ["$PHONE_KEY", {}, "keys.phone.key: the environment variable PHONE_KEY must hold a key"],
    ["$PHONE_KEY", { PHONE_KEY: "" }, "keys.phone.key: the environment variable PHONE_KEY must hold a key"],
    ["$PHONE_KEY", { PHONE_KEY: "two words" }, "keys.phone.key: the environment variable PHONE_KEY must hold a key"],
    ["file:key.txt", {}, "keys.phone.key: key.txt must be an absolute path"],
    ["file:/nowhere/key", {}, "keys.phone.key: /nowhere/key cannot be read (ENOENT"],
    ["file:/dev/null", {}, "keys.phone.key: /dev/null must hold a key: printable ASCII without blanks"],
  ])("refuses %s with %j, and never tells a key", async (key, env, message) => {
    const error: unknown = await keyed(key, env).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "SettingsError", message: expect.stringContaining(message) });
    expect(String(error)).not.toContain("two words");
  });

  it("tells of the first that is missing, and leaves no other failure behind", async () => {
    const client = { key: "$PHONE_KEY", uid: 7, ut: 4 as const };
    const left: unknown[] = [];
    const listener = (error: unknown) => left.push(error);
    process.on("unhandledRejection", listener);
    const settings = { ...SETTINGS, keys: { phone: client, robot: { ...client, key: "file:/nowhere/key" } } };
    await expect(withSecrets({ ...settings, admin_key: "$ADMIN" }, {})).rejects.toThrow("keys.phone.key");
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("unhandledRejection", listener);
    expect(left).toEqual([]);
  });
});
