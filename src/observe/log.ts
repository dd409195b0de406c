import { pino } from "pino";

export type { Logger } from "pino";
export type LogFormat = "json" | "pretty";

export interface LogSettings {
  readonly level: string;
  readonly format: LogFormat;
}

/** The host's root logger. It writes to stderr, so that a command's stdout holds only its answer. */
export function createLog({ level, format }: LogSettings): pino.Logger {
  const options: pino.LoggerOptions = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (format === "json") return pino(options, pino.destination({ dest: 2, sync: false }));
  const ignore = "app,version,worker,reqid,stream";
  const prettyOptions = { destination: 2, ignore, messageFormat: PRETTY_LINE, translateTime: "HH:MM:ss.l" };
  return pino({ ...options, transport: { target: "pino-pretty", options: prettyOptions } });
}

const PRETTY_LINE = "{if app}{app}/{version}{if worker}#{worker}{end}: {end}{msg}{if reqid} [{reqid}]{end}";
