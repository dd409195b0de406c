"""The model service: the one class here that derives from tiinfer.Model answers."""
import logging
from typing import Dict

import tiinfer


class MeanModel(tiinfer.Model):
    """The sum and the mean of some numbers: put your model in their place."""

    def __init__(self, model_dir):
        """
        :param model_dir: this folder, or what TI_MODEL_DIR says; weights lie in it
        """
        super().__init__(model_dir)
        # Processes that serve it, unless TI_INFERENCE_NUMS says how many.
        self.workers = 1

    def load(self) -> bool:
        """Runs once in every process, before the first request. Anything but True, and the process ends."""
        logging.info("the model's folder is %s", self.model_dir)
        return True

    def preprocess(self, request: Dict) -> Dict:
        """
        :param request: the JSON of the request
        """
        values = request.get("values")
        if not isinstance(values, list) or not all(isinstance(value, (int, float)) for value in values) or not values:
            return {"error": "values must be a list of numbers"}
        return {"values": values}

    def predict(self, request: Dict) -> Dict:
        """The model's work; what a step could not do, the next ones pass on."""
        if "error" in request:
            return request
        return {"sum": sum(request["values"]), "count": len(request["values"])}

    def postprocess(self, request: Dict) -> Dict:
        """What is returned is the answer, as JSON, with status 200."""
        if "error" in request:
            return request
        return {"sum": request["sum"], "mean": request["sum"] / request["count"]}
