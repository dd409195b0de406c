import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

it("npx finds the checkout's own command, and fetches nothing for it", { timeout: 180_000 }, () => {
  const output = execFileSync("npx", ["--offline", "evalbridge", "--version"], { cwd: ROOT, stdio: "pipe" });
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(output.toString()).toBe(`${version}\n`);
});
