/** What handlers get for `evalbridge/imaging` while they are observed: the same, and what it returns is noted. */
import type { Observation } from "../contract/observation.ts";
import type { Image, Samples } from "../imaging/index.ts";
import * as kit from "../imaging/index.ts";
import { currentObserver } from "./observing.ts";

export * from "../imaging/index.ts";

type Picture = Image<Samples | Uint16Array>;

export const cvDecode = observed("decode", "cvDecode", kit.cvDecode);
export const pillowDecode = observed("decode", "pillowDecode", kit.pillowDecode);
export const cvtColor = observed("colour", "cvtColor", kit.cvtColor);
export const pillowGrey = observed("colour", "pillowGrey", kit.pillowGrey);
export const cvResize = observed("resize", "cvResize", kit.cvResize);
export const pillowResize = observed("resize", "pillowResize", kit.pillowResize);
export const cvWarpAffine = observed("warp", "cvWarpAffine", kit.cvWarpAffine);
export const cvWarpPerspective = observed("warp", "cvWarpPerspective", kit.cvWarpPerspective);
export const cropQuad = observed("warp", "cropQuad", kit.cropQuad);
export const pad = observed("pad", "pad", kit.pad);
export const letterbox = observed("pad", "letterbox", kit.letterbox);

type Returned = Picture | { readonly image: Picture };

// biome-ignore lint/suspicious/noExplicitAny: any function of the kit, whatever it takes.
function observed<F extends (...args: any[]) => Returned | Promise<Returned>>(
  stage: Observation["stage"],
  call: string,
  original: F,
): F {
  const note = (returned: Returned): void => {
    const { data, width, height, channels } = "image" in returned ? returned.image : returned;
    const dtype = data instanceof Uint8Array ? "uint8" : data instanceof Uint16Array ? "uint16" : "float32";
    currentObserver().note({ stage, call }, { dtype, shape: [height, width, channels], data });
  };
  const apply = (target: F, self: unknown, args: Parameters<F>): Returned | Promise<Returned> =>
    currentObserver().outermost(() => Reflect.apply(target, self, args), note);
  return new Proxy(original, { apply });
}
