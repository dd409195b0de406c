import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { findInterpreters, REQUIRED } from "../interpreters.ts";

const FILE = join(import.meta.dirname, "MATRIX.md");
const MANIFEST = join(import.meta.dirname, "../../package.json");

/** Test results by test and interpreter, as "passed", "failed" or "skipped". */
type Results = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * At the end of the run, prints how each test (a row) went on each interpreter (a column). A whole run leaves the table
 * in MATRIX.md, which is released with the code.
 */
export class Matrix implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const results = resultsOf(modules);
    const table = await tableOf(results);
    process.stdout.write(`\n${table}\n`);
    const states = [...results.values()].flatMap((row) => [...row.values()]);
    const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".test.ts"));
    const whole = modules.length === files.length && !states.includes("skipped");
    if (whole) await writeFile(FILE, `${await headOf()}\n${table}`);
  }
}

function resultsOf(modules: readonly TestModule[]): Results {
  const results = new Map<string, Map<string, string>>();
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const { name, parent } = test;
    if (parent.type !== "suite") continue;
    const row = results.get(name) ?? new Map<string, string>();
    results.set(name, row.set(parent.name, test.result().state));
  }
  return results;
}

async function tableOf(results: Results): Promise<string> {
  const versions = new Map((await findInterpreters()).map(({ minor, version }) => [minor, version]));
  const rows = [
    ["", ...REQUIRED.map((minor) => versions.get(minor) ?? `${minor} (not here)`)],
    ["---", ...REQUIRED.map(() => "---")],
    ...[...results].map(([test, row]) => [test, ...REQUIRED.map((minor) => row.get(`CPython ${minor}`) ?? "not run")]),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

async function headOf(): Promise<string> {
  const { version } = JSON.parse(await readFile(MANIFEST, "utf8"));
  return `# The CPythons that evalbridge ${version} was tested on

Left here by \`npm run test:interpreters\` (${process.platform}, ${process.arch}). Rows are its tests; those with a script's name serve it from
[test/fixtures/legacy](../fixtures/legacy/README.md) and compare its answers with those recorded on 2.7.
`;
}
