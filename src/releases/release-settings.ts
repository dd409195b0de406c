import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../contract/json.ts";
import { ReleaseSettings } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
import type { SettingsDocument } from "./document.ts";
import { findDocumentAt } from "./document.ts";
import type { NormalisedDocument } from "./platform-document.ts";
import { normalised } from "./platform-document.ts";

/** What may say how a release is served, the stronger first: ours, the platform's release, its stand-alone host's. */
const NAMES = ["release.yaml", "release.yml", "release.json", "serving-eval.conf"];

/** What a release's documents say together. */
export interface ReadSettings extends Pick<NormalisedDocument, "name" | "version"> {
  /** Paths in them are absolute. */
  readonly settings: ReleaseSettings;
  /** The keys of `settings` that some document names. */
  readonly stated: ReadonlySet<string>;
  /** The strongest document, or the first folder when there is none: what errors name. */
  readonly where: string;
  /** Where the platform's stand-alone host listened. */
  readonly port: { readonly port: number; readonly file: string } | undefined;
}

/**
 * Reads the documents of a release, wherever they lie; a key of a stronger one replaces that of a weaker one, and the
 * earlier folder is the stronger.
 *
 * @param inherited what holds where none of them says anything
 * @throws SettingsError naming the file and the key
 */
export async function readReleaseSettings(
  folders: readonly [string, ...string[]],
  inherited: Partial<ReleaseSettings> = {},
): Promise<ReadSettings> {
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const documents = (await Promise.all(files.map(findDocumentAt))).filter((document) => document !== undefined);
  const layers = documents.map(readLayer);
  const where = documents[0]?.file ?? folders[0];
  const settings: JsonObject = Object.assign({}, inherited, ...layers.map((layer) => layer.settings).reverse());
  const ports = layers.flatMap(({ port, file }) => (port === undefined ? [] : [{ port, file }]));
  return {
    settings: validated(ReleaseSettings, settings, where),
    stated: new Set(Object.keys(settings)),
    where,
    name: layers.find(({ name }) => name !== undefined)?.name,
    version: layers.find(({ version }) => version !== undefined)?.version,
    port: ports[0],
  };
}

/**
 * The settings that one document gives, and no others; paths in them are absolute.
 *
 * @throws SettingsError naming the file and the key
 */
export function settingsIn(document: SettingsDocument): Partial<ReleaseSettings> {
  const { settings } = readLayer(document);
  const all = validated(ReleaseSettings, settings, document.file);
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in settings));
}

/** One document by itself, so that an error names the file that it is in. */
function readLayer(document: SettingsDocument): NormalisedDocument & { readonly file: string } {
  const layer = normalised(document);
  const { file } = document;
  return { ...layer, file, settings: withAbsolutePaths(layer.settings, file) };
}

function withAbsolutePaths(settings: JsonObject, file: string): JsonObject {
  const { tar_file, model_files, custom_files, python_path, python } = validated(ReleaseSettings, settings, file);
  const folder = dirname(file);
  const absolute = {
    tar_file: tar_file === undefined ? null : locate(tar_file, folder, `${file}: tar_file`),
    model_files: locateAll(model_files, folder, `${file}: model_files`),
    custom_files: locateAll(custom_files, folder, `${file}: custom_files`),
    python_path: python_path.map((path) => resolve(folder, path)),
    // A word alone is looked for on PATH.
    python: python?.includes("/") === true ? resolve(folder, python) : (python ?? null),
  };
  const given = Object.entries(absolute).filter(([key]) => key in settings);
  return { ...settings, ...Object.fromEntries(given) };
}

function locateAll(files: Readonly<Record<string, string>>, folder: string, where: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, value]) => [name, locate(value, folder, `${where}.${name}`)]),
  );
}

/** The platform fetched these through its temporary store; here that makes no difference. */
const THROUGH_STORE = /^proxy_(?=(https?|qiniu):\/\/)/i;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const FETCHED: ReadonlySet<string> = new Set(["http", "https", "qiniu"]);

const PIN = /#sha256=/;
const WHOLE_PIN = /#sha256=[0-9a-f]{64}$/i;

/** Whether something that `locate` returned has to be fetched. */
export function isRemote(location: string): boolean {
  return !location.startsWith("/");
}

/**
 * A file that a document names: an absolute path, or a URI that can be fetched (spec: AVA, section 6.9).
 *
 * @throws SettingsError for a scheme that nothing here fetches
 */
function locate(value: string, folder: string, where: string): string {
  const text = value.replace(THROUGH_STORE, "");
  const scheme = SCHEME.exec(text)?.[1];
  if (scheme === undefined) return resolve(folder, text);
  if (PIN.test(text) && !WHOLE_PIN.test(text))
    throw new SettingsError(`${where}: #sha256= must be followed by 64 hex digits`);
  if (FETCHED.has(scheme.toLowerCase())) return scheme.toLowerCase() + text.slice(scheme.length);
  if (scheme.toLowerCase() === "file") return localPath(text, where);
  throw new SettingsError(`${where}: "${scheme}://" cannot be fetched (a path, http, https, qiniu or file can)`);
}

function localPath(uri: string, where: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    throw new SettingsError(`${where}: "${uri}" must be file:///<absolute path>`);
  }
}
