import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "taichu/messages.py");
const SHIMS = join(import.meta.dirname, "../../python/shims");

async function told(python: string, environment: Record<string, string>): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(python, ["-B", SCRIPT], { env: { ...process.env, ...environment } });
  return JSON.parse(stdout);
}

describe("the messages and the stub of taichu_serve, and those of taichu-serve 2.0.32", () => {
  const { taichu, "protobuf-3": protobuf3 } = inject("pythons");

  it("are the same to the byte", async () => {
    const theirs = await told(taichu, { PYTHONPATH: "" });
    expect(theirs["equal"]).toBe(true);
    expect(Object.keys(Object(theirs["methods"]))).toHaveLength(7);
    expect(await told(taichu, { PYTHONPATH: SHIMS })).toEqual(theirs);
  });

  it.each([
    ["3.6", protobuf3, "python"],
    ["3.6, in C++", protobuf3, "cpp"],
    ["newest", taichu, "python"],
  ])("are the same with another protobuf: %s", async (_name, python, implementation) => {
    const { methods: _, ...theirs } = await told(taichu, { PYTHONPATH: "" });
    const { methods: __, ...ours } = await told(python, {
      PYTHONPATH: SHIMS,
      PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION: implementation,
    });
    expect(ours).toEqual(theirs);
  });
});
