/** Python that is not ported yet, from within a TypeScript handler: `import { importPython } from "evalbridge/python"`. */
export type { Elements, ElementType, PythonArray, TensorInit } from "./arrays.ts";
export { tensor } from "./arrays.ts";
export { PythonError } from "./errors.ts";
export type { EvalScript, ImportOptions, PythonFunctions } from "./import-python.ts";
export { importPython } from "./import-python.ts";
export { PythonObject } from "./objects.ts";
export type { PythonValue } from "./values.ts";
export type { PythonEval } from "./wrap-python-eval.ts";
export { wrapPythonEval } from "./wrap-python-eval.ts";
