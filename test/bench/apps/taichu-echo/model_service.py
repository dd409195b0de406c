"""The bench's echo as a taichu service, here and with the original: a request's parameters are its answer's."""
from taichu_serve import ModelServer


class Echo(ModelServer):
    def _preprocess(self, data, context):
        return data

    def _inference(self, data, context):
        return data

    def _postprocess(self, data, context):
        return data

    def _warmup(self):
        pass
