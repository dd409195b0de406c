import type { inference } from "../protos/open-inference-messages.js";
import { wireParameters } from "../protos/parameters.ts";
import { isDatatype } from "../tensors/datatypes.ts";
import type { InferTensor, Parameter, Parameters } from "../tensors/head.ts";
import { toRaw } from "../tensors/raw.ts";
import type { InferResponse } from "../tensors/response.ts";
import type { InferRequest } from "./inference-client.ts";
import { InferenceError } from "./inference-error.ts";
import { checkInputs } from "./tensor.ts";

type Wire = Record<string, inference.IInferParameter>;

/** A ModelInferRequest, its tensors raw. @throws InferenceError for tensors that are none */
export function grpcRequestOf(
  model: string,
  { inputs, outputs = {}, parameters = {}, id = "", version = "" }: InferRequest,
): inference.IModelInferRequest {
  checkInputs(inputs);
  return {
    modelName: model,
    modelVersion: version,
    id,
    parameters: wireParameters(parameters),
    inputs: Object.entries(inputs).map(([name, { datatype, shape }]) => ({ name, datatype, shape: [...shape] })),
    outputs: Object.keys(outputs).map((name) => ({ name })),
    rawInputContents: Object.values(inputs).map(toRaw),
  };
}

/** What a ModelInferResponse says; what it calls numbers comes as Long where it has 64 bits. @throws InferenceError */
export function grpcResponseOf(response: inference.IModelInferResponse): InferResponse {
  const { modelName, modelVersion, id, outputs, rawOutputContents } = response;
  return {
    modelName: modelName ?? "",
    modelVersion: modelVersion ?? "",
    // The empty one stands for none.
    ...(id == null || id === "" ? undefined : { id }),
    parameters: parametersOf(response.parameters ?? {}),
    outputs: (outputs ?? []).map((output, index) => tensorOf(output, rawOutputContents?.[index])),
  };
}

function parametersOf(parameters: Wire): Parameters {
  const entries = Object.entries(parameters).flatMap(([name, value]): [string, Parameter][] => {
    const { boolParam, stringParam, int64Param, doubleParam, uint64Param } = value;
    const parameter = boolParam ?? stringParam ?? doubleParam;
    if (parameter != null) return [[name, parameter]];
    const integer = int64Param ?? uint64Param;
    return integer == null ? [] : [[name, Number(integer)]];
  });
  return Object.fromEntries(entries);
}

/** @param raw absent: the server answers typed elements */
function tensorOf(output: inference.ModelInferResponse.IInferOutputTensor, raw: Uint8Array | undefined): InferTensor {
  const { name, datatype, shape, parameters, contents } = output;
  if (!isDatatype(datatype)) throw new InferenceError(`output ${name} has the datatype ${datatype}`);
  const known = {
    name: name ?? "",
    datatype,
    shape: (shape ?? []).map(Number),
    parameters: parametersOf(parameters ?? {}),
  };
  if (raw !== undefined) return { ...known, content: { raw } };
  const { bytesContents: data } = contents ?? {};
  if (datatype === "BYTES")
    return { ...known, content: { raw: toRaw({ datatype, shape: known.shape, data: data ?? [] }) } };
  const all: (readonly unknown[] | null)[] = Object.values(contents ?? {});
  const elements = all.find((each) => each !== null && each.length > 0) ?? [];
  const wide = datatype === "INT64" || datatype === "UINT64";
  return { ...known, content: { data: wide ? elements.map((each) => BigInt(String(each))) : elements } };
}
