import type { ConstantSpec, ModelSpec, NodeSpec } from "../runner/onnx-model.ts";
import { onnxModel } from "../runner/onnx-model.ts";

/**
 * The nets of the templates. None is trained: their weights are chosen, so that each does a little honest work that one can
 * check by eye, through the same stages as a trained one that takes its place.
 */

type Rgb = readonly [number, number, number];

/** What a colour's name means, from 0 to 1. */
const COLOURS: Readonly<Record<string, Rgb>> = {
  black: [0.05, 0.05, 0.05],
  grey: [0.5, 0.5, 0.5],
  white: [0.95, 0.95, 0.95],
  red: [0.8, 0.12, 0.12],
  orange: [0.92, 0.5, 0.1],
  yellow: [0.93, 0.85, 0.15],
  green: [0.18, 0.6, 0.22],
  blue: [0.15, 0.32, 0.75],
  purple: [0.5, 0.2, 0.62],
};
/** How sharply one colour is told from the next. */
const SHARPNESS = 30;

function floats(shape: readonly number[], data: readonly number[]): ConstantSpec {
  return { type: "float32", shape, data };
}

function integers(...data: readonly number[]): ConstantSpec {
  return { type: "int64", shape: [data.length], data };
}

function node(op: string, inputs: string, output: string, attributes: NodeSpec["attributes"] = {}): NodeSpec {
  return { op, inputs: inputs.split(" "), outputs: [output], attributes };
}

/** A 1x1 convolution and a softmax: for every pixel, how near it is to each colour. */
function nearestColour(input: string, output: string) {
  const prototypes = Object.values(COLOURS);
  return {
    nodes: [node("Conv", `${input} prototypes offsets`, "nearness"), node("Softmax", "nearness", output, { axis: 1 })],
    constants: {
      // -|pixel - colour|^2 without what all colours have in common.
      prototypes: floats(
        [prototypes.length, 3, 1, 1],
        prototypes.flat().map((channel) => 2 * SHARPNESS * channel),
      ),
      offsets: floats(
        [prototypes.length],
        prototypes.map((colour) => -SHARPNESS * colour.reduce((sum, channel) => sum + channel * channel, 0)),
      ),
    },
  };
}

/** Which part of a picture has which colour: float32 RGB from 0 to 1, [N,3,64,64], to [N,9]. */
function classification(): ModelSpec {
  const pixels = nearestColour("input", "pixels");
  return {
    name: "colours",
    inputs: [{ name: "input", type: "float32", shape: ["N", 3, 64, 64] }],
    outputs: [{ name: "probabilities", type: "float32", shape: ["N", 9] }],
    nodes: [
      ...pixels.nodes,
      node("GlobalAveragePool", "pixels", "shares"),
      node("Flatten", "shares", "probabilities", { axis: 1 }),
    ],
    constants: pixels.constants,
  };
}

/** Every pixel's colour, or that it has none: float32 RGB from 0 to 1, [1,3,H,W], to [1,7,H,W]. */
function segmentation(): ModelSpec {
  const pixels = nearestColour("input", "sharp");
  const names = Object.keys(COLOURS);
  const classes = names.length - 2;
  // Black, grey and white are the ground, class 0.
  const merge = Array.from({ length: classes }, (_, to) =>
    names.map((_, from) => (Math.max(0, from - 2) === to ? 1 : 0)),
  );
  return {
    name: "coloured-regions",
    inputs: [{ name: "input", type: "float32", shape: [1, 3, "H", "W"] }],
    outputs: [{ name: "probabilities", type: "float32", shape: [1, classes, "H", "W"] }],
    nodes: [
      ...pixels.nodes,
      // A line between two colours is not a colour of its own.
      node("AveragePool", "sharp", "pixels", { kernel_shape: [5, 5], pads: [2, 2, 2, 2], count_include_pad: 0 }),
      node("Conv", "pixels merge", "probabilities"),
    ],
    constants: { ...pixels.constants, merge: floats([classes, names.length, 1, 1], merge.flat()) },
  };
}

/** Widths and heights of the boxes that the detector tries at each place, in cells of 4 pixels. */
const ANCHORS: readonly (readonly [number, number])[] = [
  [4, 4],
  [6, 6],
  [8, 8],
  [12, 12],
  [16, 16],
  [24, 24],
  [8, 4],
  [12, 6],
  [16, 8],
  [24, 12],
  [4, 8],
  [6, 12],
  [8, 16],
  [12, 24],
];
const CELL = 4;
const STRIDE = 2;
const GRID = 32;
/** What a frame adds to a box's width and height, in cells. */
const FRAME = 4;

/**
 * Things that are lighter or darker than what is around them: float32 RGB from 0 to 1, [1,3,256,256], to [1,6,14336]. A
 * column is a box: centre x and y, width, height, then the scores of both classes.
 */
function detection(): ModelSpec {
  const rows = ["cx", "cy", "w", "h", "light", "dark"];
  const boxes = ANCHORS.length * GRID * GRID;
  return {
    name: "blobs",
    inputs: [{ name: "input", type: "float32", shape: [1, 3, 256, 256] }],
    outputs: [{ name: "boxes", type: "float32", shape: [1, rows.length, boxes] }],
    nodes: [
      node("Conv", "input to_grey", "grey"),
      node("AveragePool", "grey", "cells", { kernel_shape: [CELL, CELL], strides: [CELL, CELL] }),
      node("Mul", "cells cells", "squares"),
      node("Mul", "cells zero", "nothing"),
      node("Add", "nothing one", "ones"),
      node("Concat", "cells squares ones", "moments", { axis: 1 }),
      ...ANCHORS.flatMap((anchor, index) => contrast(anchor, String(index))),
      { op: "Concat", inputs: ANCHORS.map((_, i) => `contrast${i}`), outputs: ["contrasts"], attributes: { axis: 1 } },
      node("Mul", "contrasts steepness", "steep"),
      node("Neg", "steep", "reversed"),
      node("Sub", "steep threshold", "light_logit"),
      node("Sub", "reversed threshold", "dark_logit"),
      node("Sigmoid", "light_logit", "light"),
      node("Sigmoid", "dark_logit", "dark"),
      // Zeros in the shape of the scores give the constants of the boxes theirs.
      node("Mul", "contrasts zero", "zeros"),
      ...["cx", "cy", "w", "h"].map((name) => node("Add", `zeros ${name}_of`, name)),
      ...rows.map((name) => node("Reshape", `${name} one_row`, `${name}_row`)),
      { op: "Concat", inputs: rows.map((name) => `${name}_row`), outputs: ["boxes"], attributes: { axis: 1 } },
    ],
    constants: {
      to_grey: floats([1, 3, 1, 1], [0.299, 0.587, 0.114]),
      steepness: floats([1], [30]),
      threshold: floats([1], [4]),
      one: floats([1], [1]),
      zero: floats([1], [0]),
      ...Object.fromEntries(
        ANCHORS.flatMap(([w, h]) => [w * h, (w + FRAME) * (h + FRAME)]).map((area) => [
          `area${area}`,
          floats([1], [area]),
        ]),
      ),
      // A thing may be round, and then has ground in its corners; the ground is to be of one kind.
      box_weight: floats([1], [0.2]),
      frame_weight: floats([1], [1.3]),
      cx_of: floats([1, 1, 1, GRID], centres()),
      cy_of: floats([1, 1, GRID, 1], centres()),
      w_of: floats(
        [1, ANCHORS.length, 1, 1],
        ANCHORS.map(([width]) => width * CELL),
      ),
      h_of: floats(
        [1, ANCHORS.length, 1, 1],
        ANCHORS.map(([, height]) => height * CELL),
      ),
      one_row: integers(1, 1, -1),
    },
  };
}

function centres(): number[] {
  return Array.from({ length: GRID }, (_, at) => (at + 0.5) * STRIDE * CELL);
}

/** How much lighter a box is than a frame around it; less where either is not of one kind, as across an edge. */
function contrast([width, height]: readonly [number, number], index: string): NodeSpec[] {
  const of = (name: string) => name + index;
  const sums = (output: string, w: number, h: number) => {
    const pads = [(h - STRIDE) / 2, (w - STRIDE) / 2];
    const attributes = {
      kernel_shape: [h, w],
      strides: [STRIDE, STRIDE],
      pads: [...pads, ...pads],
      count_include_pad: 1,
    };
    return [
      node("AveragePool", "moments", of(`${output}_mean`), attributes),
      node("Mul", `${of(`${output}_mean`)} area${w * h}`, of(output)),
    ];
  };
  return [
    ...sums("box", width, height),
    ...sums("whole", width + FRAME, height + FRAME),
    node("Sub", `${of("whole")} ${of("box")}`, of("frame")),
    ...meanAndDeviation(of("box")),
    ...meanAndDeviation(of("frame")),
    node("Sub", `${of("box")}_m ${of("frame")}_m`, of("difference")),
    node("Mul", `${of("box")}_d box_weight`, of("box_loss")),
    node("Mul", `${of("frame")}_d frame_weight`, of("frame_loss")),
    node("Add", `${of("box_loss")} ${of("frame_loss")}`, of("loss")),
    node("Abs", of("difference"), of("size")),
    node("Sub", `${of("size")} ${of("loss")}`, of("rest")),
    node("Relu", of("rest"), of("clear")),
    node("Sign", of("difference"), of("sign")),
    node("Mul", `${of("clear")} ${of("sign")}`, of("contrast")),
  ];
}

/** Of the sums of values, of their squares and of ones. */
function meanAndDeviation(sums: string): NodeSpec[] {
  const [s, q, n] = [`${sums}_s`, `${sums}_q`, `${sums}_n`];
  return [
    { op: "Split", inputs: [sums], outputs: [s, q, n], attributes: { axis: 1 } },
    node("Div", `${s} ${n}`, `${sums}_m`),
    node("Div", `${q} ${n}`, `${sums}_qm`),
    node("Mul", `${sums}_m ${sums}_m`, `${sums}_mm`),
    node("Sub", `${sums}_qm ${sums}_mm`, `${sums}_v`),
    node("Relu", `${sums}_v`, `${sums}_r`),
    node("Sqrt", `${sums}_r`, `${sums}_d`),
  ];
}

/**
 * Where lines of text are: float32 RGB from 0 to 1, [1,3,H,W], to [1,1,H,W]. Text is fine contrast that goes on sideways.
 */
function textDetection(): ModelSpec {
  const wide = (op: string, from: string, to: string, h: number, w: number) => {
    const pads = [(h - 1) / 2, (w - 1) / 2];
    return node(op, from, to, { kernel_shape: [h, w], pads: [...pads, ...pads] });
  };
  return {
    name: "text-lines",
    inputs: [{ name: "input", type: "float32", shape: [1, 3, "H", "W"] }],
    outputs: [{ name: "probabilities", type: "float32", shape: [1, 1, "H", "W"] }],
    nodes: [
      node("Conv", "input to_grey", "grey"),
      node("Neg", "grey", "negative"),
      wide("MaxPool", "grey", "lightest", 3, 3),
      wide("MaxPool", "negative", "darkest", 3, 3),
      node("Add", "lightest darkest", "contrast"),
      // Closing: gaps between letters are filled sideways, and what is left at the ends is taken away again.
      wide("MaxPool", "contrast", "spread", 1, 17),
      node("Neg", "spread", "unspread"),
      wide("MaxPool", "unspread", "uncontrast", 1, 17),
      node("Neg", "uncontrast", "closed"),
      wide("AveragePool", "closed", "smooth", 5, 31),
      node("Mul", "smooth steepness", "steep"),
      node("Sub", "steep threshold", "logit"),
      node("Sigmoid", "logit", "probabilities"),
    ],
    constants: {
      to_grey: floats([1, 3, 1, 1], [0.299, 0.587, 0.114]),
      steepness: floats([1], [20]),
      threshold: floats([1], [6]),
    },
  };
}

/** How far each value of a series is from the mean around it, in standard deviations: float32 [1,1,L] to [1,1,L]. */
function tensor(): ModelSpec {
  return {
    name: "outliers",
    inputs: [{ name: "input", type: "float32", shape: [1, 1, "L"] }],
    outputs: [{ name: "scores", type: "float32", shape: [1, 1, "L"] }],
    nodes: [
      node("AveragePool", "input", "around", { kernel_shape: [9], pads: [4, 4], count_include_pad: 0 }),
      node("Sub", "input around", "differences"),
      node("Abs", "differences", "distances"),
      node("Mul", "differences differences", "squares"),
      node("ReduceMean", "squares", "variance", { axes: [2], keepdims: 1 }),
      node("Add", "variance tiny", "positive"),
      node("Sqrt", "positive", "deviation"),
      node("Div", "distances deviation", "scores"),
    ],
    constants: { tiny: floats([1], [1e-12]) },
  };
}

/** The model files of the templates' folders, by path from there. */
export const MODELS: Readonly<Record<string, () => Uint8Array>> = {
  "classification/version/model/colours.onnx": () => onnxModel(classification()),
  "detection/version/model/blobs.onnx": () => onnxModel(detection()),
  "segmentation/version/model/coloured-regions.onnx": () => onnxModel(segmentation()),
  "tensor/version/model/outliers.onnx": () => onnxModel(tensor()),
  "text-detection/version/model/text-lines.onnx": () => onnxModel(textDetection()),
};
