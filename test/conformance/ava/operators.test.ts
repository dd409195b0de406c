/** `/health`, `/metrics` and `/configs` (spec: AVA, sections 6.1, 6.10 and 9.1 no. 24 and 25). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "./target.ts";
import { element, ORIGINAL, openTarget, post, single } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget(["echo", "qstub"]);
});
afterAll(() => target.close());

function get(path: string) {
  return target.ask({ method: "GET", path });
}

it.each(["/health", "/HEALTH"])("%s is well", async (path) => {
  const { status, headers, body } = await get(path);
  expect([status, headers["content-type"]]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(body.toString()).toBe("ok serving-gate");
});

it("/configs tells how the gate is set up", async () => {
  const { status, headers } = await get("/configs");
  expect(headers["content-type"]).toBe("application/json");
  expect(status).toBe(target.original ? 500 : 200);
});

describe("/metrics", () => {
  let text: string;
  beforeAll(async () => {
    await target.ask(single("echo/v1", { mode: "item", ret: { code: 400 } }));
    await target.ask(single("echo/v1"));
    await target.ask(post("/v1/eval/qstub", "{"));
    await target.ask(single("nobody"));
    await target.ask(post("/v1/batch", [element("echo/v1"), element("qstub")]));
    text = (await get("/metrics")).body.toString();
  });

  it.each([
    "ava_serving_gate_response_time",
    "ava_serving_gate_requests_counter",
    "ava_serving_gate_requests_processing",
    "ava_serving_gate_resource_size",
  ])("has %s", (name) => {
    expect(text).toMatch(new RegExp(`^# TYPE ${name} (histogram|counter|gauge|summary)$`, "m"));
  });

  it.skipIf(ORIGINAL)("counts every request by app and status, and a batch as one", () => {
    const counter = (cmd: string, code: number) =>
      `ava_serving_gate_requests_counter{cmd="${cmd}",method="gate.do",code="${code}"}`;
    for (const [cmd, code] of [
      ["echo", 400],
      ["echo", 200],
      ["qstub", 400],
      ["", 404],
      ["batch", 200],
    ] as const) {
      expect(text).toContain(`${counter(cmd, code)} 1`);
    }
  });

  it.skipIf(ORIGINAL)("has the platform's labels and buckets", () => {
    const labels = 'cmd="echo",version="v1",method="gate.do",error="200",number="1"';
    for (const bound of ["0", "0.1", "0.9", "1", "9", "10", "60", "+Inf"]) {
      expect(text).toContain(`ava_serving_gate_response_time_bucket{${labels},le="${bound}"}`);
    }
    for (const method of ["gate.doFetch", "gate.do.eval"]) expect(text).toContain(`method="${method}"`);
    for (const method of ["do", "predo", "wait4exec", "wait4done", "run"]) {
      expect(text).toMatch(
        new RegExp(
          `ava_serving_eval_response_time_count\\{app="echo",version="v1",method="worker.${method}",.*\\} \\d`,
        ),
      );
    }
    expect(text).toContain('ava_serving_eval_run_batchsize_count{app="echo",version="v1"}');
    expect(text).toContain('ava_serving_eval_task_attempts_count{app="echo",version="v1"}');
    expect(text).toContain("ava_serving_gate_requests_processing 0");
  });
});
