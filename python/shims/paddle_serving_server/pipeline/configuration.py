"""config.yml: defaults, types and limits (spec: paddle-pipeline, section B3)."""
import copy

from paddle_serving_server import documents

AT_LEAST_1 = [(">=", 1)]
PORT = [(">=", 1024), ("<=", 65535)]
# By part: defaults, types, limits. Keys that are not here are not looked at.
SERVER = ({"worker_num": 1, "build_dag_each_worker": False, "dag": {}, "op": {}},
          {"rpc_port": int, "http_port": int, "worker_num": int, "build_dag_each_worker": bool, "grpc_gateway_port": int,
           "dag": dict, "op": dict},
          {"rpc_port": PORT, "http_port": PORT, "worker_num": AT_LEAST_1})
DAG = ({"retry": 1, "client_type": "brpc", "use_profile": False, "channel_size": 0, "is_thread_op": True, "tracer": {},
        "channel_recv_frist_arrive": False},
       {"retry": int, "client_type": str, "use_profile": bool, "channel_size": int, "is_thread_op": bool,
        "channel_recv_frist_arrive": bool},
       {"retry": AT_LEAST_1, "client_type": [("in", ["brpc", "grpc"])], "channel_size": [(">=", 0)]})
TRACER = ({"interval_s": -1}, {"interval_s": int}, {})
OP = ({"concurrency": 1, "timeout": -1, "retry": 1, "batch_size": 1, "auto_batching_timeout": -1, "local_service_conf": {}},
      {"server_endpoints": list, "fetch_list": list, "client_config": str, "concurrency": int, "timeout": int, "retry": int,
       "batch_size": int, "auto_batching_timeout": int},
      {"concurrency": AT_LEAST_1, "retry": AT_LEAST_1, "batch_size": AT_LEAST_1})
LOCAL_SERVICE = ({"workdir": "", "thread_num": 2, "device_type": -1, "devices": "", "mem_optim": True, "ir_optim": False,
                  "precision": "fp32", "use_calib": False, "use_mkldnn": False, "mkldnn_cache_capacity": 0,
                  "min_subgraph_size": 3},
                 {"model_config": str, "workdir": str, "thread_num": int, "device_type": int, "devices": str,
                  "mem_optim": bool, "ir_optim": bool, "precision": str, "use_calib": bool, "use_mkldnn": bool,
                  "mkldnn_cache_capacity": int, "mkldnn_op_list": list, "mkldnn_bf16_op_list": list,
                  "min_subgraph_size": int},
                 {"thread_num": AT_LEAST_1})
_COMPARE = {">=": lambda value, limit: value >= limit, "<=": lambda value, limit: value <= limit,
            "in": lambda value, limit: value in limit}


class ServerYamlConfChecker(object):
    """Reads and completes a configuration."""

    @staticmethod
    def load_server_yaml_conf(yml_file=None, yml_dict=None):
        """
        :returns: a dict with all defaults
        :raises SystemExit: in the platform's words
        """
        if yml_file is not None and yml_dict is not None:
            raise SystemExit("Failed to prepare_server: only one of yml_file or yml_dict can be selected as the parameter.")
        if yml_file is None and yml_dict is None:
            raise SystemExit("Failed to prepare_server: yml_file or yml_dict can not be None.")
        conf = documents.load(yml_file) if yml_file is not None else yml_dict
        _check(conf, SERVER)
        _check(conf["dag"], DAG)
        _check(conf["dag"]["tracer"], TRACER)
        for name, op in conf["op"].items():
            if not isinstance(op, dict):
                raise SystemExit("[CONF] op.{} must be {} type, but get {}.".format(name, dict, type(op)))
            complete_op(op)
        return conf


def complete_op(op):
    """What config.yml says of an Op, with all defaults.

    :raises SystemExit: in the platform's words
    """
    _check(op, OP)
    _check(op["local_service_conf"], LOCAL_SERVICE)
    return op


def _check(conf, part):
    defaults, types, limits = part
    if not isinstance(conf, dict):
        raise SystemExit("[CONF] expected keys such as {}, but get {}.".format(", ".join(sorted(defaults)), type(conf)))
    for key, value in defaults.items():
        if conf.get(key) is None:
            conf[key] = copy.deepcopy(value)
    for key, kind in types.items():
        if key in conf and not isinstance(conf[key], kind):
            raise SystemExit("[CONF] {} must be {} type, but get {}.".format(key, kind, type(conf[key])))
    for key, allowed in limits.items():
        if key in conf and not all(_COMPARE[sign](conf[key], limit) for sign, limit in allowed):
            text = ", ".join("{} {}".format(sign, limit) for sign, limit in allowed)
            raise SystemExit("[CONF] {} must be {}, but get {}.".format(key, text, conf[key]))
