import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ownCommand, quoted } from "../../src/cli/shell.ts";

it("words are quoted so that a shell reads each as one", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "$", "\\", "*", "\n", "é") }));
  const given = fc.sample(words, { numRuns: 20, seed: 1 }).flat();
  const print = `printf '%s\\0' ${given.map(quoted).join(" ")}`;
  expect(execFileSync("sh", ["-c", print]).toString().split("\0").slice(0, -1)).toEqual(given);
});

it.each([
  [{ npm_command: "exec" }, "/clone/node_modules/.bin/evalbridge", "npx evalbridge"],
  [{ npm_command: "start" }, "/clone/dist/main.js", "npx evalbridge"],
  [{}, "/opt/my bridge/dist/main.js", "node '/opt/my bridge/dist/main.js'"],
  [{}, "/usr/local/bin/evalbridge", "evalbridge"],
])("with %j and %s commands to paste begin with %s", (env, script, expected) => {
  expect(ownCommand(["node", script], env)).toBe(expected);
});
