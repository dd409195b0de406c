"""Which stages a script has, and the workers that run a Model (spec: tiinfer, section A1)."""
import importlib
import inspect
from typing import Dict, List, Union  # noqa: F401

from mosec import Worker

from . import const
from .model import Model
from .worker import get_mosec_workers


def load_workers():
    """The arguments of ``mosec.Server.append_worker`` for each stage of the script."""
    if not _model_classes():
        return get_mosec_workers()
    const.print_envs()
    inference = _stage(Inference, const.get_ti_inference_nums(), const.get_ti_inference_max_batch_size())
    if not const.Is_Multi_Framework_Type():
        return [inference]
    before, behind = const.get_ti_preprocess_nums(), const.get_ti_postprocess_nums()
    return ([_stage(Preprocess, before)] if before > 0 else []) + [inference] + (
        [_stage(Postprocess, behind)] if behind > 0 else [])


def load_model_service():
    """The script's model, constructed; not loaded."""
    classes = _model_classes()
    if not classes:
        raise Exception("not find tiinfer.Model class in model_service")
    return classes[0](const.get_ti_model_dir())


def _model_classes():
    """By name. The base is none of them, though tiinfer itself took it where a script imported it by name."""
    module = importlib.import_module(const.IMPORT_MODULE_NAME)
    values = [getattr(module, name) for name in dir(module)]
    return [value for value in values if inspect.isclass(value) and issubclass(value, Model) and value is not Model]


def _stage(worker, num, max_batch_size=1):
    return {"worker": worker, "num": num, "max_batch_size": max_batch_size, "start_method": "spawn", "env": None}


class Preprocess(Worker):
    """The step before the model, in processes of its own."""

    def __init__(self):
        super().__init__()
        self.model_cls = load_model_service()

    def forward(self, request):
        return self.model_cls.preprocess(request)


class Inference(Worker):
    """The model; all three steps where they have no processes of their own."""

    def __init__(self):
        super().__init__()
        self.model_cls = load_model_service()
        loaded = self.model_cls.load()
        if not loaded:
            raise Exception("load model error: %s.load() returned %r" % (type(self.model_cls).__name__, loaded))
        self.is_multi_framework = const.Is_Multi_Framework_Type()

    def forward(self, request):
        return self.model_cls.predict(request) if self.is_multi_framework else self.model_cls(request)


class Postprocess(Worker):
    """The step behind the model, in processes of its own."""

    def __init__(self):
        super().__init__()
        self.model_cls = load_model_service()

    def forward(self, request):
        return self.model_cls.postprocess(request)
