import { expect, it } from "vitest";
import { Metrics } from "../../src/observe/metrics.ts";

it("however many codes a script invents, there are no more series than statuses", async () => {
  const metrics = new Metrics();
  const release = metrics.release("a", "v1");
  for (const code of [0, 599, ...Array.from({ length: 5000 }, (_, index) => -1 - index)]) release.request(code, 0.1);
  const { text } = await metrics.expose();
  const series = text.split("\n").filter((line) => line.startsWith("evalbridge_requests_total{"));
  expect(series.map((line) => [/code="(\w+)"/.exec(line)?.[1], line.split(" ").at(-1)])).toEqual([
    ["0", "1"],
    ["599", "1"],
    ["other", "5000"],
  ]);
});
