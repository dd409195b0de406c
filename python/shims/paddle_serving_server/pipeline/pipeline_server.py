"""The service as a script puts it together by hand."""
from .configuration import ServerYamlConfChecker
from .operator import ResponseOp

# Set by the host's runner: serves a PipelineServer with the requests that it gets, and returns at the end.
serve = None


class PipelineServer(object):
    """A DAG under a name; without one, clients must name none.

    :ivar response_op: the ResponseOp
    :ivar conf: what config.yml says, complete
    """

    def __init__(self, name=None):
        self.name = name
        self.response_op = None
        self.conf = None

    def set_response_op(self, response_op):
        """The end of the DAG."""
        if not isinstance(response_op, ResponseOp):
            raise Exception("Failed to set response_op: response_op must be ResponseOp type.")
        if len(response_op.get_input_ops()) != 1:
            raise Exception("Failed to set response_op: response_op can only have one previous op.")
        self.response_op = response_op

    def prepare_server(self, yml_file=None, yml_dict=None):
        """Reads how the Ops are run; exactly one of the two says it.

        :raises SystemExit: it makes no sense
        """
        conf = ServerYamlConfChecker.load_server_yaml_conf(yml_file=yml_file, yml_dict=yml_dict)
        if conf.get("rpc_port") is None and conf.get("http_port") is None:
            raise SystemExit("Failed to prepare_server: rpc_port or http_port can not be None.")
        self.conf = conf

    def run_server(self):
        """Serves; returns when the host ends."""
        if serve is None:
            raise RuntimeError("this paddle_serving_server is evalbridge's: start the script with `evalbridge serve`")
        serve(self)
