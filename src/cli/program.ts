import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { packageVersion } from "../gateways/version.ts";
import type { BuildOptions } from "./build.ts";
import type { CompareOptions } from "./compare.ts";
import type { ConvertOptions } from "./convert.ts";
import type { DoctorOptions } from "./doctor.ts";
import type { ImportOptions } from "./import.ts";
import type { InitOptions } from "./init.ts";
import type { HostOptions, ServeOptions } from "./options.ts";
import { outliveReaders } from "./output.ts";
import type { RunOptions } from "./run.ts";
import { ownCommand } from "./shell.ts";

/** What `--help` ends with. */
const examples = (evalbridge: string) => `
Examples:
  ${evalbridge} serve                                 serve ./evals on http://127.0.0.1:8080
  ${evalbridge} check digits/python                   would this release serve? (no port; exit code 0 or 1)
  ${evalbridge} run digits/ts seven.png               one answer on stdout
  ${evalbridge} run digits/ts seven.png --params '{"limit":3}' --draw seven-answer.png
  ${evalbridge} run digits/ts pictures/ > answers.jsonl
  ${evalbridge} compare digits/python digits/ts --out /tmp/digits
  ${evalbridge} doctor old/                           will these scripts run, and on what? (reads them only)
  ${evalbridge} init signs --template detection
  ${evalbridge} init --from evals/ocr/v1 evals/ocr/v1-ts
  ${evalbridge} init --dialect taichu                 a taichu-serve project with its clients, in ./project
  ${evalbridge} convert serving_server                a Paddle model gets its model.onnx
  ${evalbridge} import eval-ocr.py ocr/v1 --module lib.py --model ocr.tar

An app folder holds <app>/<version>/ with one of eval.py, eval.ts, eval.js or model.onnx in each version. Names of apps
and versions consist of letters, digits, ".", "_" and "-"; hidden folders are not looked into.`;

/** The command line. Every command sets the exit code; errors of settings are one line on stderr. */
export function buildProgram(): Command {
  outliveReaders();
  const program = new Command("evalbridge");
  program
    .description("Serves legacy Python inference scripts unchanged, and their TypeScript ports, behind one gate.")
    .version(packageVersion(), "-V, --version", "print the version")
    .addHelpText("after", examples(ownCommand()))
    .showHelpAfterError("(evalbridge --help shows every command)");

  withHostOptions(program.command("serve"))
    .description("Serve every release of an app folder.")
    .argument("[dir]", "the app folder (the same as --dir)")
    .option("--port <number>", "port to listen on; 0 picks a free one")
    .option("--platform-ports", "open the ports of the scripts' own platforms, too")
    .option("--grpc-port <number>", "port for gRPC, or off; 0 picks a free one (default: the one after --port)")
    .option("--host <address>", "address to listen on")
    .option("--auth <scheme>", "how callers say who they are: none, qiniu_stub, bearer, or [qiniu_stub, bearer]")
    .option("--watch", "load a release again when the files in its folder change")
    .option("--record <folder>", "keep requests with their answers there, for compare --data")
    .option("--sample <share>", "record only this share of the requests, such as 0.1")
    .option("--print-config", "print the configuration and where each value comes from, and exit")
    .action(guarded(serve));

  withHostOptions(program.command("check"))
    .description("Load, warm up and run the samples, without a port. Exit code 0: it would serve.")
    .argument("[target]", "<app>[/<version>]; without --dir also an app folder, which comes first")
    .action(guarded(check));

  withHostOptions(program.command("run"))
    .description("Answer requests and print the answers on stdout: one, or a JSON line for each of several inputs.")
    .argument("<release>", "<app>/<version>, <app> for any of its production releases, or the folder of one script")
    .argument("<input...>", "a file, a folder, a quoted pattern (*, ?, **), or a URI (http://, https://, data:)")
    .option("--params <json>", "params of the requests, as JSON")
    .option("--draw <path>", "paint the answer on its picture: a .png or .jpg file; for several inputs a folder")
    .option("--repeat <number>", "ask so many times with each input, and print timings on stderr")
    .action(guarded(run));

  addCompare(program);
  program
    .command("import")
    .description("Make a version folder of a legacy script, as the platform's build step did.")
    .argument("<script>", "the script (*.py); it becomes eval.py, unchanged")
    .argument("<release>", "<app>/<version>")
    .option("--module <path>", "a helper that the script imports, a file or a folder; may be repeated", collect, [])
    .option("--model <path>", "a model file, a folder of them, or a tar package; may be repeated", collect, [])
    .option("--release <file>", "the release as the platform kept it, in JSON")
    .option("--dir <folder>", "the app folder (default: evals)")
    .action(guarded(importScript));

  addDoctor(program);
  addConvert(program);
  addImages(program);
  return program;
}

/** What users of taichu-serve know as `build`, and what their clients import. */
function addImages(program: Command): void {
  program
    .command("build")
    .description(
      "Write launch.sh and a Dockerfile for a script's folder, without its files, and build the image with Docker.",
    )
    .argument(
      "[folder]",
      "a model service: customize_service.py or model_service.py, with what lies beside it (default: .)",
    )
    .option("--from_image <image>", "what the image is built on: one with apt", "python:3.11-slim-bookworm")
    .option("--name <name>", "the image's name; its tag is drawn", "evalbridge-env")
    .action(guarded(build));
  program
    .command("python-path")
    .description(
      "Print the folder of the Python modules that evalbridge brings, for PYTHONPATH of scripts and clients.",
    )
    .action(guarded(pythonPath));
}

function addCompare(program: Command): void {
  withHostOptions(program.command("compare"))
    .description(
      "Ask two sides the same and tell whether they differ. Exit code 0: they do not; 1: they do; 2: unknown.",
    )
    .argument("<a>", "the reference: <app>/<version>, a URL (http://gate/v1/eval/app), or expected answers (*.jsonl)")
    .argument("<b>", "what is measured against it: the same")
    .requiredOption(
      "--out <folder>",
      "where the report goes, and all answers; a comparison that was broken off goes on",
    )
    .option("--data <path>", "a file, a folder, a quoted pattern, a URI, or requests (*.jsonl) (default: the samples)")
    .option("--params <json>", "params of the requests, as JSON")
    .option("--settings <file>", "how to ask and to judge (default: compare.yaml in the app's folder)")
    .option("--limit <number>", "ask no more than the first so many")
    .option("--repeat <number>", "ask both so many times with each", "1")
    .option("--calibrate <number>", "ask A so many times more with each, for its own noise", "0")
    .option("--seed <number>", "of who is asked first", "1")
    .option("--stages [n]", "observe the worst N cases (5) on their way, and say at which step it begins")
    .action(guarded(compare));

  program
    .command("init")
    .description("Write what runs at once: an app, another platform's script with clients, or the beginning of a port.")
    .argument(
      "[target]",
      "<app>[/<version>] (default: v1); with --from a new version folder, <dir>/<app>/<version>; with --dialect a folder",
    )
    .option("--template <name>", "classification, detection, segmentation, text-detection or tensor")
    .option("--engine <name>", "native (TypeScript) or python (default: native)")
    .option("--from <script>", "a script or version folder: copied to legacy/, and called by every stage of the port")
    .option(
      "--dialect <name>",
      "tiinfer (default folder: model), taichu (project) or paddle (pipeline): a script as its platform had it",
    )
    .option("--force", "replace files that are there already")
    .option("--dir <folder>", "the app folder (default: evals)")
    .action(guarded(init));
}

function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("Tell whether legacy scripts will run, and on what, by reading them. Exit code 0: they will.")
    .argument("<path>", "a script, a version folder, an app folder, or any folder with scripts in it")
    .option("--run", "load it in a worker and ask it once, too")
    .option("--sample <file...>", "what to ask it with; several are a group (default: the app's own, else a picture)")
    .option("--params <json>", "params of that request, as JSON")
    .option("--python <interpreter>", "instead of the one that the release or the host names")
    .option("--json", "print everything as one JSON document")
    .option("--config <file>", "configuration file (default: evalbridge.yaml in the folder, else here)")
    .option("--log-level <level>", "debug, info, warn, error or silent")
    .action(guarded(doctor));
}

/** The flags are those of `paddle_serving_client.convert`. */
function addConvert(program: Command): void {
  program
    .command("convert")
    .description("Make of a Paddle inference model what Paddle Serving reads, with model.onnx beside it.")
    .argument("[folder]", "a folder with a serving_server_conf.prototxt and Paddle's files: it gets its model.onnx")
    .option("--dirname <folder>", "a model as Paddle saved it")
    .option("--model_filename <name>", "the program (default: __model__, or the only *.pdmodel)")
    .option("--params_filename <name>", "the file with all parameters (default: the program's, or a file for each)")
    .option("--serving_server <folder>", "what is made for the server", "serving_server")
    .option("--serving_client <folder>", "what is made for clients", "serving_client")
    .option("--feed_alias_names <names>", "what clients call the inputs, with commas between them")
    .option("--fetch_alias_names <names>", "likewise the outputs, in the order of their own names")
    .option("--show_proto [yes]", "print the prototxt, and make nothing")
    .option("--python <interpreter>", "for paddle2onnx, in an environment of its own: Python 3.8 to 3.12")
    .action(guarded(convert));
}

/** All values of an option that may be repeated. */
function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** Options that every command with a host in it has. */
function withHostOptions(command: Command): Command {
  return command
    .option("--dir <folder>", "the app folder (default: evals)")
    .option("--config <file>", "configuration file (default: evalbridge.yaml in the app folder, else here)")
    .option("--log-level <level>", "debug, info, warn, error or silent");
}

// Commands are imported when they are called: the host takes longer to load than `--help` to print.

async function serve(folder: string | undefined, options: ServeOptions): Promise<void> {
  if (options.printConfig === true) return (await import("./print-config.ts")).printConfig(folder, options);
  return (await import("./serve.ts")).serve(folder, options);
}

async function check(target: string | undefined, options: HostOptions): Promise<void> {
  return (await import("./check.ts")).check(target, options);
}

async function run(target: string, inputs: string[], options: RunOptions): Promise<void> {
  return (await import("./run.ts")).run(target, inputs, options);
}

async function init(target: string | undefined, options: InitOptions): Promise<void> {
  return (await import("./init.ts")).init(target, options);
}

async function build(folder: string | undefined, options: BuildOptions): Promise<void> {
  return (await import("./build.ts")).build(folder, options);
}

/** This file is `<root>/src/cli/program.ts`, or the same under `dist`. */
async function pythonPath(): Promise<void> {
  process.stdout.write(`${fileURLToPath(new URL("../../python/shims", import.meta.url))}\n`);
}

async function compare(a: string, b: string, options: CompareOptions): Promise<void> {
  return (await import("./compare.ts")).compare(a, b, options);
}

async function doctor(target: string, options: DoctorOptions): Promise<void> {
  return (await import("./doctor.ts")).doctor(target, options);
}

async function convert(folder: string | undefined, options: ConvertOptions): Promise<void> {
  return (await import("./convert.ts")).convert(folder, options);
}

async function importScript(script: string, target: string, options: ImportOptions): Promise<void> {
  const folder = await (await import("./import.ts")).importScript(script, target, options);
  process.stdout.write("\n");
  await doctor(folder, {});
  // It is made, whatever doctor finds that has still to be done.
  process.exitCode = 0;
}

/** An operator's mistake is one clear line and exit code 2, not a stack. */
function guarded<A extends unknown[]>(action: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      const { SettingsError } = await import("../contract/settings.ts");
      if (!(error instanceof SettingsError)) throw error;
      process.stderr.write(`evalbridge: ${error.message}\n`);
      process.exitCode = 2;
    }
  };
}
