import type { App } from "../app.ts";
import { isFailure } from "../contract/call.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { Semaphore } from "../media/semaphore.ts";
import { draw } from "./draw/picture.ts";
import { withHost } from "./host.ts";
import type { HostOptions } from "./options.ts";
import { bareReleaseAt, configOf, DEFAULT_DIR, parseTarget, QUIET, releasesOf } from "./options.ts";
import { note, say } from "./output.ts";
import type { Reply } from "./run/asking.ts";
import { Asking } from "./run/asking.ts";
import type { Inputs } from "./run/inputs.ts";
import { checkReadable, inputsOf } from "./run/inputs.ts";
import { picturesOf } from "./run/pictures.ts";
import { Progress } from "./run/progress.ts";
import { Timings } from "./run/timings.ts";

export interface RunOptions extends HostOptions {
  readonly params?: string;
  readonly draw?: string;
  readonly repeat?: string;
}

/**
 * `evalbridge run`: one answer on stdout, or a JSON line for each of several inputs, in their order. The exit code is 1
 * when one of them is an error, or could not be drawn.
 */
export async function run(target: string, args: readonly string[], options: RunOptions): Promise<void> {
  const bare = await bareReleaseAt(target, options);
  const dir = bare?.folder ?? options.dir ?? DEFAULT_DIR;
  const name = bare === undefined ? parseTarget(target) : { app: bare.app, version: bare.version };
  const question = {
    ...name,
    ...checkedParams(options.params),
    repeat: checkedRepeat(options.repeat),
    wantsInput: options.draw !== undefined,
  };
  const inputs = await inputsOf(args);
  await checkReadable(inputs);
  const pictures = options.draw === undefined ? undefined : await picturesOf(options.draw, inputs);
  const releases = bare === undefined ? await releasesOf(dir, name) : [bare];
  const config = await configOf(dir, options, { defaults: QUIET });
  const start = performance.now();
  await withHost(releases, config, async (app) => {
    // A request's time is not for building environments and loading models.
    await Promise.all(app.catalog.releases.map((loaded) => loaded.settled()));
    const timings = new Timings(performance.now() - start);
    const asking = new Asking(app, question, config.config, timings);
    await answerAll(inputs, asking, instancesOf(app), pictures);
    if (options.repeat !== undefined) note(timings.summary());
  });
}

/** All workers have something to do, and none has more. */
function instancesOf({ catalog }: App): number {
  return catalog.releases.reduce((sum, { release }) => sum + release.settings.instances, 0);
}

/** @param pictures where each input's is painted; undefined when none is wanted */
async function answerAll(
  { names, isList }: Inputs,
  asking: Asking,
  width: number,
  pictures: readonly string[] | undefined,
): Promise<void> {
  const slots = new Semaphore(width);
  const queue = names.map((name, index) => ({
    name,
    answered: slots.run(() => answer(asking, name, pictures?.[index])),
  }));
  const progress = new Progress(names.length, isList ? process.stderr : undefined);
  // What is printed is forgotten: thousands of answers would fill the memory.
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { name } = next;
    const { reply, problem } = await next.answered;
    const hasFailed = isFailure(reply) || problem !== undefined;
    if (hasFailed) process.exitCode = 1;
    progress.step(hasFailed, () => {
      say(textOf(reply, isList ? name : undefined));
      if (problem !== undefined) note(`--draw: ${name}: ${problem}`);
    });
  }
  progress.clear();
}

interface Answered {
  readonly reply: Reply;
  /** Why it could not be drawn. */
  readonly problem?: string;
}

/** Asks, and paints the answer while the input is at hand. Never throws. */
async function answer(asking: Asking, name: string, picture: string | undefined): Promise<Answered> {
  const { input, ...reply } = await asking.ask(name);
  if (picture === undefined || isFailure(reply)) return { reply };
  try {
    await draw(input ?? new Uint8Array(), reply.result ?? "null", picture);
    return { reply };
  } catch (error) {
    return { reply, problem: messageOf(error) };
  }
}

/** `result` is text already, and stays as the script wrote it. */
function textOf({ code, message, result }: Reply, file: string | undefined): string {
  const start = file === undefined ? "{" : `{"file":${JSON.stringify(file)},`;
  const end = result === undefined ? "}" : `,"result":${result}}`;
  return `${start}"code":${code},"message":${JSON.stringify(message)}${end}`;
}

/** `--params` as it was given. Throws SettingsError when it is no JSON. */
export function checkedParams(text: string | undefined): { params?: string } {
  if (text === undefined) return {};
  try {
    JSON.parse(text);
    return { params: text };
  } catch (error) {
    throw new SettingsError(`--params: is not JSON (${messageOf(error)})`);
  }
}

function checkedRepeat(text: string | undefined): number {
  if (text === undefined) return 1;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new SettingsError(`--repeat: must be a whole number from 1 on (found "${text}")`);
}
