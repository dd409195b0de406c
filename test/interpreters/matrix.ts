import type { Reporter, TestModule } from "vitest/node";

/** At the end of the run, prints how each test (a column) went on each interpreter (a row). */
export class Matrix implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows: Record<string, Record<string, string>> = {};
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const { name, parent } = test;
      if (parent.type === "suite") rows[parent.name] = { ...rows[parent.name], [name]: test.result().state };
    }
    console.table(rows);
  }
}
