"""The model service: every class here that derives from Service is a model of its own, named by the class."""
import logging

from taichu_serve import Service

logger = logging.getLogger(__name__)


class ModelService(Service):
    """Says what it was given, and how many messages its stream has had."""

    def __init__(self, model_path):
        """
        :param model_path: the folder that holds the model's files
        """
        super(ModelService, self).__init__(model_path)
        logger.info("the model's folder is %s", model_path)

    def _warmup(self):
        """Optional: runs once in every process, before the first request."""

    def _preprocess(self, input_data, context):
        """
        :param input_data: ``parameters`` of the request: over HTTP whatever JSON holds, over gRPC a dict of bool, float
            and str
        :param context: a dict: a fresh one for each request, the same one for all messages of a stream
        """
        context["messages"] = context.get("messages", 0) + 1
        return input_data

    def _inference(self, preprocessed_result, context):
        """The model's work."""
        return preprocessed_result

    def _postprocess(self, inference_result, context):
        """What is returned is ``parameters`` of the answer. A generator answers with several."""
        return dict(inference_result, messages=context["messages"])
