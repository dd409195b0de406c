import { resolve } from "node:path";
import type { CreateConfigs, EvalRequest, GroupRequest, RequestData, Ret } from "../contract/handler.ts";
import type { JsonValue } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";
import { pythonContext } from "./context.ts";
import { interpreterOfWorker } from "./interpreter.ts";
import { PythonObject } from "./objects.ts";
import type { PythonValue } from "./values.ts";

type Request = EvalRequest | GroupRequest;

/** A request with what the script's own net_preprocess made of it, for its net_inference. */
type Prepared = Request & { readonly prepared?: PythonObject };

/** The stages of a script, each of which judges what its function returned: what the script refuses is thrown. */
export interface PythonEval {
  readonly groups: true;
  /** @returns the script's model, which stays in Python; functions of `importPython` take it as it is there */
  createNet(configs: CreateConfigs): Promise<PythonObject>;
  /** A script that has no net_preprocess gets the request as it is. */
  netPreprocess(model: PythonObject, request: Request): Promise<Prepared>;
  netInference(model: PythonObject, requests: readonly Prepared[]): Promise<Ret[]>;
}

/**
 * A whole script as a native handler, of any generation: `export default wrapPythonEval("eval.py")`. It answers as the
 * script does in a Python release, but that results are read as JSON (an integer beyond 2^53 is rounded) and params that
 * are `{}` count as none. Its stages can be replaced one by one:
 * `defineEval({ ...wrapPythonEval("eval.py"), netPreprocess(model, request) { ... } })`.
 *
 * @param file the script, relative to the version folder
 */
export function wrapPythonEval(file: string): PythonEval {
  let script: PythonValue = null;
  return { groups: true, createNet: create, netPreprocess: preprocess, netInference: infer };

  async function create(configs: CreateConfigs): Promise<PythonObject> {
    const python = await interpreterOfWorker();
    const entry = resolve(pythonContext().folder, file);
    const created = await python.call("create", createArguments(entry, configs), `the configs of ${file}`);
    const [loaded = null, model] = Array.isArray(created) ? created : [];
    if (!(model instanceof PythonObject)) throw new TypeError("a script's model stays in Python");
    script = loaded;
    return model;
  }

  async function preprocess(model: PythonObject, request: Request): Promise<Prepared> {
    const python = await interpreterOfWorker();
    const { reqid } = request;
    const prepared = await python.call("preprocess", [script, model, messageOf(request), reqid], "the request");
    return prepared instanceof PythonObject ? { ...request, prepared } : request;
  }

  async function infer(model: PythonObject, requests: readonly Prepared[]): Promise<Ret[]> {
    const python = await interpreterOfWorker();
    const asked = requests.map((request) => {
      const { reqid, prepared } = request;
      return prepared === undefined ? { reqid, message: messageOf(request) } : { reqid, prepared };
    });
    const rets = await python.call("infer", [script, model, asked], "the requests");
    for (const { prepared } of requests) prepared?.release();
    return Array.isArray(rets) ? rets.map(retOf) : [];
  }
}

/** The messages Create and CreateParams, as `calls.py` wants them. */
function createArguments(entry: string, configs: CreateConfigs): [object, object] {
  const { app, workspace, use_device, batch_size, model_params, custom_params } = configs;
  const create = {
    dialect: "ava",
    entry,
    model_files: namedFiles(configs.model_files),
    custom_files: namedFiles(configs.custom_files),
  };
  const params = {
    env: { app, workspace },
    use_device,
    batch_size,
    model_params: JSON.stringify(model_params),
    custom_params: JSON.stringify(custom_params),
  };
  return [create, params];
}

function namedFiles(files: Readonly<Record<string, string>>): { name: string; path: string }[] {
  return Object.entries(files).map(([name, path]) => ({ name, path }));
}

/** An InferenceRequest message. Empty params and attributes are those that the client did not send. */
function messageOf({ data, params }: Request): object {
  return { ...inputsOf(data), ...(isEmpty(params) ? {} : { params: JSON.stringify(params) }) };
}

function inputsOf(data: RequestData | readonly RequestData[]): object {
  return "body" in data ? { data: inputOf(data) } : { datas: data.map(inputOf) };
}

function inputOf({ body, attribute }: RequestData): object {
  return { body, ...(isEmpty(attribute) ? {} : { attribute: JSON.stringify(attribute) }) };
}

function isEmpty(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** One InferenceResponse message with its headers. */
function retOf(response: PythonValue): Ret {
  const { code, message, result, body, headers, literal_code } = fieldsOf(response);
  const header = headerOf(headers);
  const ret = { code: Number(code), message: String(message), header, literalCode: literal_code === true };
  if (body instanceof Uint8Array && body.length > 0) return { ...ret, body };
  return { ...ret, result: JSON.parse(String(result)) };
}

function headerOf(headers: PythonValue | undefined): Record<string, string[]> {
  const listed = Array.isArray(headers) ? headers.map(fieldsOf) : [];
  return Object.fromEntries(
    listed.map(({ name, values }) => [String(name), Array.isArray(values) ? values.map(String) : []] as const),
  );
}

function fieldsOf(value: PythonValue): Readonly<Record<string, PythonValue>> {
  const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  return Object.fromEntries(Object.entries(fields));
}
