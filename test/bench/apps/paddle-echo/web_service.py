"""The bench's echo as a pipeline of two Python Ops, here and with the original: a request's pairs are its answer's."""
from paddle_serving_server.web_service import WebService, Op


class Pass(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        (_, pairs), = input_dicts.items()
        return pairs, False, None, ""

    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        return fetch_dict, None, ""


class Echo(WebService):
    def get_pipeline_response(self, read_op):
        first = Pass(name="first", input_ops=[read_op])
        return Pass(name="second", input_ops=[first])


service = Echo(name="echo")
service.prepare_pipeline_config("config.yml")
service.run_service()
