import { once } from "node:events";
import { mkdtemp, readdir } from "node:fs/promises";
import type { Socket } from "node:net";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeFrame, Kind } from "../../src/wire/frames.ts";
import type { ReplyPipe } from "../../src/workers/channel.ts";
import { CallPipe, openReplies } from "../../src/workers/channel.ts";

describe("replies", () => {
  let folder: string;
  let pipe: ReplyPipe;
  let heard: string[];

  beforeEach(async () => {
    // Longer than what a socket's path may have.
    folder = await mkdtemp(join(tmpdir(), `evalbridge-${"x".repeat(120)}-`));
    pipe = await openReplies(folder);
    heard = [];
    pipe.listener = {
      frame: ({ head, payload }) => heard.push(`${Kind[head.kind]} ${head.message} ${Buffer.from(payload).toString()}`),
      garbage: (error) => heard.push(error.name),
      closed: () => heard.push("closed"),
    };
  });
  afterEach(() => {
    pipe.ours.destroy();
    pipe.theirs.destroy();
  });

  const frame = (message: string, payload: string) =>
    Buffer.concat(encodeFrame({ kind: Kind.LOG, level: "info", message }, Buffer.from(payload)));

  it("come as frames, however they are cut", async () => {
    const bytes = Buffer.concat([frame("one", "a".repeat(100_000)), frame("two", ""), frame("three", "c")]);
    for (let at = 0; at < bytes.length; at += 33_333) pipe.theirs.write(bytes.subarray(at, at + 33_333));
    await expect.poll(() => heard.length).toBe(3);
    expect(heard.map((text) => text.slice(0, 9))).toEqual(["LOG one a", "LOG two ", "LOG three"]);
    pipe.theirs.end();
    await expect.poll(() => heard.at(-1)).toBe("closed");
  });

  it("that are none end the reading", async () => {
    pipe.theirs.write(Buffer.alloc(64, 0xff));
    await expect.poll(() => heard).toEqual(["ProtocolError", "closed"]);
  });

  it("leave nothing behind in the folder", async () => {
    expect(await readdir(folder)).toEqual([]);
  });

  it("cannot be without a folder", async () => {
    await expect(openReplies(join(folder, "missing"))).rejects.toThrow("ENOENT");
  });
});

describe("calls", () => {
  it("are whole and in order, tell when they are taken, and a broken pipe harms nobody", async () => {
    const folder = await mkdtemp(join(tmpdir(), "evalbridge-channel-"));
    const path = join(folder, "calls");
    const server = createServer().listen(path);
    const accepted = once(server, "connection");
    const pipe = new CallPipe(connect(path));
    const [theirs]: Socket[] = await accepted;
    let read = "";
    theirs?.on("data", (chunk) => {
      read += chunk.toString();
    });
    const taken: string[] = [];
    const send = (name: string, busy: boolean) =>
      pipe.send([Buffer.from(`${name}(`), Buffer.from(")")], busy, (error) => taken.push(error?.name ?? name));
    send("one", false);
    send("two", true);
    send("three", true);
    await expect.poll(() => read).toBe("one()two()three()");
    expect(taken).toEqual(["one", "two", "three"]);
    theirs?.destroy();
    server.close();
    pipe.destroy();
    send("late", false);
    await expect.poll(() => taken.at(-1)).toBe("Error");
  });
});
