import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  return () => rmSync(temporary, { recursive: true, force: true });
}
