import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

const SCRIPT = join(import.meta.dirname, "tritonclient/http_answers.py");

let host: TestHost;
beforeAll(async () => {
  host = await startHost({
    "sum/1": { fixture: "native/tensor-sum/1" },
    "tensors/1": { fixture: "native/tensors/1" },
    "scored/1": { fixture: "apps/scored/v1" },
  });
});
afterAll(() => host.close());

describe("Triton's clients, 2.73.0, over HTTP", () => {
  it("get their answers from this host", async () => {
    const python = inject("pythons").tritonclient;
    const { stdout } = await promisify(execFile)(python, ["-B", SCRIPT, new URL(host.url).host]);
    const { http, aio } = JSON.parse(stdout);
    const sums = { y: [0, 1, 2, 3, 4, 5], sum: [15] };
    const json = {
      model_name: "sum",
      model_version: "1",
      id: "7",
      outputs: [{ name: "sum", datatype: "FP64", shape: [1], data: [30] }],
    };
    expect(http).toEqual({
      up: [true, true, true, false],
      server: "evalbridge",
      metadata: {
        name: "sum",
        versions: ["1"],
        platform: "evalbridge_native",
        inputs: [{ name: "x", datatype: "FP32", shape: [-1] }],
        outputs: [
          { name: "y", datatype: "FP32", shape: [-1] },
          { name: "sum", datatype: "FP64", shape: [1] },
        ],
      },
      config: [{ name: "x", data_type: "TYPE_FP32", dims: [-1] }],
      index: ["scored", "sum", "tensors"].map((name) => ({ name, version: "1", state: "READY", reason: "" })),
      ...Object.fromEntries(
        ["None", "gzip", "deflate"].flatMap((encoding) => [
          [`binary ${encoding}`, sums],
          [`json ${encoding}`, json],
        ]),
      ),
      ...Object.fromEntries(["INT64", "UINT64", "FP64", "INT8", "BOOL"].map((datatype) => [datatype, [true, true]])),
      eval: ["cat", "cat", "cat"],
      labels: [["cat"], ["cat"], ["cat"]],
      scores: [[expect.closeTo(0.04)], [expect.closeTo(0.03)], [0]],
      unknown: ["404", 'there is no model "nope"'],
      wrong: ["400", expect.stringContaining("input")],
      loaded: [false, true],
      statistics: 6,
    });
    expect(aio).toEqual({ up: [true, true], index: 3, sums: Array.from({ length: 8 }, () => [15]) });
  });
});
