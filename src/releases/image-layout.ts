import { stat } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";

/** Where the platform's images keep a script, below the image's root (spec: AVA, section 1.1). */
const SERVING = "workspace/serving";
const PYTHON = "python";
const EVALS = "evals";
const ENTRY = "eval.py";

/** The part of a file system that belongs to one script of one of the platform's images. */
export interface ImageLayout {
  /** The `evals` package folder, which holds `eval.py`. */
  readonly evals: string;
  /** The folder around it, which the images have on PYTHONPATH after `evals/src`. */
  readonly python: string;
  /** The working directory there: `/workspace/serving`, or what comes nearest to it. */
  readonly workingFolder: string;
  /** Which of its folders was pointed at. */
  readonly level: "root" | "serving" | "python" | "evals";
}

/**
 * Recognises the file system of one of the platform's images, by its root or by a folder on the way down to `evals`.
 *
 * @param folder absolute
 */
export async function findImageLayout(folder: string): Promise<ImageLayout | undefined> {
  const serving = join(folder, SERVING);
  if (await isScript(join(serving, PYTHON, EVALS))) return layout(join(serving, PYTHON, EVALS), serving, "root");
  if (await isScript(join(folder, PYTHON, EVALS))) return layout(join(folder, PYTHON, EVALS), folder, "serving");
  if (await isScript(join(folder, EVALS))) return layout(join(folder, EVALS), servingAbove(folder), "python");
  if (basename(folder) !== EVALS || !(await isScript(folder))) return undefined;
  return layout(folder, servingAbove(dirname(folder)), "evals");
}

/** The image's name, as far as folders tell it: the nearest that is not one of the platform's own. */
export function imageName({ evals }: ImageLayout): string | undefined {
  const { root } = parse(evals);
  const own = ["workspace", "serving", PYTHON, EVALS];
  for (let folder = evals; folder !== root; folder = dirname(folder)) {
    if (!own.includes(basename(folder))) return basename(folder);
  }
  return undefined;
}

function layout(evals: string, workingFolder: string, level: ImageLayout["level"]): ImageLayout {
  return { evals, python: dirname(evals), workingFolder, level };
}

function servingAbove(python: string): string {
  return basename(python) === PYTHON ? dirname(python) : python;
}

async function isScript(evals: string): Promise<boolean> {
  return stat(join(evals, ENTRY)).then(
    (found) => found.isFile(),
    () => false,
  );
}
