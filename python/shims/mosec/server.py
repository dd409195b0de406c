"""The service as a script puts it together."""
from collections import OrderedDict

from mosec.args import parse_arguments
from mosec.runtime import Runtime

RESERVED = ("/", "/metrics", "/openapi", "/openapi/metadata.json", "/openapi/swagger", "/openapi/swagger/")
# Set by the host's runner: serves a Server with the requests that it gets, and returns at the end.
serve = None


class Server(object):
    """Stages by route.

    :param ipc_wrapper: of mosec 0.4: another way between stages; the host's own is taken instead
    :ivar settings: of the command line and the environment
    :ivar routes: lists of Runtime by path
    """

    def __init__(self, ipc_wrapper=None):
        self.settings = parse_arguments()
        self.routes = OrderedDict()

    def append_worker(self, worker, num=1, max_batch_size=1, max_wait_time=0, start_method="spawn", env=None, timeout=0,
                      route="/inference"):
        """Appends a stage to one or several routes; see Runtime."""
        runtime = Runtime(worker, num, max_batch_size, max_wait_time, timeout, start_method, env)
        for path in [route] if isinstance(route, str) else route:
            self._append(path, runtime)

    def register_runtime(self, routes):
        """Takes all routes at once.

        :param routes: lists of Runtime by path
        """
        if self.routes:
            raise RuntimeError("`register_runtime` can only be registered to an empty mosec server")
        for path, runtimes in routes.items():
            for runtime in runtimes:
                self._append(path, runtime)

    def _append(self, path, runtime):
        if path in RESERVED:
            raise ValueError("'%s' is reserved, try another one" % path)
        self.routes.setdefault(path, []).append(runtime)

    def register_daemon(self, name, proc):
        """A process of the script's own; mosec watched it, here it is the script's business alone."""
        assert isinstance(name, str), "daemon name should be a string"

    def run(self):
        """Serves; returns when the host ends."""
        if serve is None:
            raise RuntimeError("this mosec is evalbridge's: start the script with `evalbridge serve`")
        serve(self)
