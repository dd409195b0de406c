"""The class that scripts derive their model from."""
from typing import Dict, List, Union  # noqa: F401


class Model(object):
    """A model and the three steps of a request: each gets what the one before returned.

    :param model_dir: where the model lies
    """

    def __init__(self, model_dir=""):
        self.model_dir = model_dir

    def __call__(self, request):
        return self.postprocess(self.predict(self.preprocess(request)))

    def load(self):
        """Loads the model, once in every process that runs ``predict``. Returns whether that worked."""

    def preprocess(self, request):
        return request

    def predict(self, request):
        return request

    def postprocess(self, request):
        return request
