import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FileRoot } from "../../src/media/file-root.ts";
import { asNobody } from "../support/nobody.ts";

let folder: string;
let root: string;
let files: FileRoot;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "file-root-")));
  root = join(folder, "root");
  files = new FileRoot(root);
  await mkdir(join(root, "inner"), { recursive: true });
  await mkdir(join(folder, "root-beside"));
  await writeFile(join(root, "a.txt"), "inside");
  await writeFile(join(root, "inner", "ä b%.txt"), "spelled");
  await writeFile(join(root, "..dots"), "dots");
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "root-beside", "secret.txt"), "secret");
  await symlink("../a.txt", join(root, "inner", "link-inside"));
  await symlink("../secret.txt", join(root, "link-out"));
  await symlink("..", join(root, "folder-out"));
  await symlink("/dev/zero", join(root, "link-to-device"));
  await symlink("loop", join(root, "loop"));
  execFileSync("python3", ["-c", "import os, sys; os.mkfifo(sys.argv[1])", join(root, "pipe")]);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(uri: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.stream(files.pathOf(uri), AbortSignal.timeout(2000))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const uriOf = (...path: string[]) => pathToFileURL(join(root, ...path)).href;

describe("a file in the root", () => {
  it("is read, however its URI is spelled", async () => {
    expect(await read(uriOf("a.txt"))).toBe("inside");
    expect(await read(uriOf("inner", "ä b%.txt"))).toBe("spelled");
    expect(await read(uriOf("..dots"))).toBe("dots");
    expect(await read(`file://localhost${root}/a.txt`)).toBe("inside");
    expect(await read(`file://${root}/inner/../a.txt`)).toBe("inside");
    expect(await read(`file://${root}/./%61.txt?query#part`)).toBe("inside");
    expect(await read(uriOf("inner", "link-inside"))).toBe("inside");
  });

  it("is read where the root itself is a link", async () => {
    await symlink("root", join(folder, "alias"));
    const alias = new FileRoot(join(folder, "alias"));
    const path = alias.pathOf(`file://${folder}/alias/a.txt`);
    for await (const chunk of alias.stream(path, AbortSignal.timeout(2000))) expect(chunk.toString()).toBe("inside");
    expect(() => alias.pathOf(uriOf("a.txt"))).toThrow("bad uri");
  });
});

describe("a URI that names nothing in the root", () => {
  it.each([
    (at: string) => `file://${at}`,
    (at: string) => `file://${at}/`,
    (at: string) => `file://${at}/..`,
    (at: string) => `file://${at}/../secret.txt`,
    (at: string) => `file://${at}/%2e%2e/secret.txt`,
    (at: string) => `file://${at}/.%2E/secret.txt`,
    (at: string) => `file://${at}/inner\\..\\..\\secret.txt`,
    (at: string) => `file://${at}-beside/secret.txt`,
    (at: string) => `file://${at}/..%2fsecret.txt`,
    (at: string) => `file://${at}/a.txt%00`,
    (at: string) => `file://${at}/%00/a.txt`,
    (at: string) => `file://host${at}/a.txt`,
    (at: string) => `file://user@host${at}/a.txt`,
    (at: string) => `file://127.0.0.1${at}/a.txt`,
    (at: string) => `file://${at}/%zz\ud800%ff`,
    () => "file://",
    () => "file:///",
    () => "file:///etc/passwd",
    () => "file://..",
    () => "file:///proc/self/environ",
  ])("is a bad one: %s", (uriAt) => {
    expect(() => files.pathOf(uriAt(root))).toThrow(
      expect.objectContaining({ name: "BridgeError", kind: "bad_request", message: "bad uri" }),
    );
  });
});

describe("what cannot be had", () => {
  it.each([
    ["nothing", "missing.txt", "ENOENT"],
    ["a folder", "inner", "is not a regular file"],
    ["a file in a file", "a.txt/b", "ENOTDIR"],
    ["a link that leads out", "link-out", "leads out of uris.file_root"],
    ["a file behind a folder that leads out", "folder-out/secret.txt", "leads out of uris.file_root"],
    ["the root by way of outside", "folder-out/root", "leads out of uris.file_root"],
    ["a device", "link-to-device", "leads out of uris.file_root"],
    ["a link to itself", "loop", "ELOOP"],
    ["a pipe that nobody writes to", "pipe", "is not a regular file"],
    ["a name that is too long", "x".repeat(300), "ENAMETOOLONG"],
  ])("%s fails at once", async (_name, path, message) => {
    const started = performance.now();
    await expect(read(uriOf(path))).rejects.toThrow(message);
    expect(performance.now() - started).toBeLessThan(1900);
  });

  it("a socket fails at once", async () => {
    const server = createServer().listen(join(root, "socket"));
    await expect(read(uriOf("socket"))).rejects.toThrow("is not a regular file");
    server.close();
  });

  it("a file that the host may not read fails", async () => {
    const path = join(root, "closed.txt");
    await writeFile(path, "closed", { mode: 0o000 });
    await chmod(folder, 0o755);
    await asNobody(() => expect(read(uriOf("closed.txt"))).rejects.toThrow("EACCES"));
  });

  it("leaves no file open", async () => {
    for await (const chunk of files.stream(join(root, "a.txt"), AbortSignal.timeout(2000))) {
      expect(chunk.toString()).toBe("inside");
      break;
    }
    const descriptors = await readdir("/proc/self/fd");
    const open = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
    expect(open).not.toContain(join(root, "a.txt"));
    expect(open.length).toBeGreaterThan(3);
  });
});
