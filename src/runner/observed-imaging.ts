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
  const wrapper = (...args: Parameters<F>) => currentObserver().outermost(() => original(...args), note);
  // TypeScript cannot see that it has all of the original's overloads.
  return wrapper as F;
}
