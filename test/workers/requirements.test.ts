import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyWithoutReplaced, readRequirements } from "../../src/workers/requirements.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-requirements-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe("what evalbridge replaces", () => {
  test.each([
    ["taichu-serve", "taichu-serve"],
    ["taichu_serve==2.0.12", "taichu-serve"],
    ["Taichu.Serve >= 2 ; python_version > '3'", "taichu-serve"],
    ["ti-cloud-infer-framework", "ti-cloud-infer-framework"],
    ["TenCent_TIInfer~=0.1.5", "tencent-tiinfer"],
    ["tinfer[cv]==0.1.5  # theirs", "tinfer"],
    ["mosec[dev]>=0.4,<0.5", "mosec"],
    ["mosec @ https://host/mosec-0.4.9-cp37-none-linux_x86_64.whl", "mosec"],
    ["-e git+https://host/mosec.git@0.4.9#egg=mosec", "mosec"],
    ["./wheels/mosec-0.4.9-py3-none-any.whl", "mosec"],
    ["mosec==0.4.9 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01", "mosec"],
    ["paddle-serving-server-gpu==0.8.3.post102", "paddle-serving-server-gpu"],
    ["paddle_serving_client", "paddle-serving-client"],
    ["paddle-serving-app", "paddle-serving-app"],
  ])("%j leaves nothing to install", async (line, name) => {
    const file = await write("requirements.txt", `\uFEFF# ours\n--index-url https://host/simple\n${line}\n`);
    expect(await readRequirements(file)).toMatchObject({ digest: undefined, replaced: [name] });
    const copy = await readFile(await copyWithoutReplaced(file, folder), "utf8");
    expect(copy).toBe("# ours\n--index-url https://host/simple\n");
  });

  test.each(["taichu", "mosec-client", "paddle-serving", "tiinfer-tools==1", "./mosec", "# mosec", "my-mosec"])(
    "%j is none of it",
    async (line) => {
      const file = await write("requirements.txt", `${line}\n`);
      expect((await readRequirements(file)).replaced).toEqual([]);
      expect(await readFile(await copyWithoutReplaced(file, folder), "utf8")).toBe(`${line}\n`);
    },
  );
});

test("what else files ask for stays, with those that they include", async () => {
  const file = await write(
    "requirements.txt",
    "numpy<2 # old\r\nmosec\r\n-r more/own.txt\r\n-c limits.txt\r\n-r https://h/r.txt",
  );
  const own = await write(
    "more/own.txt",
    "-r ../requirements.txt\nPillow==9.5 \\\n  --hash=sha256:00\nTiNfer\n./own.whl\n",
  );
  const copies = join(folder, "copies");
  await mkdir(copies);
  const { digest, replaced, names } = await readRequirements(file);
  expect(replaced).toEqual(["mosec", "tinfer"]);
  expect(names).toEqual(expect.arrayContaining(["mosec", "numpy", "pillow", "tinfer"]));
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const copy = await copyWithoutReplaced(file, copies);
  const included = join(copies, "1-own.txt");
  expect(await readFile(copy, "utf8")).toBe(
    `numpy<2 # old\n-r ${included}\n-c ${join(folder, "limits.txt")}\n-r https://h/r.txt`,
  );
  expect(await readFile(included, "utf8")).toBe(`-r ${copy}\nPillow==9.5 \\\n  --hash=sha256:00\n./own.whl\n`);
  expect(await readFile(own, "utf8")).toContain("TiNfer");
});

test("what is included and missing is for pip to tell", async () => {
  const file = await write("requirements.txt", "-r gone.txt\nmosec\n");
  expect((await readRequirements(file)).digest).toBeDefined();
  expect(await readFile(await copyWithoutReplaced(file, folder), "utf8")).toBe(`-r ${join(folder, "gone.txt")}\n`);
});

test("what evalbridge replaces is asked for like all else by whoever compares it with the original", async () => {
  const file = await write("requirements.txt", "mosec==0.4.9\n");
  expect(await readRequirements(file)).toMatchObject({ digest: undefined, replaced: ["mosec"] });
  expect(await readRequirements(file, true)).toMatchObject({ digest: expect.any(String), replaced: [] });
});
