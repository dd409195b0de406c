"""The messages of frames.proto and inference.proto, under their own names in upper case."""
from evalbridge_runner.codec import BOOL, BYTES, ENUM, INT32, MESSAGE, Message, TEXT, UINT32

NONE, HELLO, CREATE, READY, CALL, REPLY, LOG, METRICS, CREDIT, CANCEL, END = range(11)

ENTRY = Message((1, "key", TEXT), (2, "value", TEXT))
NAMED_FILE = Message((1, "name", TEXT), (2, "path", TEXT))
CREATE_HEAD = Message(
    (1, "folder", TEXT), (2, "entry", TEXT), (3, "dialect", TEXT), (4, "preprocess", BOOL), (5, "payload_dir", TEXT),
    (6, "model_files*", MESSAGE, NAMED_FILE), (7, "custom_files*", MESSAGE, NAMED_FILE), (8, "python_path*", TEXT),
    (9, "inline_limit", UINT32), (10, "version", TEXT), (11, "threads", UINT32),
    (12, "working_folder", TEXT), (15, "translation", TEXT), (17, "require_gpu", BOOL), (18, "python*", TEXT),
    (19, "python_problem", TEXT), (20, "python_folder", TEXT), (21, "args*", TEXT), (22, "stage", UINT32),
    (23, "instance", UINT32), (24, "compat*", MESSAGE, ENTRY), (25, "timeout_ms", UINT32),
    (26, "documents*", MESSAGE, ENTRY), (30, "observe_dir", TEXT))
ENVIRONMENT = Message((1, "variables*", MESSAGE, ENTRY))
STAGE = Message(
    (1, "name", TEXT), (2, "instances", UINT32), (3, "batch_size", UINT32), (4, "batch_delay_ms", UINT32),
    (5, "env*", MESSAGE, ENVIRONMENT), (6, "targets*", TEXT))
SERVED = Message((1, "name", TEXT), (2, "version", TEXT), (3, "events", BOOL))
TENSOR_METADATA = Message((1, "name", TEXT), (2, "datatype", TEXT), (3, "shape*", INT32))
DECLARED = Message(
    (1, "stages*", MESSAGE, STAGE), (2, "served*", MESSAGE, SERVED), (3, "http_port", UINT32), (4, "grpc_port", UINT32),
    (5, "timeout_ms", UINT32), (6, "max_queue", UINT32), (7, "no_queue", BOOL),
    (8, "max_concurrent", UINT32), (9, "inputs*", MESSAGE, TENSOR_METADATA),
    (10, "outputs*", MESSAGE, TENSOR_METADATA), (11, "platform", TEXT))
READY_HEAD = Message((1, "warnings*", TEXT), (2, "measures", BOOL), (3, "declared", MESSAGE, DECLARED))
HEADER = Message((1, "name", TEXT), (2, "values*", TEXT))
ITEM = Message((1, "index", UINT32), (2, "headers*", MESSAGE, HEADER), (3, "literal_code", BOOL),
               (4, "content_type", TEXT))
HEAD = Message(
    (1, "kind", ENUM), (2, "call", UINT32), (3, "code", INT32), (4, "message", TEXT), (5, "reqids*", TEXT),
    (6, "protocol", UINT32), (7, "runtime", TEXT), (8, "pid", UINT32), (9, "create", MESSAGE, CREATE_HEAD),
    (10, "ready", MESSAGE, READY_HEAD), (11, "payload_file", TEXT), (12, "items*", MESSAGE, ITEM), (13, "level", TEXT),
    (14, "inference_us", UINT32), (15, "more", BOOL), (16, "targets*", TEXT), (17, "stream", BOOL),
    (18, "credit", UINT32), (19, "session", TEXT))


def entries(values):
    """A dict of text as Entry messages."""
    return [{"key": key, "value": value} for key, value in values.items()]


def as_dict(messages):
    """Entry messages as a dict of text."""
    return dict((entry.get("key", u""), entry.get("value", u"")) for entry in messages)


ENV = Message((1, "app", TEXT), (2, "workspace", TEXT))
FILE = Message((1, "name", TEXT), (2, "body", BYTES))
INIT_PARAMS = Message((1, "app", TEXT))
CREATE_PARAMS = Message(
    (1, "use_device", TEXT), (2, "batch_size", INT32), (4, "env", MESSAGE, ENV), (9, "model_files*", MESSAGE, FILE),
    (10, "model_params", TEXT), (11, "custom_files*", MESSAGE, FILE), (12, "custom_params", TEXT))
REQUEST_DATA = Message((1, "uri", TEXT), (2, "attribute", TEXT), (3, "body", BYTES))
INFERENCE_REQUEST = Message(
    (1, "data", MESSAGE, REQUEST_DATA), (2, "datas*", MESSAGE, REQUEST_DATA), (3, "params", TEXT))
INFERENCE_REQUESTS = Message((1, "requests*", MESSAGE, INFERENCE_REQUEST))
INFERENCE_RESPONSE = Message((1, "code", INT32), (2, "message", TEXT), (5, "result", TEXT), (6, "body", BYTES))
INFERENCE_RESPONSES = Message((1, "responses*", MESSAGE, INFERENCE_RESPONSE))
