"""The messages of the platform's gRPC service, made by the user's own ``protobuf``, of any version since 3.6.

The names, types and numbers of the fields: taichu-serve, section C2.
"""
from google.protobuf import descriptor_pb2, descriptor_pool

try:
    from google.protobuf.message_factory import GetMessageClass as _class_of
except ImportError:
    from google.protobuf import symbol_database
    _class_of = symbol_database.Default().GetPrototype

PACKAGE = "taichu_infer"
SERVICE = "GRPCInferenceService"

_TENSOR = {"TensorMetadata": "name string, datatype string, shape int64*"}
_PARAMETERS = "parameters map"
# Fields in the order of their numbers, which begin at 1.
_MESSAGES = (
    ("ServerLiveRequest", "", {}),
    ("ServerLiveResponse", "live bool", {}),
    ("ServerReadyRequest", "", {}),
    ("ServerReadyResponse", "ready bool", {}),
    ("ModelReadyRequest", "name string, version string", {}),
    ("ModelReadyResponse", "ready bool", {}),
    ("ServerMetadataRequest", "", {}),
    ("ServerMetadataResponse", "name string, version string, extensions string*", {}),
    ("ModelMetadataRequest", "name string, version string", {}),
    ("ModelMetadataResponse",
     "name string, versions string*, platform string, inputs TensorMetadata*, outputs TensorMetadata*", _TENSOR),
    ("ModelInferRequest", "model_name string, model_version string, id string, " + _PARAMETERS,
     {"InferRequestedOutputTensor": "name string, " + _PARAMETERS}),
    ("ModelInferResponse", "model_name string, model_version string, id string, " + _PARAMETERS, {}),
    ("InferParameter", "bool_param bool|, float_param float|, string_param string|", {}),
)
# Name, request, response, and whether both are streams.
METHODS = (
    ("ServerLive", "ServerLiveRequest", "ServerLiveResponse", False),
    ("ServerReady", "ServerReadyRequest", "ServerReadyResponse", False),
    ("ModelReady", "ModelReadyRequest", "ModelReadyResponse", False),
    ("ServerMetadata", "ServerMetadataRequest", "ServerMetadataResponse", False),
    ("ModelMetadata", "ModelMetadataRequest", "ModelMetadataResponse", False),
    ("ModelInfer", "ModelInferRequest", "ModelInferResponse", False),
    ("ModelStreamInfer", "ModelInferRequest", "ModelInferResponse", True),
)
_Field = descriptor_pb2.FieldDescriptorProto


def _describe():
    described = descriptor_pb2.FileDescriptorProto(name="grpc_predict_v2.proto", package=PACKAGE, syntax="proto3")
    for name, fields, nested in _MESSAGES:
        _add_message(described.message_type, "." + PACKAGE, name, fields, nested)
    service = described.service.add(name=SERVICE)
    for name, request, response, streams in METHODS:
        method = service.method.add(name=name)
        method.input_type, method.output_type = [".%s.%s" % (PACKAGE, kind) for kind in (request, response)]
        method.options.SetInParent()
        if streams:
            method.client_streaming = method.server_streaming = True
    return described


def _add_message(messages, scope, name, fields, nested):
    message = messages.add(name=name)
    place = "%s.%s" % (scope, name)
    for inner in nested:
        _add_message(message.nested_type, place, inner, nested[inner], {})
    for number, field in enumerate(filter(None, fields.split(", ")), 1):
        _add_field(message, place, number, *field.split(" "))


def _add_field(message, place, number, name, kind):
    if kind == "map":
        entry = message.nested_type.add(name="ParametersEntry")
        _add_field(entry, place, 1, "key", "string")
        _add_field(entry, place, 2, "value", ".%s.InferParameter" % PACKAGE)
        entry.options.map_entry = True
        kind = entry.name + "*"
    field = message.field.add(name=name, number=number, label=_Field.LABEL_OPTIONAL)
    if kind.endswith("*"):
        field.label = _Field.LABEL_REPEATED
    elif kind.endswith("|"):
        if not message.oneof_decl:
            message.oneof_decl.add(name="parameter_choice")
        field.oneof_index = 0
    kind = kind.rstrip("*|")
    if hasattr(_Field, "TYPE_" + kind.upper()):
        field.type = getattr(_Field, "TYPE_" + kind.upper())
    else:
        field.type = _Field.TYPE_MESSAGE
        field.type_name = kind if kind.startswith(".") else "%s.%s" % (place, kind)


descriptor_pool.Default().AddSerializedFile(_describe().SerializeToString())
DESCRIPTOR = descriptor_pool.Default().FindFileByName("grpc_predict_v2.proto")
for _name, _descriptor in DESCRIPTOR.message_types_by_name.items():
    globals()[_name] = _class_of(_descriptor)
    for _nested in _descriptor.nested_types:
        # Not every version does it itself.
        setattr(globals()[_name], _nested.name, _class_of(_nested))
