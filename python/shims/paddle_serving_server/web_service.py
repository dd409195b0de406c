"""A service as most scripts put it together."""
from paddle_serving_server.pipeline import Op, PipelineServer, RequestOp, ResponseOp


class WebService(object):
    """A DAG of Ops under a name.

    :param name: the first part of its clients' path
    """

    def __init__(self, name="default_service"):
        self.name = name
        self._server = PipelineServer(name)

    def get_pipeline_response(self, read_op):
        """The last Op of the DAG: scripts say which.

        :param read_op: the Op that requests come from
        """
        return None

    def prepare_pipeline_config(self, yml_file=None, yml_dict=None):
        """Builds the DAG; exactly one of the two says how its Ops are run.

        :raises ValueError: ``get_pipeline_response`` returns no Op
        """
        last_op = self.get_pipeline_response(RequestOp())
        if not isinstance(last_op, Op):
            raise ValueError("The return value type of `get_pipeline_response` function is not Op type, please check function "
                             "`get_pipeline_response`.")
        self._server.set_response_op(ResponseOp(input_ops=[last_op]))
        self._server.prepare_server(yml_file=yml_file, yml_dict=yml_dict)

    def run_service(self):
        """Serves; returns when the host ends."""
        self._server.run_server()


def _without_brpc(name):
    def refuse(self, *args, **kwargs):
        raise NotImplementedError("WebService.%s is of bRPC services, which are not served: build a pipeline "
                                  "(prepare_pipeline_config, run_service)" % name)
    return refuse


for _name in ("load_model_config", "set_gpus", "prepare_server", "run_rpc_service", "run_debugger_service", "run_web_service",
              "get_app_instance"):
    setattr(WebService, _name, _without_brpc(_name))
