/** Imported only where a worker is observed: everywhere else nothing of this is loaded, and nothing is patched. */
import { createRequire } from "node:module";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { OutputInfo } from "sharp";
import sharp from "sharp";
import { Observer } from "./observer.ts";

let observer: Observer | undefined;

/** Observes what handlers do from now on with ONNX Runtime, sharp and OpenCV. */
export function startObserving(folder: string): Observer {
  observer = new Observer(folder);
  observeRuns(observer);
  observeSharp(observer);
  observeOpenCv(observer);
  return observer;
}

/** @throws Error where nothing is observed */
export function currentObserver(): Observer {
  if (observer === undefined) throw new Error("nothing is observed");
  return observer;
}

/** What happens in the place of a call. */
type Instead = (call: (args: readonly unknown[]) => unknown, args: readonly unknown[], self: unknown) => unknown;

/** Puts a function into the place of a method that is otherwise the same; where there is none, nothing is observed. */
function patch(owner: unknown, name: string, instead: Instead): void {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null) return;
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return;
  const apply = (target: typeof original, self: unknown, args: readonly unknown[]): unknown =>
    instead((others) => Reflect.apply(target, self, others), args, self);
  Reflect.set(owner, name, new Proxy(original, { apply }));
}

/** Of sessions of `evalbridge/onnx` too, which are the same underneath. */
function observeRuns(watching: Observer): void {
  patch(Reflect.get(InferenceSession, "prototype"), "run", (call, args) => {
    const run = watching.nextRun();
    const note = (stage: "net input" | "net output", values: unknown): void => {
      if (typeof values !== "object" || values === null) return;
      for (const [name, value] of Object.entries(values)) {
        if (!(value instanceof Tensor) || !ArrayBuffer.isView(value.data)) continue;
        const { type: dtype, dims: shape, data } = value;
        watching.note({ stage, call: "InferenceSession.run", name, run }, { dtype, shape, data });
      }
    };
    note("net input", args[0]);
    return watching.outermost(
      () => call(args),
      (values) => note("net output", values),
    );
  });
}

/** Pixels that sharp gives: decoded, and resized in one go where it is told to. */
function observeSharp(watching: Observer): void {
  patch(Reflect.get(sharp, "prototype"), "toBuffer", (call, args, image) => {
    const { formatOut, width, height } = optionsOf(image);
    const [wanted] = args;
    if (formatOut !== "raw" || typeof wanted === "function") return call(args);
    const stage = Number(width) > 0 || Number(height) > 0 ? "resize" : "decode";
    const work = async () => call([{ ...(wanted ?? {}), resolveWithObject: true }]) as Promise<RawOutput>;
    const whole = watching.outermost(work, ({ data, info }) => {
      const shape = [info.height, info.width, info.channels];
      watching.note({ stage, call: "sharp" }, { dtype: "uint8", shape, data });
    });
    const isWhole = typeof wanted === "object" && wanted !== null && Reflect.get(wanted, "resolveWithObject") === true;
    return isWhole ? whole : whole.then(({ data }) => data);
  });
}

interface RawOutput {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

function optionsOf(image: unknown): Partial<Record<string, unknown>> {
  const options: unknown = typeof image === "object" && image !== null ? Reflect.get(image, "options") : undefined;
  return typeof options === "object" && options !== null ? { ...options } : {};
}

const OPENCV = {
  cvtColor: "colour",
  resize: "resize",
  warpAffine: "warp",
  warpPerspective: "warp",
  remap: "warp",
  copyMakeBorder: "pad",
} as const;

/** OpenCV is loaded when the handler wants it; its functions write into their second argument. */
function observeOpenCv(watching: Observer): void {
  const module: unknown = createRequire(import.meta.url)("@opencvjs/node");
  const patched = new WeakSet();
  patch(module, "loadOpenCV", async (load, args) => {
    const cv: unknown = await load(args);
    if (typeof cv !== "object" || cv === null || patched.has(cv)) return cv;
    patched.add(cv);
    for (const [name, stage] of Object.entries(OPENCV)) {
      patch(cv, name, (call, rest) =>
        watching.outermost(
          () => call(rest),
          () => watching.note({ stage, call: `cv.${name}` }, matOf(rest[1])),
        ),
      );
    }
    return cv;
  });
}

/** OpenCV's numbers for the types of bytes and floats. */
const DEPTHS: Readonly<Record<number, readonly [dtype: string, data: string]>> = {
  0: ["uint8", "data"],
  5: ["float32", "data32F"],
};

/** @throws TypeError where it is no matrix of bytes or floats */
function matOf(mat: unknown) {
  if (typeof mat !== "object" || mat === null) throw new TypeError("no matrix");
  const numberOf = (name: string): number => {
    const method: unknown = Reflect.get(mat, name);
    return Number(typeof method === "function" ? Reflect.apply(method, mat, []) : method);
  };
  const [dtype, field] = DEPTHS[numberOf("depth")] ?? [];
  const data: unknown = field === undefined ? undefined : Reflect.get(mat, field);
  if (dtype === undefined || !ArrayBuffer.isView(data)) throw new TypeError("neither bytes nor floats");
  return { dtype, shape: [numberOf("rows"), numberOf("cols"), numberOf("channels")], data };
}
