import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

const PROGRAM = new URL("../fixtures/programs/without-descriptors.mjs", import.meta.url).pathname;

it.each([
  [0, "open"],
  [1, "listen"],
  [3, "connect"],
  [4, "accept"],
  [6, "spawn"],
])("a worker that cannot be started with %d descriptors left is an ordinary failure", (left, call) => {
  const output = execFileSync("sh", ["-c", `ulimit -n 64; exec "${process.execPath}" "${PROGRAM}" ${left}`], {
    encoding: "utf8",
  });
  expect(output).toMatch(new RegExp(`^could not be started \\(.*${call}.*\\) and lives on$`));
});
