"""What a script does against the contract of its functions, as its text shows (AVA, sections 1.4 to 1.7, 5)."""
import ast
import re

from evalbridge_tools.doctor.entries import (
    HANDLERS, is_generator, may_fall_through, module_statements, returns_of)
from evalbridge_tools.doctor.places import is_main_guard
from evalbridge_tools.doctor.problems import ERROR, NOTE, WARNING, problem
from evalbridge_tools.syntax import constant, dotted

ARITY = {"create_net": 1, "net_init": 1, "net_preprocess": 2, "net_inference": 2}
ARGUMENTS = {"create_net": "(configs)", "net_init": "(cfg)", "net_preprocess": "(model, req)",
             "net_inference": "(model, reqs)"}
SUCCESS = (0, 200)
RET_KEYS = ("code", "message", "result", "body", "header", "result_file")


def check(entries, generation, script):
    """The problems of a script's entry points."""
    found = _missing(entries, generation, script)
    for entry in entries.values():
        if entry.node is not None:
            found += _check_definition(entry, generation)
            found += _check_returns(entry, generation)
    return found


def _missing(entries, generation, script):
    if not generation and "net_inference" not in entries:
        return [problem(ERROR, "no-entry-points", script, 0,
                        "defines neither create_net nor net_init, nor net_inference",
                        "it is no eval script; if it is a helper, keep it beside the script that imports it")]
    if not generation:
        return [problem(ERROR, "no-create", script, 0, "defines net_inference, but neither create_net nor net_init",
                        "define create_net(configs), which returns model, 0, ''")]
    if "net_inference" not in entries:
        return [problem(ERROR, "no-inference", script, 0, "defines no net_inference",
                        "define net_inference(model, reqs), which returns rets, 0, ''")]
    return []


def _check_definition(entry, generation):
    found = []
    takes = _positional(entry.node.args)
    count = ARITY[entry.name]
    if not takes[0] <= count <= takes[1]:
        found.append(problem(ERROR, "arity", entry.file, entry.line,
                             "%s takes %s, but is called with %d" % (entry.name, _range(takes), count),
                             "make it %s%s" % (entry.name, ARGUMENTS[entry.name])))
    if entry.handler and entry.handler != HANDLERS[entry.name]:
        found.append(problem(ERROR, "wrong-decorator", entry.file, entry.line,
                             "%s is decorated with %s" % (entry.name, entry.handler), "use @" + HANDLERS[entry.name]))
    elif not entry.handler and generation != "G1" and not entry.others:
        found.append(problem(WARNING, "undecorated", entry.file, entry.line,
                             "%s has no decorator" % entry.name,
                             "it works here; the old platform expected @" + HANDLERS[entry.name]))
    if is_generator(entry.node):
        found.append(problem(ERROR, "generator", entry.file, entry.line,
                             "%s yields, so that calling it only makes a generator" % entry.name, "return the answer"))
    return found


def _positional(arguments):
    """(fewest, most) positional arguments of a function."""
    named = len(getattr(arguments, "posonlyargs", [])) + len(arguments.args)
    required_keywords = sum(1 for default in arguments.kw_defaults if default is None)
    most = float("inf") if arguments.vararg else named
    return (float("inf") if required_keywords else named - len(arguments.defaults)), most


def _range(takes):
    low, high = takes
    if low == float("inf"):
        return "arguments by name only"
    if high == float("inf"):
        return "%d arguments or more" % low
    return "%d argument%s" % (low, "" if low == 1 else "s") if low == high else "%d to %d arguments" % (low, high)


def _check_returns(entry, generation):
    node = entry.node
    if is_generator(node):
        return []
    returns = returns_of(node)
    found = []
    values = _assigned(node)
    for line, value in returns:
        if isinstance(value, ast.Name):
            value = values.get(value.id, value)
        found += _check_return(entry, generation, line, value, node)
    if may_fall_through(node.body):
        severity = ERROR if not returns else WARNING
        found.append(problem(severity, "no-return", entry.file, entry.line,
                             "%s %s without a return statement, and so with None" % (
                                 entry.name, "may end" if returns else "ends"), "return " + _shape(entry, generation)))
    return found


def _assigned(function):
    """{name: expression} of the names that a function assigns once, to a literal."""
    seen = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    seen.setdefault(target.id, []).append(node.value)
    return {name: values[0] for name, values in seen.items()
            if len(values) == 1 and isinstance(values[0], (ast.Tuple, ast.List, ast.Dict, ast.ListComp, ast.DictComp))}


def _check_return(entry, generation, line, value, function):
    if isinstance(value, ast.Tuple):
        if any(isinstance(element, ast.Starred) for element in value.elts):
            return []
        return _check_tuple(entry, generation, line, value.elts)
    kind = _kind(value)
    if kind is None or kind in _accepted(entry, generation):
        if generation == "G1" and entry.name == "net_init" and isinstance(value, ast.Dict):
            return _check_model(entry, line, value, function)
        return []
    return [problem(ERROR, "return-shape", entry.file, line, "%s returns %s" % (entry.name, kind),
                    "return " + _shape(entry, generation))]


def _kind(value):
    """What a literal is, in words; None when only running would tell."""
    if value is None or isinstance(value, ast.Constant) and value.value is None:
        return "None"
    if isinstance(value, (ast.Dict, ast.DictComp)):
        return "a dict"
    if isinstance(value, (ast.List, ast.ListComp)):
        return "a list"
    if isinstance(value, ast.JoinedStr) or isinstance(value, ast.Constant) and isinstance(value.value, (str, bytes)):
        return "text"
    if isinstance(value, ast.Constant):
        return "a number"
    if isinstance(value, ast.Call) and dotted(value.func) in ("json.dumps", "infer_output_marshal"):
        return "text"
    return None


def _accepted(entry, generation):
    """What a function may return beside a tuple."""
    if generation == "G3":
        return ()
    if entry.name == "net_init":
        return ("a dict",) if generation == "G1" else ()
    # Pairs are what G2's decorators unpacked, but both generations' answers are read in every form.
    return ("text", "a dict", "a list")


def _shape(entry, generation):
    value = {"net_preprocess": "req", "net_inference": "rets"}.get(entry.name, "model")
    if generation == "G3":
        return "%s, 0, ''" % value
    if generation == "G2":
        return "%s, ''" % value
    return "{'error': '', ...}" if entry.name == "net_init" else "the answer as JSON text"


def _check_model(entry, line, value, function):
    """A G1 model has the text ``error``, set in its literal or later."""
    mentioned = any(constant(node) == "error" for node in ast.walk(function))
    if mentioned or any(key is None for key in value.keys):
        return []
    return [problem(ERROR, "model-error", entry.file, line, "net_init returns a dict without the key error",
                    "add 'error': '' to it; the platform takes a missing one for a failure")]


def _check_tuple(entry, generation, line, elements):
    count = len(elements)
    if count == 3:
        return _check_triple(entry, line, *elements)
    if count == 2 and generation != "G3":
        return []
    if count == 2 and entry.name == "net_inference":
        return _check_pair(entry, line, elements[1])
    return [problem(ERROR, "return-shape", entry.file, line, "%s returns %d value%s" % (
        entry.name, count, "" if count == 1 else "s"), "return " + _shape(entry, generation))]


def _check_pair(entry, line, error):
    text = "net_inference returns 2 values, which are read as rets and an error text"
    if isinstance(error, ast.Constant) and not isinstance(error.value, str) and error.value is not None:
        return [problem(ERROR, "return-shape", entry.file, line,
                        "%s: %r there fails every call" % (text, error.value), "return rets, 0, ''")]
    return [problem(WARNING, "return-shape", entry.file, line, text + "; the old platform refused them",
                    "return rets, 0, ''")]


def _check_triple(entry, line, value, code, message):
    code_known, message_known = isinstance(code, ast.Constant), isinstance(message, ast.Constant)
    if code_known and not _is_code(code.value):
        return [problem(ERROR, "code", entry.file, line, "%s returns the code %r" % (entry.name, code.value),
                        "a code is a whole number")]
    succeeds = code_known and int(code.value or 0) in SUCCESS
    if entry.name in ("create_net", "net_init"):
        return []
    if succeeds and message_known and message.value not in (None, ""):
        return [problem(ERROR, "message", entry.file, line,
                        "%s returns code %r with the message %r: a message fails the call, with 599" % (
                            entry.name, code.value, message.value), "return an empty message with success")]
    if entry.name == "net_inference" and succeeds and _kind(value) == "None":
        return [problem(ERROR, "return-shape", entry.file, line, "net_inference returns None as rets", "return a list")]
    fails_silently = code_known and not succeeds and message_known and message.value in (None, "")
    if entry.name == "net_inference" and fails_silently and not _is_empty(value):
        return [problem(WARNING, "code", entry.file, line,
                        "net_inference returns code %r without a message: the code is dropped, each ret's own counts"
                        % code.value, "return a message too, where the call has failed")]
    return []


def _is_code(value):
    if isinstance(value, bool) or isinstance(value, (bytes, complex)):
        return False
    if isinstance(value, str):
        return re.match(r"\s*[-+]?[0-9]+\s*$", value) is not None
    return value is None or isinstance(value, int) or isinstance(value, float) and value.is_integer()


def _is_empty(node):
    if isinstance(node, ast.Dict):
        return not node.keys
    return _kind(node) == "None" or isinstance(node, ast.List) and not node.elts


def check_source(source):
    """The problems of one module, whoever calls what: rets with unknown keys."""
    found = []
    for node, _ in source.nodes():
        if isinstance(node, ast.Dict):
            found += _check_ret(node, source)
    return found


def check_exits(source):
    """Where a module ends the program on import."""
    found = []
    for statement in _imported_statements(source.tree.body if source.tree is not None else []):
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and dotted(call.func) in ("sys.exit", "os._exit", "exit", "quit"):
            found.append(problem(ERROR, "exits", source.path, statement.lineno,
                                 "%s() runs on import, which ends the worker" % dotted(call.func),
                                 'put it under `if __name__ == "__main__":`'))
    return found


def _imported_statements(body):
    outside = [s for s in body if not (isinstance(s, ast.If) and is_main_guard(s.test))]
    conditional = (ast.If, ast.Try, ast.While, ast.For)
    return [s for s in module_statements([s for s in outside if not isinstance(s, conditional)])]


def _check_ret(node, source):
    keys = [constant(key) for key in node.keys]
    if "code" not in keys or not ("message" in keys or "result" in keys) or "error" in keys:
        return []
    unknown = [key for key in keys if isinstance(key, str) and key not in RET_KEYS]
    if not unknown:
        return []
    return [problem(NOTE, "ret-key", source.path, node.lineno, "a ret has the key %s, which is dropped" % ", ".join(
        map(repr, unknown)), "clients get code, message and result (or body)")]
