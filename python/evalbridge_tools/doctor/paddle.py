"""What a script of Paddle Serving does against the contract of its platform (paddle-pipeline, sections B1 to B4)."""
import ast
import json
import os
import sys

from evalbridge_tools.doctor.classes import Class, Names, calls, signature, takes
from evalbridge_tools.doctor.entries import is_generator, returns_of
from evalbridge_tools.doctor.paddle_models import examine_models
from evalbridge_tools.doctor.platform_modules import SHIMS
from evalbridge_tools.doctor.problems import ERROR, MISSING, NOTE, WARNING, problem
from evalbridge_tools.syntax import constant, dotted, last_name

PACKAGES = ("paddle_serving_server", "paddle_serving_server_gpu")
SERVICE = tuple(package + ".web_service.WebService" for package in PACKAGES)
OP = tuple(package + module + ".Op" for package in PACKAGES for module in (".web_service", ".pipeline", ".pipeline.operator"))
RUNS = ("run_service", "run_server")
# Of services that bRPC serves, which were no pipelines.
BRPC = ("run_rpc_service", "run_web_service", "run_debugger_service", "load_model_config", "get_app_instance")
# Parameters beside self, by hook, and how it is called.
HOOKS = {"init_op": ((0,), "(self)"), "preprocess": ((3,), "(self, input_dicts, data_id, log_id)"),
         "process": ((2,), "(self, feed_batch, typical_logid)"),
         "postprocess": ((4, 3), "(self, input_dicts, fetch_dict, data_id, log_id)"),
         "check_jumping": ((1,), "(self, input_data)")}
WITH_RETURN = {"preprocess": "feed, False, None, \"\"", "postprocess": "result, None, \"\""}
CONFIG = "config.yml"
YAML = (".yml", ".yaml")
# -1: `devices` decides. 0 and 3 are CPUs, 1 and 2 GPUs.
DEVICES = (-1, 0, 1, 2, 3)


def examine(program, script, folder, args, documents):
    """(entries, problems, models) of a script: its service, its Ops, its config.yml.

    :param folder: what relative paths start from
    :param args: the script's command line
    :param documents: JSON text by absolute path of a YAML file
    :returns: models as ``examine_models`` gives them
    """
    names = Names(program)
    classes = {id(kind): kind for path in program.sources for kind in names.classes(path)}.values()
    services = [kind for kind in classes if kind.derives(SERVICE)]
    ops = [kind for kind in classes if kind.derives(OP)]
    problems = _check_start(program, script, services)
    for kind in services:
        problems += _check_service(kind)
    for kind in ops:
        problems += _check_op(kind)
    made = list(_made(program, names))
    problems += [found for path, call in made for found in _check_made(path, call)]
    configs = _configs(program, script, folder, [os.path.normpath(os.path.join(folder, arg)) for arg in args])
    problems += [problem(MISSING, "config", path, line, "reads %s, which is not there" % os.path.relpath(file, folder), "put it there")
                 for path, line, file in configs if not os.path.isfile(file)]
    models, options = [], args if any(True for _ in calls(program, "ArgsParser")) else []
    for file in sorted({file for _, _, file in configs if os.path.isfile(file)}):
        found, used = _check_config(file, _with_options(documents.get(file), options), [_name(call) for _, call in made], folder)
        problems, models = problems + found, models + used
    entries = [_entry(kind, _called(kind, program, names)) for kind in sorted(services, key=_place)]
    return entries + [_entry(kind) for kind in sorted(ops, key=_place)], problems, models


def _place(kind):
    return kind.file, kind.line


def _entry(kind, name=""):
    return {"name": kind.label + (", name %s" % name if name else ""), "file": kind.file, "line": kind.line, "decorator": ""}


# The service


def _called(kind, program, names):
    """The name under which a service answers; "" when only running would tell."""
    for path, source in program.sources.items():
        for node, _ in source.nodes():
            if isinstance(node, ast.Call) and dotted(node.func) and names.meaning(path, dotted(node.func)) is kind:
                return _name(node) or ""
    return ""


def _check_start(program, script, services):
    """Whether it serves at all, and by what."""
    found = []
    old = [(path, call, name) for name in BRPC for path, call in calls(program, name)]
    if old:
        path, call, name = min(old, key=lambda one: (one[0] != script, one[1].lineno))
        return [problem(ERROR, "brpc", path, call.lineno, "%s() is of services of bRPC, which are not served" % name,
                        "make it a pipeline: an Op with its preprocess and postprocess, prepare_pipeline_config, run_service")]
    for path, source in program.sources.items():
        for node, place in source.nodes():
            if _imports_gpu(node) and place.attempt is None:
                found.append(problem(ERROR, "gpu-package", path, node.lineno, "imports paddle_serving_server_gpu, which is not here",
                                     "import paddle_serving_server, whose later versions for GPUs have that name, too"))
    if not any(True for name in RUNS for _ in calls(program, name)):
        defined = "" if services else "defines no WebService, and "
        found.append(problem(ERROR, "no-entry-points", script, 0, defined + "never calls run_service() or run_server()",
                             "call run_service() of its WebService at the end"))
    return found


def _imports_gpu(node):
    gpu = PACKAGES[1]
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] == gpu
    return isinstance(node, ast.Import) and any(alias.name.partition(".")[0] == gpu for alias in node.names)


def _check_service(kind):
    own = kind.method("get_pipeline_response")
    if own is None:
        return [problem(ERROR, "pipeline", kind.file, kind.line, "%s has no get_pipeline_response" % kind.name,
                        "define get_pipeline_response(self, read_op), which returns the last Op")]
    where, node = own
    if not takes(node, 1):
        return [_arity(where, node, "(self, read_op)")]
    if not returns_of(node):
        return [problem(ERROR, "pipeline", where.file, node.lineno, "get_pipeline_response returns nothing", "return the last Op")]
    return []


# Ops


def _check_op(kind):
    found = []
    for hook, (counts, wanted) in HOOKS.items():
        own = kind.method(hook)
        if own is None:
            continue
        where, node = own
        if not any(takes(node, count) for count in counts):
            found.append(_arity(where, node, wanted))
        elif hook in WITH_RETURN and not is_generator(node) and not returns_of(node):
            found.append(problem(WARNING, "no-return", where.file, node.lineno, "%s returns nothing: every request fails" % hook,
                                 "return " + WITH_RETURN[hook]))
    return found


def _arity(kind, node, wanted):
    return problem(ERROR, "arity", kind.file, node.lineno, "%s takes %s, but is called with %s" % (
        node.name, signature(node), wanted), "make it %s%s" % (node.name, wanted))


def _made(program, names):
    """``(path, call)`` of every Op that a program makes."""
    for path, source in program.sources.items():
        for node, _ in source.nodes():
            if isinstance(node, ast.Call) and dotted(node.func):
                kind = names.meaning(path, dotted(node.func))
                if kind.derives(OP) if isinstance(kind, Class) else kind in OP:
                    yield path, node


def _keyword(call, name):
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _name(call):
    """The Op's name; None when only running would tell."""
    return constant(call.args[0] if call.args else _keyword(call, "name"))


def _check_made(path, call):
    if _keyword(call, "server_endpoints") is None:
        return []
    return [_remote(path, call.lineno, "%s: server_endpoints" % (_name(call) or "an Op"))]


def _remote(file, line, what):
    return problem(ERROR, "brpc", file, line, "%s: servers of bRPC are not asked" % what,
                   "let it run its model itself: local_service_conf.model_config")


# config.yml


def _configs(program, script, folder, named):
    """``(path, line, file)`` of every configuration that is read, as far as the text says which; else those on the command line,
    or the usual one.

    :param named: absolute path of each argument, files or not
    """
    found = []
    for name in ("prepare_pipeline_config", "prepare_server"):
        for path, call in calls(program, name):
            file = constant(call.args[0] if call.args else _keyword(call, "yml_file"))
            if isinstance(file, str):
                found.append((path, call.lineno, os.path.normpath(os.path.join(folder, file))))
    named = [file for file in named if file.endswith(YAML)]
    usual = os.path.join(folder, CONFIG)
    return found or [(script, 0, file) for file in named or [usual] if named or os.path.isfile(usual)]


def _with_options(text, args):
    """The configuration as ``-o`` on the command line leaves it; JSON text, or None where it cannot be told.

    :param text: JSON text, or None
    """
    conf = None if text is None else json.loads(text)
    if not isinstance(conf, dict):
        return text
    sys.path.insert(0, SHIMS)
    from paddle_serving_server.util import ArgsParser, replace_values
    try:
        replace_values(conf, ArgsParser().parse_known_args(args)[0].opt)
        return json.dumps(conf)
    except (SystemExit, ValueError, AttributeError, TypeError):
        # The script ends there, too.
        return text
    finally:
        del sys.path[0]


def _check_config(file, text, op_names, folder):
    """(problems, models) of one configuration."""
    if text is None:
        # What lies elsewhere is read when it runs.
        unread = [problem(ERROR, "config", file, 0, "is no YAML that could be read", "correct it")]
        return unread if file.startswith(folder + os.sep) else [], []
    conf = json.loads(text)
    flaw = _flaw_in(json.loads(text))
    if flaw:
        return [problem(ERROR, "config", file, 0, flaw, "correct it: the platform would not start with it either")], []
    found, models = [], []
    for name, op in (conf.get("op") or {}).items():
        if name not in op_names and None not in op_names:
            found.append(problem(WARNING, "config", file, 0, "op.%s: there is no Op of that name, and so nothing reads it" % name,
                                 "the names are what the script gives its Ops"))
        found += _check_keys(file, name, op or {})
        models += examine_models(file, name, op or {}, folder)
    return found, models


def _flaw_in(conf):
    """What the platform's own check has against a configuration; "" when nothing."""
    sys.path.insert(0, SHIMS)
    from paddle_serving_server.pipeline.configuration import ServerYamlConfChecker
    try:
        ServerYamlConfChecker.load_server_yaml_conf(yml_dict=conf)
    except SystemExit as error:
        return str(error)
    finally:
        del sys.path[0]
    return ""


def _check_keys(file, name, op):
    """Keys that say what is not here."""
    if op.get("server_endpoints"):
        return [_remote(file, 0, "op.%s.server_endpoints" % name)]
    found = []
    local = op.get("local_service_conf") or {}
    if local.get("client_type") in ("brpc", "grpc"):
        text = "op.%s.local_service_conf.client_type is %s: the model runs in the worker itself" % (name, local["client_type"])
        if local.get("model_config") is None:
            text = "op.%s.local_service_conf.client_type is %s without a model_config: the Op has no model" % (name, local["client_type"])
        found.append(problem(NOTE if "model_config" in local else WARNING, "brpc", file, 0, text, "nothing to do when that is meant"))
    for key in ("client_config", "client_type"):
        if op.get(key) is not None:
            found.append(problem(NOTE, "brpc", file, 0, "op.%s.%s is for servers of bRPC, and is not read" % (name, key), "nothing to do"))
    if local.get("device_type", -1) not in DEVICES:
        found.append(problem(ERROR, "device", file, 0, "op.%s.local_service_conf.device_type: %d is no device that is run on here" % (
            name, local["device_type"]), "0 is the CPU, 1 and 2 are GPUs"))
    if local.get("device_type") in (1, 2) or (local.get("device_type", -1) == -1 and local.get("devices")):
        found.append(problem(NOTE, "device", file, 0, "op.%s asks for a GPU: where there is none it runs on the CPU, with a warning" % name,
                             "`require_gpu: true` in release.yaml makes it fail instead"))
    return found
