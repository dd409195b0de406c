"""The settings: environment variables, which a script may override while it is imported."""
import logging
import os
import string  # noqa: F401

IMPORT_MODULE_NAME = "model_service"


def get_int_env(env_name, default_var):
    """A whole number out of the environment; what is none counts as absent."""
    try:
        return int(os.environ[env_name])
    except (KeyError, ValueError):
        return default_var


_model_dir = os.environ.get("TI_MODEL_DIR", "/data/model")
# None: nobody has said.
_nums = dict((name, get_int_env("TI_" + name.upper(), None))
             for name in ("preprocess_nums", "inference_nums", "postprocess_nums", "inference_max_batch_size"))


def get_ti_model_dir():
    return _model_dir


def get_ti_preprocess_nums():
    return _get("preprocess_nums", 0)


def get_ti_inference_nums():
    return _get("inference_nums", 1)


def get_ti_postprocess_nums():
    return _get("postprocess_nums", 0)


def get_ti_inference_max_batch_size():
    return _get("inference_max_batch_size", 1)


def set_ti_preprocess_nums(num):
    _nums["preprocess_nums"] = num


def set_ti_inference_nums(num):
    _nums["inference_nums"] = num


def set_ti_postprocess_nums(num):
    _nums["postprocess_nums"] = num


def set_ti_inference_max_batch_size(batch):
    _nums["inference_max_batch_size"] = batch


def _get(name, default):
    return default if _nums[name] is None else _nums[name]


def _is_stated(name):
    """Whether the environment or the script says it."""
    return _nums[name] is not None


def Is_Multi_Framework_Type():
    """Whether preprocess and postprocess have processes of their own."""
    return get_ti_preprocess_nums() != 0 or get_ti_postprocess_nums() != 0


def print_envs():
    """Logs the four numbers."""
    logging.info("TI_PREPROCESS_NUMS: %s", get_ti_preprocess_nums())
    logging.info("TI_INFERENCE_NUMS: %s", get_ti_inference_nums())
    logging.info("TI_POSTPROCESS_NUMS: %s", get_ti_postprocess_nums())
    logging.info("TI_INFERENCE_MAX_BATCH_SIZE: %s", get_ti_inference_max_batch_size())
