"""AVA scripts of all three generations (AVA, sections 1, 5 and 9).

`g1`, `g2` and `g3` say what differs between them: what the script's functions are given, and how their answers are read.
`script` is what they share. Which of them a script belongs to is seen in what it defines and how it answers:

===================================================================  ==
it defines `create_net`                                              G3
it defines `net_init`, decorated or answering with a tuple           G2
it defines `net_init` otherwise                                      G1
===================================================================  ==
"""
import functools
import importlib
import os

from evalbridge_runner.dialects.ava import g1, g2, g3
from evalbridge_runner.dialects.ava.result_file import ResultFiles
from evalbridge_runner.dialects.ava.script import Script, is_decorated
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import enter_release, load_entry
from evalbridge_runner.text import describe_exception, native_path, to_text

# What the platform's own package took over from the script.
EXPORTS = ("create_net", "net_init", "net_preprocess", "net_inference", "metrics")


def load(create, params, folder, log, enter=None):
    """See ``dialects.load``; these scripts have no main loop."""
    try:
        enter_release(create)
        utils = importlib.import_module("evals.utils")
        # In its images the platform's `utils` was a folder into which others could put theirs.
        utils.__path__.append(os.path.join(native_path(create.get("folder", u"")), "utils"))
        env = params.get("env", {})
        utils._enter("net_init", env.get("app", u""))
        package, module = load_entry(create, "evals", "eval")
        for name in EXPORTS:
            if hasattr(module, name):
                setattr(package, name, getattr(module, name))
        generation = _generation(module, create.get("entry", u""))
        generation, model = _create(generation, module, generation.configs(create, params))
    except Failure as failure:
        log("error", failure.for_log())
        raise
    if generation is g1 and is_decorated(module.net_inference):
        generation = g2
    functions = module.net_inference, getattr(module, "net_preprocess", None)
    metrics = functools.partial(_metrics, package)
    files = ResultFiles(env.get("workspace", u""), create.get("folder", u""))
    return Script(generation, model, functions, create.get("preprocess", False), utils._enter, folder, files, log, metrics)


def _generation(module, entry):
    """What the script's definitions say; how its net_init answers may still make a G2 of a G1."""
    if not hasattr(module, "create_net") and not hasattr(module, "net_init"):
        raise Failure(599, u"%s defines neither create_net nor net_init" % entry)
    if not hasattr(module, "net_inference"):
        raise Failure(599, u"%s defines no net_inference" % entry)
    if hasattr(module, "create_net"):
        return g3
    return g2 if is_decorated(module.net_init) else g1


def _create(generation, module, configs):
    """Calls create_net or net_init. Returns the generation as it turned out to be, and the model."""
    name = generation.CREATE
    try:
        result = getattr(module, name)(configs)
    except BaseException as error:
        raise script_raised(u"%s raised %s" % (name, describe_exception(error)))
    if generation is g1 and isinstance(result, tuple):
        generation = g2
    return generation, generation.model(result)


def _metrics(package):
    """What ``metrics()`` tells, the script's or the platform's (bytes).

    :raises Failure: it raises, or tells no text
    """
    try:
        text = package.metrics()
    except BaseException as error:
        raise script_raised(u"metrics() raised " + describe_exception(error))
    if not isinstance(text, (bytes, type(u""))):
        raise Failure(599, u"metrics() tells no text")
    return to_text(text).encode("utf-8")
