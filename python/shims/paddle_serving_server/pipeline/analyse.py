"""What read the logs of `dag.use_profile`."""


class Analyst(object):
    """There for scripts that import it: the host does not write such logs, its own measurements are at `/metrics`."""

    def __init__(self, profile_file):
        raise NotImplementedError("Analyst reads logs of dag.use_profile, which are not written: GET /metrics has times")
