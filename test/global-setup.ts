import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HostConfig } from "../src/config.ts";
import { validated } from "../src/contract/settings.ts";
import { findInterpreters } from "./interpreters.ts";

/** Workers run the compiled runner, whatever the tests themselves import. What tests leave behind goes with the run. */
export default async function setup(): Promise<() => void> {
  const temporary = mkdtempSync(join(tmpdir(), "evalbridge-suite-"));
  // Some tests are somebody else.
  chmodSync(temporary, 0o1777);
  process.env["TMPDIR"] = temporary;
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  const interpreters = await findInterpreters();
  process.stdout.write("Python interpreters for these tests:\n");
  for (const { version, path } of interpreters) process.stdout.write(`  ${version.padEnd(8)} ${path}\n`);
  return () => {
    removeTranslations(temporary);
    rmSync(temporary, { recursive: true, force: true });
  };
}

/**
 * The tests' hosts share the developer's cache, so that no run builds environments that an earlier one has built. What
 * they translated of sources in the run's own folder is of no use to any other.
 */
function removeTranslations(temporary: string): void {
  const folder = join(process.env["EVALBRIDGE_CACHE"] ?? validated(HostConfig, {}, "defaults").cache, "translations");
  for (const name of namesIn(folder)) {
    const request = join(folder, name, "request.json");
    if (isAbout(request, temporary)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether a translation's request names files of a folder. Another run may be taking it away. */
function isAbout(request: string, folder: string): boolean {
  try {
    return readFileSync(request, "utf8").includes(`"${folder}/`);
  } catch {
    return false;
  }
}
