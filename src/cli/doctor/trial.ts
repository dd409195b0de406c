import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ResolvedConfig } from "../../config.ts";
import type { Answer } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import { BridgeError } from "../../contract/errors.ts";
import type { Release } from "../../contract/release.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { newRequestId } from "../../gateways/request-id.ts";
import type { Service } from "../../service.ts";
import { withHost } from "../host.ts";
import { timeToReady } from "../loading.ts";
import { peakMemory } from "../processes.ts";
import type { Trial } from "./report.ts";

export interface TrialOptions {
  /** Files, in place of the app's own sample; several are a group. */
  readonly samples: readonly string[];
  /** JSON text. */
  readonly params: string | undefined;
}

/** What is asked, and how it is called. */
interface Sample {
  readonly name: string;
  readonly bodies: readonly Uint8Array[];
}

const NOTHING: Omit<Trial, "sample"> = {
  outcome: "failed",
  failure: "",
  code: 0,
  message: "",
  result: null,
  body_bytes: 0,
  create_ms: null,
  call_ms: null,
  peak_memory_bytes: null,
};

/** Loads a release in its ordinary worker, asks it once, and reports the answer, its times and its memory. */
export async function tryRelease(release: Release, config: ResolvedConfig, options: TrialOptions): Promise<Trial> {
  const sample = await chooseSample(release, options.samples);
  // Without samples of its own a release is not warmed up: the call is the script's first, and its time the true one.
  const settings = { ...release.settings, instances: 1 };
  return withHost([{ ...release, settings, samples: [] }], config, async ({ catalog, service }) => {
    const [loaded] = catalog.releases;
    if (loaded === undefined) throw new Error("a host of one release has one");
    const created = await timeToReady(loaded);
    if (loaded.state !== "ready") return { ...NOTHING, sample: sample.name, failure: loaded.reason };
    const called = await ask(service, release, sample, options.params);
    const [instance] = loaded.instances;
    const memory = instance?.pid == null ? null : await peakMemory(instance.pid);
    return { ...called, sample: sample.name, create_ms: created, peak_memory_bytes: memory };
  });
}

async function ask(
  service: Service,
  { app, version }: Release,
  { bodies }: Sample,
  params: string | undefined,
): Promise<Omit<Trial, "sample">> {
  const sources = bodies.map((body) => ({ body: [body] }));
  const call = { app, version, reqid: newRequestId(), group: bodies.length > 1, sources };
  const started = performance.now();
  const elapsed = () => Math.round((performance.now() - started) * 10) / 10;
  try {
    const answer = await service.eval(params === undefined ? call : { ...call, params });
    return { ...NOTHING, ...answered(answer), call_ms: elapsed() };
  } catch (cause) {
    const { kind, code, message } = BridgeError.from(cause);
    const outcome = kind === "script" ? outcomeOf(code) : "failed";
    return { ...NOTHING, outcome, code, message, call_ms: elapsed() };
  }
}

function answered(answer: Answer): Pick<Trial, "outcome" | "code" | "message" | "result" | "body_bytes"> {
  const { code, message, result, body } = answer;
  const outcome = isFailure(answer) ? outcomeOf(code) : "answered";
  return { outcome, code, message, result: JSON.parse(result), body_bytes: body?.length ?? 0 };
}

/** What scripts answer when they have raised, and when they had nothing better to say. */
const RAISED = 599;

/** With a code of its own a script has looked at the input and did not like it: it runs. */
function outcomeOf(code: number): "refused" | "failed" {
  return code === RAISED ? "failed" : "refused";
}

async function chooseSample({ samples }: Release, given: readonly string[]): Promise<Sample> {
  const files = given.length > 0 ? given : samples.slice(0, 1);
  if (files.length === 0) return { name: GENERATED, bodies: [await picture()] };
  const bodies = files.map((file) =>
    readFile(file).catch((error: unknown) => {
      throw new SettingsError(`${file}: cannot be read (${messageOf(error)})`);
    }),
  );
  return { name: files.map((file) => basename(file)).join(", "), bodies: await Promise.all(bodies) };
}

const GENERATED = "a generated picture";

/** A JPEG that is neither too small nor of one colour. */
async function picture(): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const [width, height] = [320, 240];
  const pixels = Buffer.alloc(width * height * 3);
  for (let index = 0; index < pixels.length; index += 1) pixels[index] = (index * 7 + Math.floor(index / width)) % 256;
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
}
