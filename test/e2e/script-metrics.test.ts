import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost, untilBusy } from "../support/host.ts";

const OWN = `# HELP boxes_total Boxes found
# TYPE boxes_total counter
boxes_total{class="a \\"b\\" {c}",worker="mine"} 3.0
# TYPE evalbridge_requests_total counter
evalbridge_requests_total{code="0"} 999.0
# TYPE evalbridge_request_seconds_count counter
evalbridge_request_seconds_count 999.0
# TYPE queue gauge
queue 1
`;

let host: TestHost;

beforeAll(async () => {
  const tells = (text: string) => ({
    fixture: "apps/measured/v1",
    settings: { instances: 1, custom_params: { tells: text } },
  });
  host = await startHost({
    "measured/v1": { fixture: "apps/measured/v1", settings: { instances: 1 } },
    "own/v1": tells(OWN),
    "own/v2": tells("# TYPE boxes_total counter\nboxes_total 4\n# TYPE queue counter\nqueue 7\n"),
    "broken/v1": tells("boxes_total{ 1\n"),
    "broken/v2": tells(`${"# TYPE large gauge\nlarge 1\n".repeat(20_000)}`),
    "broken/v3": tells("raises"),
  });
});
afterAll(() => host?.close());

async function scrape(): Promise<string[]> {
  return (await (await fetch(`${host.url}/metrics`)).text()).split("\n");
}

it("what a script observed with monitor_rt_* stands in the platform's histogram, beside our own", async () => {
  await host.ask("measured/v1", { error: 'zu "groß"' });
  const lines = await scrape();
  const labels = 'app="measured",version="v1",worker="1",method="py.forward",error="zu \\"groß\\"",number="1"';
  expect(lines).toContain(`ava_serving_eval_response_time_bucket{${labels},le="0.2"} 0.0`);
  expect(lines).toContain(`ava_serving_eval_response_time_bucket{${labels},le="0.3"} 1.0`);
  expect(lines).toContain(`ava_serving_eval_response_time_count{${labels}} 1.0`);
  expect(lines.filter((line) => line.startsWith("# TYPE ava_serving_eval_response_time "))).toHaveLength(1);
  const family = lines.flatMap((line, index) => (line.includes("ava_serving_eval_response_time") ? [index] : []));
  // In one piece, as the format wants it.
  expect(family.at(-1)).toBe((family[0] ?? 0) + family.length - 1);
});

it("a script's own families are told with their release, and never as ours", async () => {
  const lines = await scrape();
  expect(lines).toContain(
    'boxes_total{app="own",version="v1",worker="1",class="a \\"b\\" {c}",exported_worker="mine"} 3.0',
  );
  expect(lines).toContain('boxes_total{app="own",version="v2",worker="1"} 4');
  expect(lines.filter((line) => line.startsWith("# TYPE boxes_total"))).toEqual(["# TYPE boxes_total counter"]);
  expect(lines.filter((line) => line.startsWith("# TYPE queue "))).toEqual(["# TYPE queue gauge"]);
  expect(lines.filter((line) => line.startsWith("queue{"))).toEqual(['queue{app="own",version="v1",worker="1"} 1']);
  expect(lines.filter((line) => line.endsWith(" 999.0"))).toEqual([]);
});

it("what is no metrics is left out, with one warning", async () => {
  await scrape();
  expect((await scrape()).filter((line) => line.includes('app="broken"') && line.includes("worker="))).toEqual([]);
  const warnings = host.log.filter(({ level, app }) => level === 40 && app === "broken").map(({ msg }) => msg);
  expect(warnings.sort()).toEqual([
    "metrics() raised ValueError: no metrics today; it is left out of /metrics",
    "metrics() tells more than 262144 bytes; it is left out of /metrics",
    "metrics() tells what is no Prometheus text, at line 1; it is left out of /metrics",
  ]);
});

it("a busy worker is not waited for: what it told last is told again", async () => {
  await scrape();
  const slow = host.ask("measured/v1", { sleep: 2 });
  await untilBusy(host.url, "measured/v1");
  const started = performance.now();
  const lines = await scrape();
  expect(performance.now() - started).toBeLessThan(1500);
  expect(lines.some((line) => line.includes('method="py.load"'))).toBe(true);
  expect(await slow).toMatchObject({ status: 200 });
});
