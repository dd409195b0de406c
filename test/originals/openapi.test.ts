import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { startHost } from "../support/host.ts";

/** Answers must be described as they are; nothing that is sent may end in a 5xx. */
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];
/** A model that is unloaded answers nobody else, and a script of mosec's says 500 for what it raises, without a type. */
const LEFT_OUT = "repository/models|/inference|predict";

it("schemathesis finds every answer as /docs describes it, and no 5xx", { timeout: 600_000 }, async () => {
  const python = inject("pythons").schemathesis;
  const host = await startHost({
    "echo/v1": { fixture: "apps/echo/v1" },
    "tensor-sum/1": { fixture: "native/tensor-sum/1" },
    "story/v1": { fixture: "taichu/story" },
  });
  try {
    const args = ["-m", "schemathesis.cli", "run", `${host.url}/docs/json`, "--url", host.url, "--no-color"];
    const plan = ["--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--checks", CHECKS.join(",")];
    const ran = promisify(execFile)(python, [...args, ...plan, "--exclude-path-regex", LEFT_OUT], { cwd: host.dir });
    const { stdout } = await ran.catch((error: { readonly stdout: string }) => error);
    process.stderr.write(stdout.slice(stdout.indexOf("= SUMMARY =")));
    expect(stdout).not.toContain("Failures:");
    expect(stdout).toMatch(/\d+ generated/);
    expect((await fetch(`${host.url}/health`)).status).toBe(200);
    expect(host.log.filter(({ level }) => level >= 50)).toEqual([]);
  } finally {
    await host.close();
  }
});
