"""What a `mosec.Server` was put together from, as the stages of a release."""
import mosec

from evalbridge_runner.failure import Failure
from evalbridge_runner.messages import entries

DEFAULT_ROUTE = "/inference"


class Stage(object):
    """A Runtime, and the routes that lead through it here."""

    def __init__(self, runtime):
        self.runtime = runtime
        self.routes = []


class Service(object):
    """All stages of a server in one order that all its routes keep.

    :param server: the ``mosec.Server``
    :param generation: what `compat.mosec` says; None for nothing
    :param timeout_ms: a request's time that is stronger than the server's; 0: there is none
    :ivar stages: Stage objects; a Runtime that routes pass in contrary orders is there twice
    :raises Failure: there is none
    """

    def __init__(self, server, generation, timeout_ms):
        self.settings = server.settings
        self.timeout_ms = timeout_ms or server.settings.timeout
        self.generation = generation
        self.routes = list(server.routes)
        self.stages = []
        for route, runtimes in server.routes.items():
            self._add(route, runtimes)
        if not self.stages:
            raise Failure(599, u"the script registers no worker: it has no subclass of tiinfer.Model, and appends none "
                               u"(tiinfer.append_worker, or append_worker of a mosec.Server)")

    def _add(self, route, runtimes):
        """Leads a route through the stages that are there; new ones come as late as those behind them allow."""
        start = 0
        for number, runtime in enumerate(runtimes):
            position = self._find(runtime, start)
            if position is None:
                behind = [self._find(later, start) for later in runtimes[number + 1:]]
                position = next((place for place in behind if place is not None), len(self.stages))
                self.stages.insert(position, Stage(runtime))
            self.stages[position].routes.append(route)
            start = position + 1

    def _find(self, runtime, start):
        indexes = range(start, len(self.stages))
        return next((index for index in indexes if self.stages[index].runtime is runtime), None)

    def route_of(self, target):
        """The route of a request; the default one of those that name none."""
        return target if target in self.routes else self._default_route()

    def _default_route(self):
        return DEFAULT_ROUTE if DEFAULT_ROUTE in self.routes else self.routes[0]

    def is_on_way(self, index, route):
        """Whether a route leads through a stage. Requests that came before the host knew may be led past it yet."""
        return route in self.stages[index].routes

    def is_first(self, index, route):
        """Whether requests of a route enter the service at a stage."""
        return not any(route in stage.routes for stage in self.stages[:index])

    def is_last(self, index, route):
        """Whether requests of a route leave the service at a stage."""
        return not any(route in stage.routes for stage in self.stages[index + 1:])

    def describe(self, instances):
        """The Declared message.

        :param instances: of a Runtime
        """
        return {
            "stages": [self._describe(stage, instances(stage.runtime)) for stage in self.stages],
            "served": [{"name": route, "events": self._sends_events(route)} for route in self.routes],
            "http_port": self.settings.port,
            "timeout_ms": self.settings.timeout,
            "max_queue": self.settings.capacity,
        }

    def _sends_events(self, route):
        return any(issubclass(stage.runtime.worker, mosec.SSEWorker) for stage in self.stages if route in stage.routes)

    def _describe(self, stage, instances):
        runtime = stage.runtime
        return {
            "name": runtime.name,
            "instances": instances,
            "batch_size": runtime.max_batch_size,
            "batch_delay_ms": runtime.max_wait_time or self.settings.wait,
            "env": [{"variables": entries(env)} for env in runtime.env or []],
            "targets": self._targets(stage),
        }

    def _targets(self, stage):
        """None where all routes come by; no name at all stands for the default one."""
        if len(stage.routes) == len(self.routes):
            return []
        return stage.routes + ([u""] if self._default_route() in stage.routes else [])
