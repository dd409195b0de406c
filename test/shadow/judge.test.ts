import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { CompareSettings } from "../../src/compare/settings.ts";
import { validated } from "../../src/contract/settings.ts";
import { Judge } from "../../src/shadow/judge.ts";
import type { Question } from "../../src/shadow/judgement.ts";

const judge = new Judge(false);
afterAll(() => judge.close());

function question(a: string, b: string, kind?: Question["kind"]): Question {
  const settings = validated(CompareSettings, {}, "nothing");
  const side = (result: string) => ({ code: 0, message: "", result });
  return { settings, a: side(a), b: side(b), ...(kind === undefined ? {} : { kind }) };
}

function guess(score: number): string {
  return JSON.stringify({ confidences: [{ index: 0, class: "cat", score }] });
}

describe("the judge", () => {
  it("compares as compare does, knows kinds, and takes bytes", async () => {
    expect(await judge.judge(question(guess(0.5), guess(0.5)))).toMatchObject({ kind: "classification", worst: 0 });
    const different = await judge.judge(question(guess(0.5), guess(0.7)));
    expect(different.measures["score"]).toMatchObject({ exceeds: true, equal: false });
    expect(different.worst).toBeGreaterThan(0);
    // An answer that says nothing does not say what the others are.
    expect((await judge.judge(question("{}", guess(0.7)))).kind).toBeUndefined();
    const { settings } = question("", "");
    const body = (...bytes: number[]) => ({ code: 0, message: "", body: new Uint8Array(bytes) });
    const bytes = await judge.judge({ settings: { ...settings, dtype: "bytes" }, a: body(1, 2, 3), b: body(1, 9, 3) });
    expect(bytes.measures["bytes"]?.value).toBe(1);
    const many = Array.from({ length: 20 }, () => judge.judge(question(guess(0.5), guess(0.6))));
    expect((await Promise.all(many)).every(({ worst }) => worst > 0)).toBe(true);
  });

  it("is replaced when its process dies", async () => {
    const mortal = new Judge(false);
    await mortal.judge(question(guess(0.5), guess(0.5)));
    const find = ["-n", "-P", String(process.pid), "-f", "judge-program"];
    const pid = Number((await promisify(execFile)("pgrep", find)).stdout);
    process.kill(pid, "SIGSTOP");
    const asked = mortal.judge(question(guess(0.5), guess(0.5)));
    process.kill(pid, "SIGKILL");
    await expect(asked).rejects.toThrow("has ended");
    expect(await mortal.judge(question(guess(0.5), guess(0.5)))).toMatchObject({ worst: 0 });
    mortal.close();
  });

  it("answers nothing once it is closed", async () => {
    const closed = new Judge(false);
    closed.close();
    await expect(closed.judge(question(guess(1), guess(1)))).rejects.toThrow("it is closed");
  });
});
