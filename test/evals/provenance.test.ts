import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const entries = await readdir("evals", { withFileTypes: true });
const apps = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

describe.each(apps)("evals/%s/README.md", (app) => {
  it("names the sha256 of each model, and of each sample beside its name, as they lie here", async () => {
    const readme = await readFile(join("evals", app, "README.md"), "utf8");
    // Some serve another app's model.
    const models = (await readdir(join("evals", app), { recursive: true })).filter((name) => name.endsWith(".onnx"));
    for (const name of models) expect(readme).toContain(`sha256 \`${await sha256(join("evals", app, name))}\``);
    const listed = [...readme.matchAll(/^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$/gm)].map(([, name, hash]) => [
      name,
      hash,
    ]);
    const samples = await readdir(join("evals", app, "samples"));
    const found = samples.map(async (name) => [name, await sha256(join("evals", app, "samples", name))]);
    expect(listed.sort()).toEqual((await Promise.all(found)).sort());
  });
});

async function sha256(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
