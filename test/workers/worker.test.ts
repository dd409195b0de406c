import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

const PROGRAM = new URL("../fixtures/programs/without-descriptors.mjs", import.meta.url).pathname;

it("a worker that cannot be started for want of descriptors is an ordinary failure", () => {
  const output = execFileSync("sh", ["-c", `ulimit -n 64; exec "${process.execPath}" "${PROGRAM}"`], {
    encoding: "utf8",
  });
  expect(output).toMatch(/^could not be started \(spawn .* EMFILE\) and lives on$/);
});
