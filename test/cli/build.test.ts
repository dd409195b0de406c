import { execFile, spawn } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import { until } from "../support/host.ts";

const execute = promisify(execFile);
const ROOT = new URL("../../", import.meta.url).pathname;
const SERVICE = `from taichu_serve import Service
class Echo(Service):
    def _postprocess(self, data, context):
        return {"said": data, "weights": open("models/weights.txt").read()}
`;
const PACKAGE = {
  "customize_service.py": SERVICE,
  "requirements.txt": "Taichu-Serve\n-r more/own.txt\n# numbers\nnumpy<2\n",
  "more/own.txt": "mosec[dev]>0.4  # theirs\nMoSec\nsix\nmosec-client\npaddle_serving_server-gpu==0.8.3\n",
  "dependencies.txt": "# ours\nlibgl1\nlibsm6 libxext6\n",
};

/** A `docker` that keeps what it is asked: nothing is built with it, and no more is said by it than its arguments. */
async function recordingDocker(knowsImage: boolean): Promise<{ PATH: string; log: string }> {
  const folder = await folderWith({ asked: "" });
  const log = join(folder, "asked");
  const inspect = `if [ "$1" = image ]; then exit ${knowsImage ? 0 : 1}; fi`;
  await writeFile(join(folder, "docker"), `#!/bin/sh\necho "$@" >> ${log}\n${inspect}\n`);
  await chmod(join(folder, "docker"), 0o755);
  return { PATH: `${folder}:${process.env["PATH"]}`, log };
}

describe("build", () => {
  it("writes what an image is made of, and none of the package's own files", async () => {
    const folder = await folderWith(PACKAGE);
    const { PATH, log } = await recordingDocker(true);
    const { code, stdout } = await evalbridge(["build", folder, "--from_image", "python:3.7", "--name", "mine"], {
      PATH,
    });
    expect(code).toBe(0);
    const text = await readFile(join(folder, "Dockerfile"), "utf8");
    expect(text).toContain("FROM python:3.7\n");
    expect(text).toMatch(/ ca-certificates \S+ libgl1 libsm6 libxext6 \\\n/);
    expect(text.match(/^COPY (?!--from).*/gm)).toEqual([
      'COPY ["requirements.txt","/opt/requirements/requirements.txt"]',
      'COPY ["more/own.txt","/opt/requirements/more/own.txt"]',
      "COPY launch.sh /opt/service/launch.sh",
    ]);
    const image = /\nSuccessfully built (mine:[0-9a-f]{8})\n$/.exec(stdout)?.[1];
    expect(image).toBeDefined();
    expect((await readFile(log, "utf8")).split("\n").slice(0, 3)).toEqual([
      "version",
      "image inspect evalbridge",
      expect.stringMatching(new RegExp(`^build -t ${image} .*${folder.split("/").at(-1)}$`)),
    ]);
  });

  it.each([
    ["http_port: 18080\nrpc_port: 9993\n", "EXPOSE 8090 18080 9993\n"],
    ["http_port: 18080\n", "EXPOSE 8090 18080 12000\n"],
    ["[]", "EXPOSE 8090 12000\n"],
    ["http_port: [", "EXPOSE 8090 12000\n"],
  ])("opens the ports of a pipeline's config.yml: %j", async (config, line) => {
    const folder = await folderWith({ "web_service.py": "import paddle_serving_server\n", "config.yml": config });
    expect((await evalbridge(["build", folder], { PATH: "/nowhere" })).code).toBe(0);
    expect(await readFile(join(folder, "Dockerfile"), "utf8")).toContain(line);
  });

  it("opens the ports that a pipeline's command line says instead", async () => {
    const folder = await folderWith({
      "web_service.py": "import paddle_serving_server\n",
      "other.yml": "http_port: 18080\nrpc_port: 9993\n",
      "release.yaml": "args: [-c, other.yml, -o, dag.retry=2, http_port=18090]\n",
    });
    expect((await evalbridge(["build", folder], { PATH: "/nowhere" })).code).toBe(0);
    expect(await readFile(join(folder, "Dockerfile"), "utf8")).toContain("EXPOSE 8090 18090 9993\n");
  });

  it("makes evalbridge's own image first where there is none", async () => {
    const folder = await folderWith(PACKAGE);
    const { PATH, log } = await recordingDocker(false);
    await evalbridge(["build", folder], { PATH });
    expect(await readFile(log, "utf8")).toContain(`build -t evalbridge ${ROOT}\nbuild -t evalbridge-env:`);
  });

  it("says what to do where there is no Docker", async () => {
    const folder = await folderWith(PACKAGE);
    const { code, stdout } = await evalbridge(["build", folder], { PATH: "/nowhere" });
    expect(stdout).toMatch(/Docker is not here[\s\S]*\n {2}docker build -t evalbridge-env:[0-9a-f]{8} /);
    expect(code).toBe(0);
  });

  it("leaves what evalbridge brings out of what pip installs", async () => {
    const folder = await folderWith(PACKAGE);
    await evalbridge(["build", folder], { PATH: "/nowhere" });
    const text = await readFile(join(folder, "Dockerfile"), "utf8");
    const [, expression = ""] = /sed -i -E '(.*)' \{\}/.exec(text) ?? [];
    const own = await execute("sed", ["-E", expression, join(folder, "more/own.txt")]);
    expect(own.stdout).toBe("six\nmosec-client\n");
    const top = await execute("sed", ["-E", expression, join(folder, "requirements.txt")]);
    expect(top.stdout).toBe("-r more/own.txt\n# numbers\nnumpy<2\n");
  });

  it.each([
    [{ ...PACKAGE, Dockerfile: "mine" }, [], "holds a Dockerfile already"],
    [{ ...PACKAGE, "launch.sh": "mine" }, [], "holds a launch.sh already"],
    [{ "readme.txt": "" }, [], "holds no model service"],
    [PACKAGE, ["--name", "Mine; rm"], "cannot be an image's name"],
    [{ ...PACKAGE, "dependencies.txt": "libgl1; rm\n" }, [], '"libgl1;" is no name of a package'],
  ])("refuses %o %j", async (files, flags, message) => {
    const folder = await folderWith(files);
    const { code, stderr } = await evalbridge(["build", folder, ...flags], { PATH: "/nowhere" });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("launch.sh", () => {
  let stop: (() => void) | undefined;
  afterEach(() => stop?.());

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    await new Promise((closed) => server.close(closed));
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  it.each([
    ["folders, under the names of 2.0.32", "INFER_CODE_PATH", "MODEL_PATH", false],
    ["an archive, under those of 2.0.28", "MODEL_PACKAGE_PATH", "MODEL_CKPT_PATH", true],
  ])(
    "serves a package and its model: %s",
    async (_name, code, model, isArchive) => {
      const folder = await folderWith({ "project/customize_service.py": SERVICE, "ckpt/weights.txt": "heavy" });
      const built = await folderWith(PACKAGE);
      await evalbridge(["build", built], { PATH: "/nowhere" });
      if (isArchive) await execute("tar", ["-czf", join(folder, "project.tar.gz"), "-C", folder, "project"]);
      await mkdir(join(folder, "work"));
      const [http, grpc] = [await freePort(), await freePort()];
      const child = spawn("sh", [join(built, "launch.sh")], {
        env: {
          ...process.env,
          EVALBRIDGE_HOME: ROOT,
          EVALBRIDGE_AUTH: "none",
          EVALBRIDGE_PORT: "0",
          PROJECT_PATH: join(folder, "work/project"),
          [code]: join(folder, isArchive ? "project.tar.gz" : "project"),
          [model]: join(folder, "ckpt"),
          http_port: String(http),
          grpc_port: String(grpc),
        },
      });
      stop = () => child.kill("SIGTERM");
      const url = `http://127.0.0.1:${http}/v2/models/echo/versions/1/infer`;
      const ask = { method: "POST", body: '{"parameters": 7}', headers: { "content-type": "application/json" } };
      const answer = async () => (await fetch(url, ask).catch(() => undefined))?.text();
      await until(
        async () => (await answer())?.includes('"parameters": {"said": 7, "weights": "heavy"}') ?? false,
        60_000,
      );
      const ended = new Promise((exited) => child.on("exit", exited));
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
    },
    90_000,
  );

  it("wants a package", async () => {
    const built = await folderWith(PACKAGE);
    await evalbridge(["build", built], { PATH: "/nowhere" });
    const { INFER_CODE_PATH: _code, MODEL_PACKAGE_PATH: _package, ...env } = process.env;
    await expect(execute("sh", [join(built, "launch.sh")], { env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("set INFER_CODE_PATH"),
    });
  });
});
