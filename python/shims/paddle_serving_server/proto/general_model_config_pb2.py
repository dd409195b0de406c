"""serving_server_conf.prototxt as a message, for scripts that read it themselves; made by the user's own ``protobuf``.

The names and types of the fields: paddle-pipeline, section B4.
"""
from google.protobuf import descriptor_pb2, descriptor_pool

try:
    from google.protobuf.message_factory import GetMessageClass as _class_of
except ImportError:
    from google.protobuf import symbol_database
    _class_of = symbol_database.Default().GetPrototype

PACKAGE = "baidu.paddle_serving.configure"
_VARIABLE = (("name", "STRING", ""), ("alias_name", "STRING", ""), ("is_lod_tensor", "BOOL", ""), ("%s_type", "INT32", ""),
             ("shape", "INT32", "*"))
# Fields in the order of their numbers: name, type, and whether there are several.
_MESSAGES = (
    ("FeedVar", [(name.replace("%s", "feed"), kind, several) for name, kind, several in _VARIABLE]),
    ("FetchVar", [(name.replace("%s", "fetch"), kind, several) for name, kind, several in _VARIABLE]),
    ("GeneralModelConfig", [("feed_var", "FeedVar", "*"), ("fetch_var", "FetchVar", "*")]),
)


def _described():
    described = descriptor_pb2.FileDescriptorProto(name="general_model_config.proto", package=PACKAGE, syntax="proto2")
    of = descriptor_pb2.FieldDescriptorProto
    for name, fields in _MESSAGES:
        message = described.message_type.add(name=name)
        for number, (field, kind, several) in enumerate(fields, 1):
            one = message.field.add(name=field, number=number, label=of.LABEL_REPEATED if several else of.LABEL_OPTIONAL)
            if kind.isupper():
                one.type = of.Type.Value("TYPE_" + kind)
            else:
                one.type, one.type_name = of.TYPE_MESSAGE, "." + PACKAGE + "." + kind
    return described


# A pool of its own: the original may be there, too.
_pool = descriptor_pool.DescriptorPool()
_pool.AddSerializedFile(_described().SerializeToString())
FeedVar, FetchVar, GeneralModelConfig = [_class_of(_pool.FindMessageTypeByName(PACKAGE + "." + name)) for name, _ in _MESSAGES]
