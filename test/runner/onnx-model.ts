import protobuf from "protobufjs";

/** The part of onnx.proto (ONNX's own file format) that small models need. */
const SCHEMA = `
syntax = "proto3";
message OperatorSetId { string domain = 1; int64 version = 2; }
message Dimension { int64 dim_value = 1; string dim_param = 2; }
message Shape { repeated Dimension dim = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message SequenceType { Type elem_type = 1; }
message Type { TensorType tensor_type = 1; SequenceType sequence_type = 4; }
message ValueInfo { string name = 1; Type type = 2; }
message Attribute { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; repeated float float_data = 4; repeated int64 int64_data = 7; string name = 8; }
message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
message Model { int64 ir_version = 1; Graph graph = 7; repeated OperatorSetId opset_import = 8; }
`;

/** ONNX's numbers for element types. */
export const ElementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const;

export interface ValueSpec {
  readonly name: string;
  readonly type: keyof typeof ElementType;
  /** A number fixes a dimension, a name leaves it free. Absent: the model does not say. */
  readonly shape?: readonly (number | string)[];
  readonly sequence?: boolean;
}

export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integer attributes, and lists of integers. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A constant: a weight, or a shape. */
export interface ConstantSpec {
  readonly type: "float32" | "int64";
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface ModelSpec {
  readonly inputs: readonly ValueSpec[];
  readonly outputs: readonly ValueSpec[];
  readonly nodes: readonly NodeSpec[];
  /** By name. */
  readonly constants?: Readonly<Record<string, ConstantSpec>>;
  readonly name?: string;
}

const INTEGER_ATTRIBUTE = 2;
const INTEGERS_ATTRIBUTE = 7;

/** The bytes of an ONNX model file. */
export function onnxModel({ inputs, outputs, nodes, constants = {}, name = "test" }: ModelSpec): Uint8Array {
  const type = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType("Model");
  const graph = {
    name,
    node: nodes.map(nodeOf),
    initializer: Object.entries(constants).map(([constant, spec]) => tensorOf(constant, spec)),
    input: inputs.map(valueInfoOf),
    output: outputs.map(valueInfoOf),
  };
  const model = { ir_version: 8, graph, opset_import: [{ domain: "", version: 17 }] };
  return type.encode(type.fromObject(model)).finish();
}

function nodeOf({ op, inputs, outputs, attributes = {} }: NodeSpec) {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    typeof value === "number"
      ? { name, i: value, type: INTEGER_ATTRIBUTE }
      : { name, ints: value, type: INTEGERS_ATTRIBUTE },
  );
  return { op_type: op, input: inputs, output: outputs, attribute };
}

function tensorOf(name: string, { type, shape, data }: ConstantSpec) {
  const values = type === "float32" ? { float_data: data } : { int64_data: data };
  return { name, dims: shape, data_type: ElementType[type], ...values };
}

function valueInfoOf({ name, type, shape, sequence }: ValueSpec) {
  const dim = shape?.map((size) => (typeof size === "number" ? { dim_value: size } : { dim_param: size }));
  const tensor = { tensor_type: { elem_type: ElementType[type], ...(dim ? { shape: { dim } } : {}) } };
  return { name, type: sequence ? { sequence_type: { elem_type: tensor } } : tensor };
}
