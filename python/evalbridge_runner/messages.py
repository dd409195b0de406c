"""The messages of frames.proto and inference.proto, under their own names in upper case."""
from evalbridge_runner.codec import BOOL, BYTES, ENUM, INT32, MESSAGE, Message, TEXT, UINT32

NONE, HELLO, CREATE, READY, CALL, REPLY, LOG, METRICS = range(8)

NAMED_FILE = Message((1, "name", TEXT), (2, "path", TEXT))
CREATE_HEAD = Message(
    (1, "folder", TEXT), (2, "entry", TEXT), (3, "dialect", TEXT), (4, "preprocess", BOOL), (5, "payload_dir", TEXT),
    (6, "model_files*", MESSAGE, NAMED_FILE), (7, "custom_files*", MESSAGE, NAMED_FILE), (8, "python_path*", TEXT),
    (9, "inline_limit", UINT32), (10, "version", TEXT), (11, "threads", UINT32),
    (12, "working_folder", TEXT), (15, "translation", TEXT), (17, "require_gpu", BOOL), (18, "python*", TEXT),
    (19, "python_problem", TEXT), (20, "python_folder", TEXT))
READY_HEAD = Message((1, "warnings*", TEXT), (2, "measures", BOOL))
HEADER = Message((1, "name", TEXT), (2, "values*", TEXT))
ITEM = Message((1, "index", UINT32), (2, "headers*", MESSAGE, HEADER), (3, "literal_code", BOOL))
HEAD = Message(
    (1, "kind", ENUM), (2, "call", UINT32), (3, "code", INT32), (4, "message", TEXT), (5, "reqids*", TEXT),
    (6, "protocol", UINT32), (7, "runtime", TEXT), (8, "pid", UINT32), (9, "create", MESSAGE, CREATE_HEAD),
    (10, "ready", MESSAGE, READY_HEAD), (11, "payload_file", TEXT), (12, "items*", MESSAGE, ITEM), (13, "level", TEXT),
    (14, "inference_us", UINT32))

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
