import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DIALECTS, dialectOf } from "../../src/contract/dialects.ts";

describe("dialectOf", () => {
  it.each([
    ["eval.py", "import numpy", "ava"],
    ["model_service.py", "from tiinfer import Model", "tiinfer"],
    ["model_service.py", "import os, taichu_serve.common as common", "taichu"],
    ["model_service.py", "# import taichu_serve\nimport os", "tiinfer"],
    ["customize_service.py", "", "taichu"],
    ["server.py", "    from mosec import Server", "tiinfer"],
    ["server.py", "import mosecular", "ava"],
    ["web_service.py", "", "paddle"],
    ["ocr.py", "from paddle_serving_server.web_service import WebService, Op", "paddle"],
  ])("%s with %j is %s", (entry, source, dialect) => expect(dialectOf(entry, source)).toBe(dialect));
});

describe("a dialect is a line of the table, a folder of the Python runner and a gateway", () => {
  it("the runner has a folder for each, and no other", () => {
    const root = "python/evalbridge_runner/dialects";
    const folders = readdirSync(root).filter(
      (name) => !name.startsWith("__") && statSync(join(root, name)).isDirectory(),
    );
    expect(folders.sort()).toEqual([...DIALECTS].sort());
  });

  it.each(["app.ts", "service.ts", "config.ts", "releases", "scheduler", "wire"])("%s knows none by name", (place) => {
    const path = join("src", place);
    const files = place.endsWith(".ts") ? [path] : sourcesIn(path);
    const quoted = new RegExp(`["'](${DIALECTS.join("|")})["']`);
    expect(files.filter((file) => quoted.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

function sourcesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}
