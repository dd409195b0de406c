"""A model that a script names itself."""


class LocalServiceHandler(object):
    """What config.yml says of a model, for the constructor of an Op.

    :param fetch_names: the outputs that are wanted; None: all
    :param kwargs: of devices that are not here, and how calls are measured
    """

    def __init__(self, model_config, client_type="local_predictor", workdir="", thread_num=2, device_type=-1, devices="",
                 fetch_names=None, mem_optim=True, ir_optim=False, use_mkldnn=False, mkldnn_cache_capacity=0, **kwargs):
        self.conf = {"model_config": model_config, "client_type": client_type, "workdir": workdir, "thread_num": thread_num,
                     "device_type": device_type, "devices": devices, "fetch_list": fetch_names, "mem_optim": mem_optim,
                     "ir_optim": ir_optim, "use_mkldnn": use_mkldnn, "mkldnn_cache_capacity": mkldnn_cache_capacity}
