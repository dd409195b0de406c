import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { MODELS } from "./models.ts";

it.each(Object.entries(MODELS))("%s is what models.ts says", async (path, model) => {
  const file = await readFile(new URL(`../../src/templates/${path}`, import.meta.url));
  expect(Buffer.compare(file, model())).toBe(0);
});
