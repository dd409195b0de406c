"""What a tiinfer script or a mosec server does against the contract of its platform (tiinfer, sections A1 and A9)."""
import ast

from evalbridge_tools.doctor.classes import Names, calls, signature, takes
from evalbridge_tools.doctor.entries import is_generator, may_fall_through, returns_of
from evalbridge_tools.doctor.problems import ERROR, NOTE, WARNING, problem
from evalbridge_tools.syntax import constant, dotted

MODEL = ("tiinfer.Model", "tiinfer.model.Model")
WORKER = ("mosec.Worker", "mosec.worker.Worker", "mosec.SSEWorker", "mosec.worker.SSEWorker", "tiinfer.Worker")
STEPS = ("preprocess", "predict", "postprocess")
NUMBERS = {"preprocess": "TI_PREPROCESS_NUMS", "inference": "TI_INFERENCE_NUMS", "postprocess": "TI_POSTPROCESS_NUMS",
           "batch": "TI_INFERENCE_MAX_BATCH_SIZE"}
SETTERS = {"set_ti_preprocess_nums": "preprocess", "set_ti_inference_nums": "inference",
           "set_ti_postprocess_nums": "postprocess", "set_ti_inference_max_batch_size": "batch"}


def examine(program, script, env, is_program):
    """(entries, problems) of a script: its models, else the workers that it appends.

    :param env: the environment of its workers, as far as it is known
    :param is_program: it is started as it is, and not imported by tiinfer
    """
    names = Names(program)
    models = [] if is_program else [found for found in names.classes(script) if found.derives(MODEL)]
    if models:
        return _check_models(models, script, _numbers(program, env))
    workers = [(path, call) for path, call in calls(program, "append_worker") if call.args]
    if workers:
        return _check_workers(workers, names, program, script, is_program)
    return [], [_no_entry(names, script, is_program)]


def _no_entry(names, script, is_program):
    if is_program:
        return problem(ERROR, "no-entry-points", script, 0, "appends no worker to a mosec Server",
                       "call server.append_worker(<a mosec.Worker>) and server.run()")
    imported = any(value in MODEL for value in names.visible(script).values() if isinstance(value, str))
    text = "defines no class that derives from tiinfer.Model, and appends no worker"
    return problem(ERROR, "no-entry-points", script, 0,
                   text + (": Model is merely imported, and the base is not served" if imported else ""),
                   "derive a class from tiinfer.Model, or call tiinfer.append_worker(<a mosec.Worker>)")


def _numbers(program, env):
    """The four settings; what a script sets itself is stronger than its environment."""
    numbers = {}
    for key, variable in NUMBERS.items():
        try:
            numbers[key] = int(env.get(variable, ""))
        except ValueError:
            numbers[key] = 1 if key in ("inference", "batch") else 0
    for setter, key in SETTERS.items():
        for _, call in calls(program, setter):
            if call.args and isinstance(constant(call.args[0]), int):
                numbers[key] = constant(call.args[0])
    return numbers


def _check_models(models, script, numbers):
    served, *others = models
    found = _check_load(served) + _check_arity(served, "__init__", 1, "(self, model_dir)")
    for step in STEPS:
        found += _check_arity(served, step, 1, "(self, request)")
        found += _check_step(served, step)
    found += _check_stages(served, numbers)
    if numbers["batch"] > 1:
        found.append(problem(NOTE, "batch", served.file, served.line,
                             "with TI_INFERENCE_MAX_BATCH_SIZE=%d %s gets a list of requests" % (
                                 numbers["batch"], "predict" if _has_stages(numbers) else "each step"),
                             "it must return as many answers"))
    if others:
        found.append(problem(NOTE, "models", served.file, served.line, "several models: %s is served, the first by name; not %s" % (
            served.name, ", ".join(other.name for other in others)), "nothing to do when that is the one"))
    return [_entry(served)], found


def _has_stages(numbers):
    return numbers["preprocess"] > 0 or numbers["postprocess"] > 0


def _check_stages(served, numbers):
    """With one step in a stage of its own, the other has none (tiinfer, section A9)."""
    if not _has_stages(numbers):
        return []
    return [problem(WARNING, "stage", own[0].file, own[1].lineno,
                    "%s never runs: %s gives the steps stages of their own, and %s gives it none" % (
                        step, NUMBERS["postprocess" if step == "preprocess" else "preprocess"], NUMBERS[step]),
                    "set %s to 1 or more, as was needed on the platform" % NUMBERS[step])
            for step in ("preprocess", "postprocess") for own in [served.method(step)]
            if numbers[step] <= 0 and own is not None]


def _check_load(served):
    own = served.method("load")
    text = "load() returns %s, which counts as a failure: the worker ends"
    if own is None:
        return [problem(ERROR, "load", served.file, served.line,
                        "%s has no load(), and the base's returns nothing, which counts as a failure" % served.name,
                        "define load(self), which returns True")]
    kind, node = own
    values = [(line, value) for line, value in returns_of(node)]
    never = [(line, value) for line, value in values if value is None or isinstance(value, ast.Constant) and not value.value]
    if is_generator(node):
        return []
    if len(never) == len(values):
        shown = "nothing" if not values or values[0][1] is None else repr(values[0][1].value)
        return [problem(ERROR, "load", kind.file, node.lineno, text % shown, "return True when the model is loaded")]
    if may_fall_through(node.body):
        return [problem(WARNING, "load", kind.file, node.lineno, "load() may end without a return statement, "
                        "which counts as a failure: the worker ends", "return True when the model is loaded")]
    return _check_arity(served, "load", 0, "(self)")


def _check_step(served, step):
    own = served.method(step)
    if own is None or is_generator(own[1]) or returns_of(own[1]):
        return []
    return [problem(WARNING, "no-return", own[0].file, own[1].lineno,
                    "%s returns nothing, and so the next step gets None" % step, "return the request, or the answer")]


def _check_arity(kind, name, count, wanted):
    own = kind.method(name)
    if own is None or takes(own[1], count):
        return []
    return [problem(ERROR, "arity", own[0].file, own[1].lineno,
                    "%s takes %s, but is called with %s" % (name, signature(own[1]), wanted),
                    "make it %s%s" % (name, wanted))]


def _check_workers(workers, names, program, script, is_program):
    entries, found = [], []
    for path, call in workers:
        kind = names.meaning(path, dotted(call.args[0]))
        if isinstance(kind, str):
            continue
        entries.append(_entry(kind))
        if not kind.derives(WORKER):
            found.append(problem(ERROR, "worker", path, call.lineno, "%s is appended and does not derive from mosec.Worker" % (
                kind.name), "derive it from mosec.Worker"))
        elif kind.method("forward") is None:
            found.append(problem(ERROR, "worker", kind.file, kind.line, "%s has no forward" % kind.name,
                                 "define forward(self, data)"))
        found += _check_arity(kind, "forward", 1, "(self, data)")
    if is_program and not any(True for _ in calls(program, "run")):
        found.append(problem(ERROR, "no-run", script, 0, "never calls run() of its mosec Server", "call server.run()"))
    return entries, found


def _entry(kind):
    return {"name": kind.label, "file": kind.file, "line": kind.line, "decorator": ""}
