"""What a `mosec.Server` was put together from, as the stages of a release."""
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
    :ivar stages: Stage objects; a Runtime that routes pass in contrary orders is there twice
    :raises Failure: there is none
    """

    def __init__(self, server, generation):
        self.settings = server.settings
        self.generation = generation
        self.routes = list(server.routes)
        self.stages = []
        for route, runtimes in server.routes.items():
            self._add(route, runtimes)
        if not self.stages:
            raise Failure(599, u"no worker registered: the script has neither a subclass of tiinfer.Model nor a worker that it "
                               u"appends (tiinfer.append_worker, or append_worker of a mosec Server)")

    def _add(self, route, runtimes):
        position = 0
        for runtime in runtimes:
            later = [index for index, stage in enumerate(self.stages) if stage.runtime is runtime and index >= position]
            if later:
                position = later[0]
            else:
                self.stages.insert(position, Stage(runtime))
            self.stages[position].routes.append(route)
            position += 1

    def route_of(self, target):
        """The route of a request. One that names none goes where most scripts have theirs."""
        if target in self.routes:
            return target
        return DEFAULT_ROUTE if DEFAULT_ROUTE in self.routes else self.routes[0]

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
            "served": [{"name": route} for route in self.routes],
            "http_port": self.settings.port,
            "timeout_ms": self.settings.timeout,
            "max_queue": self.settings.capacity,
        }

    def _describe(self, stage, instances):
        runtime = stage.runtime
        return {
            "name": runtime.name,
            "instances": instances,
            "batch_size": runtime.max_batch_size,
            "batch_delay_ms": runtime.max_wait_time or self.settings.wait,
            "env": [{"variables": entries(env)} for env in runtime.env or []],
            "targets": stage.routes if len(stage.routes) < len(self.routes) else [],
        }
