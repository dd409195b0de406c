"""Wrappers of mosec 0.4 around what passes between stages; the host hands large values over by shared memory itself."""


class IPCWrapper(object):
    """The base of a script's own."""

    def put(self, data):
        raise NotImplementedError

    def get(self, ids):
        raise NotImplementedError


class PlasmaShmWrapper(IPCWrapper):
    """:param shm_path: nothing is stored there"""

    def __init__(self, shm_path):
        self.shm_path = shm_path
