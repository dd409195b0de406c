import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { commandOf } from "../../../src/cli/compare/command.ts";

it("is the command as it was given, options that were not given left out", () => {
  const options = { out: "/tmp/x", logLevel: "silent", data: undefined, stages: true, watch: false, repeat: "2" };
  expect(commandOf(["app/a", "http://gate/v1/eval/app"], options)).toBe(
    "npx evalbridge compare app/a http://gate/v1/eval/app --out /tmp/x --log-level silent --stages --repeat 2",
  );
});

it("means the same to a shell, whatever stands in it", () => {
  const words = ["it's", "$(id)", "a b", "", "*.png", '{"limit": "x"}', "`id`", "\\", "two\nlines", "--x"];
  const command = commandOf(words, {}).replace("npx evalbridge compare", String.raw`printf '%s\0'`);
  expect(execFileSync("sh", ["-c", command]).toString().split("\0").slice(0, -1)).toEqual(words);
});
