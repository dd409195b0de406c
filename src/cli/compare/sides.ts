import { join } from "node:path";
import type { ResolvedConfig } from "../../config.ts";
import type { Release } from "../../contract/release.ts";
import { nameOf } from "../../contract/release.ts";
import { SettingsError } from "../../contract/settings.ts";
import { INDEX } from "../../record/folder.ts";
import type { HostOptions } from "../options.ts";
import { bareReleaseAt, DEFAULT_DIR, parseTarget, releasesOf } from "../options.ts";
import { expectedSide } from "./expected-side.ts";
import type { ReleaseIdentity } from "./identity.ts";
import { identityOfRelease, sha256Of } from "./identity.ts";
import { headerOf, recordedSide } from "./recording.ts";
import { withRelease } from "./release-side.ts";
import type { RunSettings } from "./settings.ts";
import type { Side } from "./side.ts";
import { UrlSide } from "./url-side.ts";

/** What the command line names as a side; `identity` must be the same for a comparison to go on. */
export type NamedSide =
  | { readonly origin: "release"; readonly name: string; readonly release: Release; readonly identity: ReleaseIdentity }
  | { readonly origin: "url"; readonly name: string; readonly identity: string }
  | { readonly origin: "file"; readonly name: string; readonly identity: string }
  | {
      readonly origin: "recording";
      readonly name: string;
      readonly identity: string;
      /** Paths into results that it does not have. */
      readonly redacted: readonly string[];
    };

const RESULT = "result.";

/** @throws SettingsError when it names nothing, or several releases */
export async function namedSide(text: string, options: HostOptions): Promise<NamedSide> {
  if (/^https?:\/\//.test(text)) {
    if (!URL.canParse(text)) throw new SettingsError(`${text}: is no URL`);
    return { origin: "url", name: text, identity: text };
  }
  const header = await headerOf(text);
  if (header?.redact.includes("result")) {
    throw new SettingsError(`${text}: is recorded without results; it can be replayed, but not be compared with`);
  }
  if (header !== undefined) {
    const redacted = header.redact.filter((path) => path.startsWith(RESULT)).map((path) => path.slice(RESULT.length));
    return { origin: "recording", name: text, identity: await sha256Of(join(text, INDEX)), redacted };
  }
  if (text.endsWith(".jsonl")) return { origin: "file", name: text, identity: await sha256Of(text) };
  const bare = await bareReleaseAt(text, options);
  const [release, another] =
    bare === undefined ? await releasesOf(options.dir ?? DEFAULT_DIR, parseTarget(text)) : [bare];
  if (release === undefined || another !== undefined) {
    throw new SettingsError(`"${text}" is several releases; name one as <app>/<version>`);
  }
  return { origin: "release", name: nameOf(release), release, identity: await identityOfRelease(release) };
}

/** What sides are made with. */
export interface SideMeans {
  readonly settings: RunSettings;
  readonly config: ResolvedConfig;
  /** Ends what is being asked. */
  readonly interrupted: AbortSignal;
}

/** @throws SideLost when it cannot be had */
export async function withSide<T>(
  side: NamedSide,
  { settings, config, interrupted }: SideMeans,
  use: (side: Side) => Promise<T>,
): Promise<T> {
  if (side.origin === "release") return withRelease(side, { instances: settings.instances, config, interrupted }, use);
  if (side.origin === "file") return use(await expectedSide(side.name));
  if (side.origin === "recording") return use(await recordedSide(side.name));
  const url = new UrlSide(side.name, { headers: settings.headers, timeoutMs: settings.timeout_ms, interrupted });
  try {
    return await use(url);
  } finally {
    url.close();
  }
}
