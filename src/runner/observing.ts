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

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Puts `wrap(original)` into the place of a method; where the library is built otherwise, it stays as it is. */
function patch(owner: unknown, name: string, wrap: (original: Method) => Method): void {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null) return;
  const original: unknown = Reflect.get(owner, name);
  if (typeof original === "function") Reflect.set(owner, name, wrap(original as Method));
}

/** Of sessions of `evalbridge/onnx` too, which are the same underneath. */
function observeRuns(watching: Observer): void {
  patch(Reflect.get(InferenceSession, "prototype"), "run", (original) => {
    return function run(this: unknown, ...args) {
      const number = watching.nextRun();
      const note = (stage: "net input" | "net output", values: unknown): void => {
        if (typeof values !== "object" || values === null) return;
        for (const [name, value] of Object.entries(values)) {
          if (!(value instanceof Tensor) || !ArrayBuffer.isView(value.data)) continue;
          const { type: dtype, dims: shape, data } = value;
          watching.note({ stage, call: "InferenceSession.run", name, run: number }, { dtype, shape, data });
        }
      };
      note("net input", args[0]);
      return watching.outermost(
        () => original.apply(this, args),
        (values) => note("net output", values),
      );
    };
  });
}

/** Pixels that sharp gives: decoded, and resized in one go where it is told to. */
function observeSharp(watching: Observer): void {
  patch(Reflect.get(sharp, "prototype"), "toBuffer", (original) => {
    return function toBuffer(this: unknown, ...args) {
      const { formatOut, width, height } = optionsOf(this);
      const [wanted] = args;
      if (formatOut !== "raw" || typeof wanted === "function") return original.apply(this, args);
      const isWhole =
        typeof wanted === "object" && wanted !== null && Reflect.get(wanted, "resolveWithObject") === true;
      const stage = Number(width) > 0 || Number(height) > 0 ? "resize" : "decode";
      const work = async () =>
        original.call(this, { ...(wanted ?? {}), resolveWithObject: true }) as Promise<RawOutput>;
      const whole = watching.outermost(work, ({ data, info }) => {
        const shape = [info.height, info.width, info.channels];
        watching.note({ stage, call: "sharp" }, { dtype: "uint8", shape, data });
      });
      return isWhole ? whole : whole.then(({ data }) => data);
    };
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
  patch(module, "loadOpenCV", (original) => {
    return async function loadOpenCV(this: unknown, ...args) {
      const cv: unknown = await original.apply(this, args);
      if (typeof cv !== "object" || cv === null || patched.has(cv)) return cv;
      patched.add(cv);
      for (const [name, stage] of Object.entries(OPENCV)) {
        patch(cv, name, (call) => {
          return function observed(this: unknown, ...rest) {
            return watching.outermost(
              () => call.apply(this, rest),
              () => watching.note({ stage, call: `cv.${name}` }, matOf(rest[1])),
            );
          };
        });
      }
      return cv;
    };
  });
}

/** @throws TypeError where it is no matrix of bytes or floats */
function matOf(mat: unknown) {
  if (typeof mat !== "object" || mat === null) throw new TypeError("no matrix");
  const part = (name: string): unknown => Reflect.get(mat, name);
  const of = (name: string): number => Number(Reflect.apply(part(name) as Method, mat, []));
  const [dtype, data] =
    [
      ["uint8", part("data")],
      ["float32", part("data32F")],
    ][of("depth") === 0 ? 0 : 1] ?? [];
  if (![0, 5].includes(of("depth")) || typeof dtype !== "string" || !ArrayBuffer.isView(data)) {
    throw new TypeError("neither bytes nor floats");
  }
  return { dtype, shape: [Number(part("rows")), Number(part("cols")), of("channels")], data };
}
