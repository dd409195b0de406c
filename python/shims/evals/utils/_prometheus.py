"""The part of ``prometheus_client`` that ``evals.utils`` needs, for machines without it."""
import threading


class CollectorRegistry(object):
    """The metrics that ``generate_latest`` writes out."""

    def __init__(self):
        self.collectors = []

    def register(self, collector):
        self.collectors.append(collector)


class Histogram(object):
    """Counts observations per label values and bucket."""

    def __init__(self, name, documentation, labelnames=(), namespace="", subsystem="", registry=None, buckets=()):
        self.name = "_".join(part for part in (namespace, subsystem, name) if part)
        self.documentation = _text(documentation)
        self._labelnames = tuple(labelnames)
        self._bounds = tuple(float(bound) for bound in buckets) + (float("inf"),)
        self._children = {}
        self._lock = threading.Lock()
        if registry is not None:
            registry.register(self)

    def labels(self, *values):
        """The child for these label values, in the order of the label names; made when it is new."""
        if len(values) != len(self._labelnames):
            raise ValueError("Incorrect label count")
        values = tuple(_text(value) for value in values)
        with self._lock:
            if values not in self._children:
                self._children[values] = _Child(self._bounds)
            return self._children[values]

    def lines(self):
        """The histogram in Prometheus' text format, line by line."""
        yield u"# HELP %s %s" % (self.name, self.documentation)
        yield "# TYPE %s histogram" % self.name
        for values, child in sorted(self._children.items()):
            labels = [u'%s="%s"' % (name, _escape(value)) for name, value in zip(self._labelnames, values)]
            counts, total = child.snapshot()
            for bound, count in zip(self._bounds, counts):
                le = "+Inf" if bound == float("inf") else repr(bound)
                yield "%s_bucket{%s} %r" % (self.name, ",".join(labels + ['le="%s"' % le]), float(count))
            yield "%s_count{%s} %r" % (self.name, ",".join(labels), float(counts[-1]))
            yield "%s_sum{%s} %r" % (self.name, ",".join(labels), total)


class _Child(object):
    def __init__(self, bounds):
        self._bounds = bounds
        self._counts = [0] * len(bounds)
        self._sum = 0.0
        self._lock = threading.Lock()

    def observe(self, amount):
        """Counts one value (seconds)."""
        with self._lock:
            self._sum += amount
            for index, bound in enumerate(self._bounds):
                if amount <= bound:
                    self._counts[index] += 1

    def snapshot(self):
        """(observations up to each bound, their sum)."""
        with self._lock:
            return list(self._counts), self._sum


def _text(value):
    """What scripts on Python 2 give may be bytes."""
    value = value if isinstance(value, (bytes, type(u""))) else str(value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _escape(value):
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def generate_latest(registry):
    """All metrics of a registry in Prometheus' text format, as bytes."""
    lines = [line for collector in registry.collectors for line in collector.lines()]
    return u"".join(line + u"\n" for line in lines).encode("utf-8")
