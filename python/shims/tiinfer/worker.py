"""Scripts that bring mosec workers of their own."""
from typing import Dict, List, Type, Union  # noqa: F401

from mosec import Worker  # noqa: F401

_workers = []


def append_worker(worker, num=1, max_batch_size=1, start_method="spawn", env=None):
    """Appends a stage.

    :param worker: a subclass of ``mosec.Worker``; for the others see ``mosec.Runtime``
    """
    _workers.append(
        {"worker": worker, "num": num, "max_batch_size": max_batch_size, "start_method": start_method, "env": env})


def get_mosec_workers():
    """The arguments of every ``append_worker``, in order."""
    return _workers
