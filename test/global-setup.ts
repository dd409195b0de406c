import { execFileSync } from "node:child_process";
import { findInterpreters } from "./interpreters.ts";

/** Workers run the compiled runner, whatever the tests themselves import. */
export default async function setup(): Promise<void> {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  const interpreters = await findInterpreters();
  process.stdout.write("Python interpreters for these tests:\n");
  for (const { version, path } of interpreters) process.stdout.write(`  ${version.padEnd(8)} ${path}\n`);
}
