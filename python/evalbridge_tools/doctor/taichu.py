"""What a taichu-serve script does against the contract of its platform (taichu-serve, sections C1, C3 and C9)."""
import ast
import configparser
import os

from evalbridge_tools.doctor.classes import Names, signature, takes
from evalbridge_tools.doctor.entries import is_generator, returns_of
from evalbridge_tools.doctor.problems import ERROR, NOTE, WARNING, problem
from evalbridge_tools.syntax import constant

BASES = ("taichu_serve.Service", "taichu_serve.ModelServer")
HOOKS = ("_preprocess", "_inference", "_postprocess")
CONFIG_KEYS = {"server": ("grpc_port", "http_port", "grpc_only", "instances_num"),
               "rate-limiter": ("max_concurrent_requests",)}


def examine(program, script, folder):
    """(entries, problems) of a service file: its classes, ``config.ini`` and ``dependencies.txt``."""
    names = Names(program)
    derived = [found for found in names.classes(script) if found.derives(BASES)]
    bases = {id(base) for found in derived for base in found.bases}
    served = [found for found in derived if id(found) not in bases]
    problems = [] if served else [_no_entry(names, script)]
    for kind in served:
        problems += _check_class(kind)
    problems += _check_config(os.path.join(folder, "config.ini")) + _system_packages(folder)
    return [_entry(kind) for kind in served], problems


def _entry(kind):
    version = _version(kind)
    name = kind.label + (", version %s" % version if version != "1" else "")
    return {"name": name, "file": kind.file, "line": kind.line, "decorator": ""}


def _version(kind):
    """What ``model_version`` returns, where its text says so; else the platform's own."""
    own = kind.method("model_version")
    values = [constant(value) for _, value in returns_of(own[1])] if own is not None else []
    return str(values[0]) if len(values) == 1 and isinstance(values[0], (str, int)) else "1"


def _no_entry(names, script):
    visible = names.visible(script).values()
    imported = [value for value in visible if isinstance(value, str) and value in BASES]
    text = "defines no class that derives from taichu_serve.%s" % (imported[0].rpartition(".")[2] if imported else "ModelServer")
    return problem(ERROR, "no-entry-points", script, 0,
                   text + (", which is merely imported: the base is not served" if imported else ""),
                   "derive a class from it; its name is the model's")


def _check_class(kind):
    found = []
    for hook in HOOKS:
        found += _check_hook(kind, hook)
    for name, count, wanted in (("__init__", 1, "(self, model_path)"), ("_warmup", 0, "(self)")):
        own = kind.method(name)
        if own is not None and not takes(own[1], count):
            found.append(_arity(own, name, wanted))
    return found + _check_init(kind)


def _check_hook(kind, hook):
    own = kind.method(hook)
    if own is None:
        return []
    where, node = own
    if not takes(node, 1, ("context",)):
        return [problem(ERROR, "context", where.file, node.lineno, "%s takes %s, but is called with context=.., by its name" % (
            hook, signature(node)), "make it %s(self, data, context)" % hook)]
    if hook == "_postprocess" and is_generator(node):
        return [problem(NOTE, "stream", where.file, node.lineno, "_postprocess yields: its answers are a stream",
                        "over HTTP and at the gate several become item_0, item_1 and so on")]
    if not is_generator(node) and not returns_of(node):
        return [problem(WARNING, "no-return", where.file, node.lineno, "%s returns nothing, and so %s" % (
            hook, "the answer is null" if hook == "_postprocess" else "the next hook gets None"), "return a dict")]
    return []


def _arity(own, name, wanted):
    return problem(ERROR, "arity", own[0].file, own[1].lineno, "%s takes %s, but is called with %s" % (
        name, signature(own[1]), wanted), "make it %s%s" % (name, wanted))


def _check_init(kind):
    own = kind.method("__init__")
    if own is None:
        return []
    inits = (node for node in ast.walk(own[1]) if isinstance(node, ast.Attribute) and node.attr == "__init__")
    if any(True for _ in inits):
        return []
    return [problem(ERROR, "init", own[0].file, own[1].lineno, "__init__ does not call the base's: no request can be answered",
                    "call super().__init__(model_path)")]


def _check_config(path):
    """Keys that nothing reads, and the limit that a config.ini sets without saying so."""
    if not os.path.isfile(path):
        return []
    config = configparser.ConfigParser()
    try:
        config.read(path, encoding="utf-8-sig")
        keys = [(section, key) for section in config.sections() for key in config[section]]
    except (configparser.Error, ValueError) as error:
        return [problem(ERROR, "config", path, 0, str(error).replace("\n", " "), "correct it")]
    known = "; ".join("[%s] %s" % (section, ", ".join(names)) for section, names in sorted(CONFIG_KEYS.items()))
    found = [problem(WARNING, "config", path, 0, "[%s] %s: there is no such key" % (section, key), "known are " + known)
             for section, key in keys if key not in CONFIG_KEYS.get(section, ())]
    if ("rate-limiter", "max_concurrent_requests") not in keys:
        found.append(problem(NOTE, "config", path, 0, "says no max_concurrent_requests, which makes it 1: more are refused with 429",
                             "write it under [rate-limiter], as was needed on the platform"))
    return found


def _system_packages(folder):
    packages = _read_dependencies(os.path.join(folder, "dependencies.txt"))
    if not packages:
        return []
    text = "asks for the system's package%s %s" % ("s" if len(packages) > 1 else "", ", ".join(packages))
    return [problem(WARNING, "system-packages", os.path.join(folder, "dependencies.txt"), 0, text,
                    "apt-get install %s, where they are not there; `evalbridge build` puts them into its image" % " ".join(packages))]


def _read_dependencies(path):
    """The apt packages that a dependencies.txt names, a line or several to a line, ``#`` before comments."""
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            return [name for line in stream for name in line.partition("#")[0].split()]
    except OSError:
        return []
