"""What tiinfer's own workers have beside those of mosec: a model that says how many there are, and steps."""
import tiinfer
from tiinfer.const import _is_stated

from evalbridge_runner.dialects.tiinfer.script import Script

STEPS = (("preprocess", tiinfer.Preprocess, u"TI_PREPROCESS_NUMS"),
         ("postprocess", tiinfer.Postprocess, u"TI_POSTPROCESS_NUMS"))


class ModelScript(Script):
    """A worker of a script that tiinfer runs. See Script."""

    def __init__(self, service, index, instance, log):
        Script.__init__(self, service, index, instance, log)
        self._model = getattr(self.worker, "model_cls", None)
        if index == 0 and instance == 1 and tiinfer.Is_Multi_Framework_Type():
            self._warn_of_unused_steps()

    def instances(self, runtime):
        """A model's own `workers` counts where nobody says TI_INFERENCE_NUMS (spec: tiinfer, section A1)."""
        own = getattr(self._model, "workers", None)
        own_counts = runtime.worker is tiinfer.Inference and not _is_stated("inference_nums")
        return own if own_counts and type(own) is int and own > 0 else runtime.num

    def _warn_of_unused_steps(self):
        workers = [stage.runtime.worker for stage in self.service.stages]
        for name, worker, setting in STEPS:
            has_own = getattr(type(self._model), name, None) is not getattr(tiinfer.Model, name)
            if isinstance(self._model, tiinfer.Model) and has_own and worker not in workers:
                text = u"%s never runs: the steps have stages of their own, and %s gives it none"
                self.log("warn", text % (name, setting))
