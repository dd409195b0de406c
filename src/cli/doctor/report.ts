import type { Static } from "typebox";
import Type from "typebox";
import { DIALECTS } from "../../contract/dialects.ts";

const Line = Type.Integer({ minimum: 0 });
const Texts = Type.Array(Type.String());
const Files = Type.Record(Type.String(), Type.String());

/** Something that stands between a script and its being served. `line` is 0 when it is none in particular. */
const Problem = Type.Object({
  severity: Type.Enum(["error", "missing", "warning", "note"]),
  rule: Type.String(),
  file: Type.String(),
  line: Line,
  text: Type.String(),
  remedy: Type.String(),
});
export type Problem = Static<typeof Problem>;

/** What is to be read, and for which interpreter: the request of `evalbridge_tools doctor`. */
export const ScriptQuestion = Type.Object({
  script: Type.String(),
  folder: Type.String(),
  working_folder: Type.String(),
  python_path: Texts,
  python: Type.String(),
  version: Type.String(),
  env: Files,
  dialect: Type.Enum(DIALECTS),
  /** Its command line. */
  args: Texts,
  /** JSON text of the YAML files that configure it, by absolute path. */
  documents: Files,
  /** Normalised names of packages in its requirements.txt that evalbridge brings itself. */
  replaced: Texts,
  source: Type.Enum(["python2", "python3", "detected"]),
  /** A path, a URI, or `""`. */
  tar_file: Type.String(),
  model_files: Files,
  custom_files: Files,
  model_params: Texts,
  custom_params: Texts,
});
export type ScriptQuestion = Static<typeof ScriptQuestion>;

/** A function, or of other platforms' scripts a class. */
const Entry = Type.Object({ name: Type.String(), file: Type.String(), line: Line, decorator: Type.String() });

const Import = Type.Object({
  module: Type.String(),
  file: Type.String(),
  line: Line,
  /** own: of the release; platform: evalbridge brings it; renamed: Python 3 has it by another name. */
  status: Type.Enum(["own", "platform", "standard", "renamed", "installed", "required", "missing"]),
  /** A file, or whatever else it comes from. */
  at: Type.String(),
  needed: Type.Enum(["import", "function", "optional", "main"]),
});

const Construct = Type.Object({
  rule: Type.String(),
  file: Type.String(),
  line: Line,
  construct: Type.String(),
  becomes: Type.String(),
  text: Type.String(),
  effect: Type.Enum(["as it is", "translated", "refused"]),
});

const Shadow = Type.Object({
  module: Type.String(),
  own: Type.String(),
  other: Type.String(),
  kind: Type.Enum(["platform", "standard", "installed"]),
  wins: Type.Enum(["own", "other"]),
});

const Want = Type.Object({
  kind: Type.Enum(["model_files", "custom_files", "model_params", "custom_params", "path"]),
  /** `*` for whatever there is. */
  name: Type.String(),
  file: Type.String(),
  line: Line,
  required: Type.Boolean(),
  /** `""` when nothing provides it. */
  provided: Type.String(),
});

const Source = Type.Object({
  file: Type.String(),
  lines: Line,
  encoding: Type.String(),
  pythons: Type.Array(Type.Enum([2, 3])),
});

const VERDICTS = ["runs", "needs", "fails"] as const;

/** What the Python tool says of one script. */
export const Diagnosis = Type.Object({
  /** Of ava's scripts. */
  generation: Type.Enum(["G1", "G2", "G3", ""]),
  entries: Type.Array(Entry),
  /** The languages in which all of its sources are written. */
  language: Type.Array(Type.Enum([2, 3])),
  sources: Type.Array(Source),
  imports: Type.Array(Import),
  python2: Type.Array(Construct),
  shadows: Type.Array(Shadow),
  wants: Type.Array(Want),
  problems: Type.Array(Problem),
  translated: Type.Boolean(),
  verdict: Type.Enum(VERDICTS),
});
export type Diagnosis = Static<typeof Diagnosis>;

export const Diagnoses = Type.Object({ scripts: Type.Array(Diagnosis) });

/** What `--run` found. */
const Trial = Type.Object({
  /** File names, or what else it was. */
  sample: Type.String(),
  /** refused: with a code of the script's own, so that it runs, but not on this input. */
  outcome: Type.Enum(["answered", "refused", "failed"]),
  /** Why it could not be loaded; `""` when it was. */
  failure: Type.String(),
  code: Type.Integer(),
  message: Type.String(),
  /** JSON of the script's own making, or `null`. */
  result: Type.Unknown(),
  body_bytes: Type.Integer({ minimum: 0 }),
  create_ms: Type.Union([Type.Number(), Type.Null()]),
  call_ms: Type.Union([Type.Number(), Type.Null()]),
  peak_memory_bytes: Type.Union([Type.Integer(), Type.Null()]),
});
export type Trial = Static<typeof Trial>;

const Interpreter = Type.Object({ python: Type.String(), version: Type.String(), from: Type.String() });

/** One script in the document that `--json` prints. */
export const ScriptReport = Type.Object({
  name: Type.String(),
  script: Type.String(),
  folder: Type.String(),
  interpreter: Interpreter,
  /** The platform that it was written for, and what says so. */
  dialect: Type.Enum(DIALECTS),
  dialect_from: Type.String(),
  ...Diagnosis.properties,
  trial: Type.Optional(Trial),
});
export type ScriptReport = Static<typeof ScriptReport>;

/** The document that `--json` prints. `format` changes when a reader would have to. */
export const DoctorReport = Type.Object({
  format: Type.Literal(1),
  ok: Type.Boolean(),
  /** Python files of the folder that are no scripts and that no script imports, relative to it. */
  unused: Texts,
  /** A Python 2.7 of this machine; `""` when there is none. */
  python2: Type.String(),
  scripts: Type.Array(ScriptReport),
});
export type DoctorReport = Static<typeof DoctorReport>;
