import { constants, existsSync } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Static, TSchema } from "typebox";
import Type from "typebox";
import { Uid } from "./contract/caller.ts";
import { CompatSettings } from "./contract/compat.ts";
import { isJsonObject } from "./contract/json.ts";
import { isSecret, MAX_TIMER_MS, SettingsError, validated } from "./contract/settings.ts";
import type { SettingsDocument } from "./releases/document.ts";
import { findDocument, parseYaml, readDocument } from "./releases/document.ts";
import { findImagePort } from "./releases/folder-store.ts";

const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;
const TEMPORARY = resolve(tmpdir());

/** What fits into a header, `$NAME` for an environment variable, or `file:` and a path. */
const Key = Type.String({ pattern: "^[!-~]+$", secret: true });

/** A client's key, and the user that it stands for: a standard user of the platform, unless `ut` says otherwise. */
const ClientKey = Type.Object(
  { key: Key, uid: Uid, ut: Type.Integer({ ...Uid, default: 4 }) },
  // Without a default of its own, those inside it are not looked at in a record.
  { additionalProperties: false, default: {} },
);

/** As browsers send it, in small letters and without a path; `*` is any. */
const Origin = Type.String({ pattern: "^(\\*|[a-z][a-z0-9+.-]*://[^/?#@\\sA-Z]+)$" });

/** What belongs to the host: the keys of `evalbridge.yaml`. Each has a reason, which the README's table gives. */
export const HostConfig = Type.Object(
  {
    host: Type.String({ minLength: 1, default: "127.0.0.1" }),
    port: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }),
    platform_ports: Type.Boolean({ default: false }),
    /** Absent: the one after `port`. */
    grpc_port: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 65_535 }), Type.Literal("off")])),
    auth: Type.Array(Type.Enum(["none", "qiniu_stub", "bearer"]), {
      minItems: 1,
      uniqueItems: true,
      default: ["none"],
    }),
    keys: Type.Record(Type.String(), ClientKey, { default: {}, secret: true }),
    access: Type.Object(
      {
        public: Type.Boolean({ default: false }),
        user_whitelist: Type.Array(Uid, { default: [] }),
      },
      { additionalProperties: false, default: {} },
    ),
    admin_key: Type.Optional(Key),
    cors: Type.Array(Origin, { uniqueItems: true, default: [] }),
    python: Type.String({ minLength: 1, default: "python3" }),
    cache: Type.String({ minLength: 1, default: join(homedir(), ".cache", "evalbridge") }),
    payload_dir: Type.String({ minLength: 1, default: existsSync("/dev/shm") ? "/dev/shm" : TEMPORARY }),
    work_dir: Type.String({ minLength: 1, default: TEMPORARY }),
    drain_ms: Type.Integer({ minimum: 0, maximum: MAX_TIMER_MS, default: 30_000 }),
    limits: Type.Object(
      {
        body_bytes: Type.Integer({ minimum: 1, default: 64 * MEBIBYTE }),
        bodies_bytes: Type.Integer({ minimum: 1, default: GIBIBYTE }),
        pixels: Type.Integer({ minimum: 1, default: 50_000_000 }),
        group: Type.Integer({ minimum: 1, default: 64 }),
        batch: Type.Integer({ minimum: 1, default: 256 }),
        json_tokens: Type.Integer({ minimum: 1, default: 2_000_000 }),
        fetched_bytes: Type.Integer({ minimum: 1, default: GIBIBYTE }),
        tapped_bytes: Type.Integer({ minimum: 0, default: 256 * MEBIBYTE }),
        file_bytes: Type.Integer({ minimum: 1, default: 8 * GIBIBYTE }),
        file_ms: Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS, default: 600_000 }),
        package_members: Type.Integer({ minimum: 1, default: 10_000 }),
      },
      { additionalProperties: false, default: {} },
    ),
    uris: Type.Object(
      {
        allow: Type.Array(Type.String({ minLength: 1 }), { default: [] }),
        timeout_ms: Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS, default: 5000 }),
        redirects: Type.Integer({ minimum: 0, maximum: 20, default: 5 }),
        concurrency: Type.Integer({ minimum: 1, default: 128 }),
        data: Type.Enum(["platform", "any"], { default: "platform" }),
        file_root: Type.Optional(Type.String({ minLength: 1 })),
        qiniu: Type.Record(Type.String(), Type.String(), { default: {} }),
      },
      { additionalProperties: false, default: {} },
    ),
    compat: CompatSettings,
    record: Type.Object(
      {
        dir: Type.Optional(Type.String({ minLength: 1 })),
        sample: Type.Number({ minimum: 0, maximum: 1, default: 1 }),
        bytes: Type.Integer({ minimum: 1, default: GIBIBYTE }),
        redact: Type.Array(Type.String({ pattern: "^(params|attribute|result|body)(?![^.[])" }), { default: [] }),
      },
      { additionalProperties: false, default: {} },
    ),
    shadow: Type.Object(
      {
        dir: Type.Optional(Type.String({ minLength: 1 })),
        max_queue: Type.Integer({ minimum: 1, default: 64 }),
        pairs: Type.Integer({ minimum: 0, default: 20 }),
        bytes: Type.Integer({ minimum: 0, default: 256 * MEBIBYTE }),
        yielding: Type.Boolean({ default: true }),
      },
      { additionalProperties: false, default: {} },
    ),
    log: Type.Object(
      {
        level: Type.Enum(["debug", "info", "warn", "error", "silent"], { default: "info" }),
        format: Type.Enum(["json", "pretty"], { default: process.stderr.isTTY ? "pretty" : "json" }),
      },
      { additionalProperties: false, default: {} },
    ),
  },
  { additionalProperties: false },
);
export type HostConfig = Static<typeof HostConfig>;

interface KeySchema extends TSchema {
  readonly type?: unknown;
  readonly anyOf?: unknown;
}

/** The schema of every key, nested ones with dots. */
const KEYS: ReadonlyMap<string, KeySchema> = new Map(
  Object.entries(HostConfig.properties).flatMap(([key, schema]): [string, KeySchema][] =>
    "properties" in schema
      ? Object.entries(schema.properties).map(([inner, property]) => [`${key}.${inner}`, property])
      : [[key, schema]],
  ),
);

/** Flags that have another name than their key. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ["record.dir", "--record"],
  ["record.sample", "--sample"],
]);

/** Folders that must be there; `cache` is made when it is needed. */
const FOLDERS = ["payload_dir", "work_dir"] as const;
const PATHS = ["cache", "python", ...FOLDERS, "uris.file_root", "record.dir", "shadow.dir"];

/** A host configuration and where each of its values came from. */
export interface ResolvedConfig {
  readonly config: HostConfig;
  /** By key (`limits.pixels`): `default`, a file, an environment variable or a flag. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface ConfigInputs {
  /** A command's own defaults. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Values given as flags, by key (`port`, `log.level`). */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: NodeJS.ProcessEnv;
  /** `--config`; else `evalbridge.yaml` is looked for in the served folder, then in the working directory. */
  readonly file: string | undefined;
  readonly dir: string;
}

/**
 * Flags over environment over file over defaults. Paths come out absolute: a file's are relative to its folder, others
 * to the working directory; `~/` is the home folder.
 *
 * @throws SettingsError naming the file, variable or flag, the key, and what was expected
 */
export async function resolveConfig({ defaults = {}, flags, env, file, dir }: ConfigInputs): Promise<ResolvedConfig> {
  const document = file === undefined ? await findConfig(dir) : await readDocument(file);
  const layers: Layer[] = [{ source: "default", values: defaults }];
  const image = await findImagePort(dir);
  if (image !== undefined) layers.push({ source: image.file, values: { port: image.port } });
  if (document !== undefined) layers.push(fileLayer(document));
  layers.push(...environmentLayers(env), ...flagLayers(flags));
  const sources = new Map([...KEYS.keys()].map((key) => [key, "default"]));
  const values: Values = {};
  for (const layer of layers) {
    const given = { ...layer, values: withLists(layer.values) };
    // Each layer is judged by itself, so that an error names the place it came from.
    validated(HostConfig, given.values, layer.source);
    merge(values, withAbsolutePaths(given), (key) => sources.set(key, layer.source));
  }
  const config = validated(HostConfig, values, "configuration");
  await Promise.all(FOLDERS.map((key) => checkFolder(config[key], key, sources.get(key) ?? "")));
  return { config, sources };
}

/** The configuration as lines of `key: value  # source`, without its secrets. */
export function printConfig({ config, sources }: ResolvedConfig): string {
  const lines = [...sources].map(([key, source]) => {
    const hidden = isSecret(KEYS.get(key)) && source !== "default";
    return [`${key}: ${hidden ? "(hidden)" : JSON.stringify(valueAt(config, key) ?? null)}`, source] as const;
  });
  const width = Math.max(...lines.map(([text]) => text.length));
  return lines.map(([text, source]) => `${text.padEnd(width)}  # ${source}`).join("\n");
}

/** Every key and its value, but for the secrets. */
export function publicConfig(config: HostConfig): Readonly<Record<string, unknown>> {
  const keys = [...KEYS].filter(([, schema]) => !isSecret(schema));
  return Object.fromEntries(keys.map(([key]) => [key, valueAt(config, key)]));
}

/** What the platform's eval host listens on (spec: AVA, section 6.9). */
const PLATFORM_PORT = ["PORT_HTTP", "port"] as const;

type Values = Record<string, unknown>;

interface Layer {
  readonly source: string;
  readonly values: Readonly<Values>;
  /** What relative paths start from; absent: the working directory. */
  readonly base?: string;
}

/** A single value where a list is expected is a list of one: `auth: none`. */
function withLists(values: Readonly<Values>, prefix = ""): Values {
  const entries = Object.entries(values).map(([name, value]) => {
    const key = prefix + name;
    if (isJsonObject(value) && !KEYS.has(key)) return [name, withLists(value, `${key}.`)];
    return [name, KEYS.get(key)?.type === "array" && !Array.isArray(value) ? [value] : value];
  });
  return Object.fromEntries(entries);
}

function withAbsolutePaths({ values, base = "." }: Layer): Values {
  const absolute: Values = { ...values };
  for (const key of PATHS) {
    const path = valueAt(values, key);
    // A word alone is a command to be looked for on PATH.
    if (typeof path !== "string" || (key === "python" && !path.includes("/"))) continue;
    merge(absolute, nested(key, resolve(base, path.replace(/^~(?=\/)/, homedir()))), () => undefined);
  }
  return absolute;
}

async function checkFolder(path: string, key: string, source: string): Promise<void> {
  const usable = access(path, constants.W_OK | constants.X_OK).then(
    async () => (await stat(path)).isDirectory(),
    () => false,
  );
  if (await usable) return;
  throw new SettingsError(`${source}: ${key} must be an existing folder that can be written to (found "${path}")`);
}

async function findConfig(dir: string): Promise<SettingsDocument | undefined> {
  return (await findDocument(dir, "evalbridge")) ?? (await findDocument(process.cwd(), "evalbridge"));
}

function fileLayer({ file, value }: SettingsDocument): Layer {
  return { source: file, values: { ...value }, base: dirname(file) };
}

/** `EVALBRIDGE_LIMITS_PIXELS` for `limits.pixels`, and so on for every key; the weaker ones first. */
function environmentLayers(env: NodeJS.ProcessEnv): Layer[] {
  const ours = [...KEYS.keys()].map((key) => [`EVALBRIDGE_${key.replaceAll(".", "_").toUpperCase()}`, key] as const);
  return [PLATFORM_PORT, ...ours].flatMap(([variable, key]) => {
    const text = env[variable];
    return text === undefined ? [] : [textLayer(key, text, variable)];
  });
}

function flagLayers(flags: Readonly<Record<string, unknown>>): Layer[] {
  return Object.entries(flags).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const source = FLAGS.get(key) ?? `--${key.replaceAll(/[._]/g, "-")}`;
    return [typeof value === "string" ? textLayer(key, value, source) : { source, values: nested(key, value) }];
  });
}

/** One key given as text, which is YAML as in a file, but where the key's value is a text anyway. */
function textLayer(key: string, text: string, source: string): Layer {
  const isText = KEYS.get(key)?.type === "string";
  return { source, values: nested(key, isText ? text : parseYaml(text, source)) };
}

function nested(key: string, value: unknown): Values {
  const [first = "", ...rest] = key.split(".");
  return { [first]: rest.length === 0 ? value : nested(rest.join("."), value) };
}

function merge(target: Values, values: Readonly<Values>, note: (key: string) => void, prefix = ""): void {
  for (const [key, value] of Object.entries(values)) {
    if (isJsonObject(value) && !KEYS.has(prefix + key)) {
      const inner: Values = { ...(isJsonObject(target[key]) ? target[key] : {}) };
      target[key] = inner;
      merge(inner, { ...value }, note, `${prefix}${key}.`);
    } else {
      target[key] = value;
      note(prefix + key);
    }
  }
}

function valueAt(values: Readonly<Values>, key: string): unknown {
  return key.split(".").reduce<unknown>((value, part) => (isJsonObject(value) ? value[part] : undefined), values);
}
