import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

const FILE = join(import.meta.dirname, "EXACTNESS.md");

const COLUMNS = ["method", "compared with", "cases", "equal to the last bit", "worst difference", "allowed"];

/**
 * At the end of the run, prints how often each method was equal to its original, and by how much it was not. A whole
 * run that passed leaves the table in EXACTNESS.md, which is released with the code.
 */
export class Exactness implements Reporter {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const table = tableOf(tests);
    process.stdout.write(`\n${table}\n`);
    const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".test.ts"));
    const whole = modules.length === files.length && tests.every((test) => test.result().state === "passed");
    if (whole) await writeFile(FILE, `${this.#head()}\n${table}`);
  }

  #head(): string {
    return `# How equal \`evalbridge/imaging\` and the readers of Paddle's scripts are to what they stand in for

Left here by \`npm run test:originals\` (${process.platform}, ${process.arch}, Node ${process.versions.node}, seed ${this.#seed}): random sizes, channels and contents, against the
packages from PyPI. Differences are in grey levels for uint8; float32 samples lie between -64 and 192.
`;
  }
}

function tableOf(tests: readonly TestCase[]): string {
  const rows = [COLUMNS, COLUMNS.map((_, column) => (column < 2 ? "---" : "---:")), ...tests.flatMap(rowsOf)];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function rowsOf(test: TestCase): (string | number)[][] {
  const { row } = test.meta();
  if (row === undefined || test.parent.type !== "suite") return [];
  const { cases, equal, worst, bound } = row;
  return [[test.name, test.parent.name, cases, equal, shown(worst), shown(bound)]];
}

function shown(difference: number): string {
  return Number.isInteger(difference) ? String(difference) : difference.toPrecision(2);
}
