"""What asks another pipeline over gRPC."""


class PipelineClient(object):
    """There for scripts that import it. Clients run where paddle-serving-server is installed."""

    def __init__(self):
        raise NotImplementedError("PipelineClient is not served: an Op asks another pipeline over HTTP "
                                  "(POST /<service>/<method>), a client uses the PipelineClient of paddle-serving-server")
