"""The files and parameters that a script will want: keys of its configuration, and paths that stand in its text."""
import ast
import os

from evalbridge_tools.syntax import constant, dotted, is_text, last_name

KINDS = {"model_files": "model_files", "tar_files": "model_files", "custom_files": "custom_files",
         "custom_params": "custom_params", "custom_values": "custom_params", "model_params": "model_params"}
OPENERS = {
    "open": 1, "file": 1, "codecs.open": 1, "io.open": 1, "cv2.imread": 1, "np.load": 1, "numpy.load": 1,
    "np.loadtxt": 1, "np.fromfile": 1, "caffe.Net": 2, "caffe.Classifier": 2, "caffe.io.load_image": 1, "torch.load": 1,
    "joblib.load": 1, "dlib.shape_predictor": 1, "ctypes.CDLL": 1, "CDLL": 1, "cdll.LoadLibrary": 1,
    "ctypes.cdll.LoadLibrary": 1,
    "Image.open": 1, "onnxruntime.InferenceSession": 1, "ort.InferenceSession": 1, "mx.nd.load": 1, "mx.sym.load": 1,
    "pd.read_csv": 1, "jieba.load_userdict": 1, "ImageFont.truetype": 1,
}
LOOPS = ("items", "iteritems", "keys", "iterkeys", "values", "itervalues")
CREATION = ("", "create_net", "net_init")
# Where scripts of other platforms load their models.
METHODS = ("", "__init__", "load", "_warmup", "init_op")


def wants_of(source, folder, dialect):
    """What one module wants: [{kind, name, line, required, function}], paths absolute under the kind ``path``.

    A ``name`` of "*" stands for whatever there is: the script goes through all of them.
    """
    reader = _Reader(source, folder, CREATION if dialect == "ava" else METHODS)
    for step in (reader.learn, reader.read):
        for node, place in source.nodes():
            if not place.main:
                step(node, place)
    # Only ava's scripts got their files and parameters by name.
    return [want for want in reader.result() if dialect == "ava" or want["kind"] == "path"]


class _Reader:
    def __init__(self, source, folder, creation):
        self._source = source
        self._creation = creation
        self._folder = folder
        self._aliases = {}
        self._paths = {}
        self._tested = set()
        self._found = {}
        self._function = ""

    def learn(self, node, place):
        """Takes in what names stand for, and which keys the script asks for before it uses them."""
        self._function = place.function
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            name = self._scoped(dotted(node.targets[0]))
            kind, path = self._kind(node.value), self.path_of(node.value)
            if name and kind:
                self._aliases[name] = kind
            if name and path:
                self._paths[name] = path if name not in self._paths else None
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In) and self._kind(node.comparators[0]):
            self._tested.add((self._kind(node.comparators[0]), constant(node.left)))
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Call) and last_name(node.test.func) == "has_key":
            if node.test.args and isinstance(node.test.func, ast.Attribute):
                self._tested.add((self._kind(node.test.func.value), constant(node.test.args[0])))
        elif isinstance(node, ast.Call) and dotted(node.func) in ("os.path.exists", "os.path.isfile") and node.args:
            self._tested.add(("path", self.path_of(node.args[0])))

    def read(self, node, place):
        """Takes in what is wanted."""
        self._function = place.function
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
            self._want(self._kind(node.value), constant(key), node, place, place.attempt is None)
        elif isinstance(node, ast.Call):
            self._read_call(node, place)
        elif isinstance(node, (ast.For, ast.comprehension)):
            self._read_loop(node.iter, place)

    def result(self):
        return list(self._found.values())

    def _scoped(self, name):
        """A name as its function knows it; attributes (`self.files`) are everybody's."""
        return name if "." in name or not name or not self._function else "%s:%s" % (self._function, name)

    def _lookup(self, table, name):
        return table.get(self._scoped(name)) or table.get(name)

    def path_of(self, node):
        """The path that an expression stands for, absolute; None when only running would tell."""
        text = self._text_of(node)
        return os.path.normpath(os.path.join(self._folder, text)) if text else None

    def _text_of(self, node):
        if is_text(node):
            return node.value
        if isinstance(node, ast.Name) and node.id == "__file__":
            return self._source.path
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._lookup(self._paths, dotted(node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            parts = [self._text_of(node.left), self._text_of(node.right)]
            return "".join(parts) if all(parts) else None
        return self._text_of_call(node) if isinstance(node, ast.Call) else None

    def _text_of_call(self, node):
        function = dotted(node.func)
        parts = [self._text_of(argument) for argument in node.args]
        if function == "os.getcwd":
            return self._folder
        if not parts or not all(parts):
            return None
        if function in ("os.path.join", "osp.join"):
            return os.path.join(*parts)
        if function in ("os.path.dirname", "osp.dirname"):
            return os.path.dirname(parts[0])
        if function in ("os.path.abspath", "os.path.realpath", "os.path.normpath", "osp.abspath", "str"):
            return parts[0]
        return None

    def _kind(self, node):
        """Which part of the configuration an expression is: one of KINDS' values, or ""."""
        if isinstance(node, ast.Subscript):
            key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
            return KINDS.get(constant(key), "") if is_text(key) else ""
        if isinstance(node, ast.Call):
            texts = [constant(argument) for argument in node.args if is_text(argument)]
            takes = last_name(node.func) in ("value_check", "file_check") or (
                isinstance(node.func, ast.Attribute) and node.func.attr == "get")
            return KINDS.get(texts[0], "") if takes and texts else ""
        if isinstance(node, ast.BoolOp):
            return self._kind(node.values[0])
        return self._lookup(self._aliases, dotted(node)) or ""

    def _read_call(self, node, place):
        function, name = dotted(node.func), last_name(node.func)
        if name in ("file_check", "value_check") and len(node.args) > 1:
            must = _argument(node, 2, "must")
            required = must is None or constant(must) is not False and constant(must) != 0
            self._want(self._kind(node.args[0]), constant(node.args[1]), node, place, required)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "has_key", "pop") and node.args:
            self._want(self._kind(node.func.value), constant(node.args[0]), node, place, False)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in LOOPS:
            self._read_loop(node.func.value, place)
        elif function in OPENERS and not _writes(node):
            for argument in node.args[:OPENERS[function]]:
                path = self.path_of(argument)
                if path and _looks_like_file(path):
                    self._want("path", path, node, place, True)

    def _read_loop(self, node, place):
        kind = self._kind(node)
        if kind.endswith("_files"):
            self._want(kind, "*", node, place, False)

    def _want(self, kind, name, node, place, required):
        if not kind or kind == "custom_params" and name == "workspace":
            return
        if not isinstance(name, str) or not name:
            # Which one, only running would tell.
            if not kind.endswith("_files"):
                return
            name, required = "*", False
        required = required and (kind, name) not in self._tested
        if kind == "path" and place.function not in self._creation:
            required = False
        known = self._found.get((kind, name))
        if known is None:
            self._found[kind, name] = {"kind": kind, "name": name, "file": self._source.path, "line": node.lineno,
                                       "required": required}
        else:
            known["required"] = known["required"] or required


def _argument(call, index, name):
    if len(call.args) > index:
        return call.args[index]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _writes(call):
    mode = _argument(call, 1, "mode")
    if dotted(call.func) not in ("open", "file", "codecs.open", "io.open"):
        return False
    return is_text(mode) and any(letter in mode.value for letter in "wax") if mode is not None else False


def _looks_like_file(path):
    return "\n" not in path and "://" not in path and not path.startswith("/proc/")


def python_folders(source, folder):
    """Folders that a module puts on ``sys.path`` itself, absolute, as far as its text says which."""
    if "sys.path" not in source.text:
        return []
    reader = _Reader(source, folder, CREATION)
    found = []
    for node, place in source.nodes():
        reader.learn(node, place)
        if isinstance(node, ast.Call) and dotted(node.func) in ("sys.path.append", "sys.path.insert") and node.args:
            path = reader.path_of(node.args[-1])
            if path and not place.main:
                found.append(path)
    return found


def find_in_folder(folder, name, depth=4):
    """Where a file of this name lies in a release, relative to its folder; "" when it does not."""
    wanted = os.path.basename(name)
    for here, folders, files in os.walk(folder):
        if os.path.relpath(here, folder).count(os.sep) >= depth - 1:
            del folders[:]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        if wanted in files:
            return os.path.relpath(os.path.join(here, wanted), folder)
    return ""
