/** Writes the templates' models: `npx tsx test/templates/record.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { MODELS } from "./models.ts";

for (const [path, model] of Object.entries(MODELS)) {
  const file = new URL(`../../src/templates/${path}`, import.meta.url).pathname;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, model());
}
