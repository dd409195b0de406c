import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SettingsError } from "../contract/settings.ts";
import { contains } from "../media/file-root.ts";
import { findBareRelease } from "../releases/folder-store.ts";
import { readRequirements } from "../workers/requirements.ts";
import { dockerfile, EVALBRIDGE_IMAGE } from "./build/dockerfile.ts";
import { portsOf } from "./build/ports.ts";
import { note, say } from "./output.ts";

export interface BuildOptions {
  readonly from_image: string;
  readonly name: string;
}

/** This file is `<root>/src/cli/build.ts`, or the same under `dist`. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LAUNCH = join(ROOT, "src/templates/image/launch.sh");
/** What stands in an image's name and in its tag. */
const IMAGE_NAME = /^[a-z0-9][a-z0-9._/:-]*$/;

/**
 * `evalbridge build`: writes `launch.sh` and a `Dockerfile` for a package, without its files, and builds the image where
 * there is Docker (spec: taichu-serve, sections C3 and C9).
 */
export async function build(given: string | undefined, options: BuildOptions): Promise<void> {
  const folder = resolve(given ?? ".");
  const shown = relative(process.cwd(), folder) || ".";
  if (!IMAGE_NAME.test(options.name)) throw new SettingsError(`--name: "${options.name}" cannot be an image's name`);
  if (!/^\S+$/.test(options.from_image)) throw new SettingsError("--from_image: must name an image");
  await writeFiles(folder, shown, options.from_image);
  const image = `${options.name}:${randomBytes(4).toString("hex")}`;
  const command = ["build", "-t", image, shown];
  if (!(await hasDocker())) {
    say(`Docker is not here, or does not answer. With it:\n  docker build -t ${EVALBRIDGE_IMAGE} ${ROOT}`);
    say(`  docker ${command.join(" ")}`);
    return;
  }
  // What the image takes Node and evalbridge from.
  if (!(await docker(["image", "inspect", EVALBRIDGE_IMAGE], "ignore")))
    await make(["build", "-t", EVALBRIDGE_IMAGE, ROOT]);
  await make(command);
  say(`Successfully built ${image}`);
}

/** @throws SettingsError when one is there already, or the folder is no package */
async function writeFiles(folder: string, shown: string, base: string): Promise<void> {
  const release = (await stat(folder).catch(() => undefined))?.isDirectory()
    ? await findBareRelease(folder)
    : undefined;
  if (release === undefined)
    throw new SettingsError(`${shown}: holds no model service, such as customize_service.py or web_service.py`);
  for (const name of ["Dockerfile", "launch.sh"]) {
    if (await exists(join(folder, name))) throw new SettingsError(`${shown}: holds a ${name} already; remove it first`);
  }
  const { files } = await readRequirements(join(folder, "requirements.txt"));
  const requirements = files.filter((file) => contains(folder, file)).map((file) => relative(folder, file));
  const system = await systemPackages(join(folder, "dependencies.txt"));
  const ports = await portsOf(release);
  await writeFile(join(folder, "launch.sh"), await readFile(LAUNCH), { mode: 0o755 });
  await writeFile(join(folder, "Dockerfile"), dockerfile({ base, system, requirements, ports }));
  say(`${join(shown, "launch.sh")} and ${join(shown, "Dockerfile")} are made`);
}

/**
 * The packages that a dependencies.txt names, one or several in a line, `#` before comments.
 *
 * @throws SettingsError when something in it is no package's name
 */
async function systemPackages(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const names = text
    .replace("\uFEFF", "")
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/#.*/, "").split(/\s+/));
  const packages = names.filter((name) => name !== "");
  const odd = packages.find((name) => !/^[a-z0-9][a-z0-9+.:=~-]*$/i.test(name));
  if (odd !== undefined) throw new SettingsError(`${file}: "${odd}" is no name of a package`);
  return packages;
}

async function hasDocker(): Promise<boolean> {
  return docker(["version"], "ignore");
}

/** @throws SettingsError when it fails; what it printed says why */
async function make(args: readonly string[]): Promise<void> {
  note(`docker ${args.join(" ")}`);
  if (!(await docker(args, "inherit"))) throw new SettingsError(`docker ${args.join(" ")} has failed`);
}

/** @returns whether the command ended well */
function docker(args: readonly string[], stdio: "ignore" | "inherit"): Promise<boolean> {
  return new Promise((ended) => {
    spawn("docker", args, { stdio })
      .on("error", () => ended(false))
      .on("exit", (status) => ended(status === 0));
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
