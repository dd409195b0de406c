/** `npm run bench`: how fast the host is, beside a bare server of the same framework in the same run. */
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { findInterpreter } from "../../src/workers/interpreter.ts";
import type { HopRow } from "./hop.ts";
import { measureHop } from "./hop.ts";
import type { HttpRow } from "./http.ts";
import { measureHttp } from "./http.ts";
import { chooseGenerator } from "./load.ts";
import { describeMachine, printMachine } from "./machine.ts";
import { installMosec } from "./peers.ts";
import { printHop, printHttp } from "./report.ts";
import type { Target } from "./servers.ts";
import { bareFastify, hostTo, mosec } from "./servers.ts";

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly peers?: true;
  readonly only?: "hop" | "http";
  readonly json?: string;
}
