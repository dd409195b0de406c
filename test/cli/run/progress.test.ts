import { describe, expect, it } from "vitest";
import { Progress } from "../../../src/cli/run/progress.ts";

/** Keeps what is written to it. */
function stream(isTTY: boolean) {
  const chunks: string[] = [];
  const write = (text: string | Uint8Array) => chunks.push(text.toString()) > 0;
  return { stream: { isTTY, write }, written: () => chunks.join("") };
}

describe("the progress bar", () => {
  it("counts on a terminal, makes way for each line, and is gone at the end", () => {
    const { stream: terminal, written } = stream(true);
    const lines: string[] = [];
    const progress = new Progress(2, terminal);
    progress.step(false, () => lines.push(written()));
    progress.step(true, () => lines.push(written()));
    progress.clear();
    expect(written()).toContain(`${"░".repeat(30)} 0 of 2`);
    expect(written()).toContain(`${"█".repeat(15)}${"░".repeat(15)} 1 of 2`);
    expect(written()).toContain(`${"█".repeat(30)} 2 of 2, 1 failed`);
    for (const before of [...lines, written()]) expect(before.endsWith("\r\u001b[K")).toBe(true);
  });

  it("shows nothing elsewhere", () => {
    const { stream: file, written } = stream(false);
    let printed = 0;
    for (const target of [file, undefined]) {
      const progress = new Progress(1, target);
      progress.step(false, () => (printed += 1));
      progress.clear();
    }
    expect([written(), printed]).toEqual(["", 2]);
  });
});
