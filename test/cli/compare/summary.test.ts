import { expect, it } from "vitest";
import { summaryOf } from "../../../src/cli/compare/summary.ts";
import { reportWith } from "../../compare/html/sample-report.ts";

it("what a script says gives a terminal no commands", () => {
  const text = summaryOf(reportWith("\u001b[2J\u202e\u009b1m and words"));
  expect(text).toContain("\ufffd[2J\ufffd\ufffd1m and words");
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202e/u);
});
