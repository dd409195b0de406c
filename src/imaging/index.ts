/** What ports of Python scripts need to see the same pixels: `import { cvResize } from "evalbridge/imaging"`. */
export type { CvColorCode } from "./colour.ts";
export { cvtColor, pillowGrey } from "./colour.ts";
export type { CvInterpolation } from "./cv-resize.ts";
export { cvResize } from "./cv-resize.ts";
export type { WarpOptions } from "./cv-warp.ts";
export { cropQuad, cvWarpAffine, cvWarpPerspective } from "./cv-warp.ts";
export type { CvDecodeMode, DecodeOptions, PillowDecodeOptions } from "./decode.ts";
export { cvDecode, pillowDecode } from "./decode.ts";
export type { Letterboxed, Margins, Region } from "./geometry.ts";
export { crop, flip, letterbox, pad, rotate } from "./geometry.ts";
export type { Image, Samples } from "./image.ts";
export { DecodeError, ImageError } from "./image.ts";
export type { PillowPasses, PillowResampling } from "./pillow-resize.ts";
export { pillowResize } from "./pillow-resize.ts";
export type { TensorOptions } from "./tensor.ts";
export { standardise, toTensor } from "./tensor.ts";
export type { Corner } from "./transform.ts";
export { getAffineTransform, getPerspectiveTransform } from "./transform.ts";
