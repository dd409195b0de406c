import { basename, join } from "node:path";
import { SettingsError } from "../../contract/settings.ts";
import { readLabels } from "./labels.ts";
import { readRecording } from "./recording.ts";
import type { Request } from "./request.ts";
import { fileRequests, requestsOf } from "./requests.ts";
import type { NamedSide } from "./sides.ts";

/** What both sides are asked, and what it is called. */
export interface Chosen {
  readonly source: string;
  readonly requests: readonly Request[];
  /** Recorded requests of apps that are not compared. */
  readonly others: number;
}

/**
 * The requests of `--data`, or else the samples of the app that is compared.
 *
 * @param params of requests that are files (JSON text)
 * @throws SettingsError when there are none
 */
export async function chosenRequests(
  data: string | undefined,
  params: string | undefined,
  sides: readonly NamedSide[],
): Promise<Chosen> {
  const recording = sides.find(({ origin }) => origin === "recording")?.name;
  const given = data ?? recording;
  if (given !== undefined) return requestsOfApp(given, params, sides);
  const [release] = releasesAmong(sides);
  if (release === undefined) throw new SettingsError("--data: is needed where no side is a release with samples");
  if (release.samples.length === 0) throw new SettingsError(`${release.app} has no samples; give --data`);
  const requests = fileRequests(release.samples, params, (path) => basename(path));
  return { source: `the samples of ${release.app}`, requests, others: 0 };
}

/** Of a recording what the compared app was asked; where no side is a release, everything. */
async function requestsOfApp(data: string, params: string | undefined, sides: readonly NamedSide[]): Promise<Chosen> {
  const recording = await readRecording(data);
  if (recording === undefined) return { source: data, requests: await requestsOf(data, params), others: 0 };
  if (params !== undefined) throw new SettingsError("--params: is for files; recorded requests have their own");
  const apps = releasesAmong(sides).map(({ app }) => `${app}/`);
  const requests = recording.requests.filter(
    ({ release = "" }) => apps.length === 0 || apps.some((app) => release.startsWith(app)),
  );
  if (requests.length === 0) throw new SettingsError(`${data}: holds no request of ${apps.join(", ")}`);
  const redacted = recording.redact.length === 0 ? "" : `, without ${recording.redact.join(", ")}`;
  const source = `the recording ${data}${redacted}`;
  return { source, requests, others: recording.requests.length - requests.length };
}

/** The folder of the app that is compared. */
export function appFolder(dir: string, sides: readonly NamedSide[]): string | undefined {
  const [release] = releasesAmong(sides);
  return release === undefined ? undefined : join(dir, release.app);
}

function releasesAmong(sides: readonly NamedSide[]) {
  return sides.flatMap((side) => (side.origin === "release" ? [side.release] : []));
}

/**
 * Finds the true class of a request: its own label, or that of the file.
 *
 * @throws SettingsError when the file cannot be read
 */
export async function labelling(
  requests: readonly Request[],
  file: string | undefined,
): Promise<(name: string) => string | undefined> {
  const own = new Map(
    requests.flatMap(({ name, label }) => (label === undefined ? [] : [[name, String(label)] as const])),
  );
  const inFile = file === undefined ? () => undefined : await readLabels(file);
  return (name) => own.get(name) ?? inFile(name);
}
