"""What goes into a model and comes out of it, under the names that scripts use (spec: paddle-pipeline, section B4)."""
import collections

from evalbridge_runner.dialects.paddle.prototxt import Variable

LOD = ".lod"
# An input or output of a model: its name, and its dtype where the model says it.
Port = collections.namedtuple("Port", "name dtype")


class Predictor(object):
    """What scripts know as the ``client`` of an Op.

    :param runtime: an OnnxModel or a PaddleModel
    :param variables: the inputs and outputs that the prototxt names; None: those of the model, under its own names
    :ivar feed_names_: by which scripts feed it; ``fetch_names_`` those of what it gives
    :raises ValueError: the model has an input that the prototxt does not name
    """

    def __init__(self, runtime, variables):
        feeds, fetches = variables or [[Variable(port.name, port.name, port.dtype, False) for port in ports]
                                       for ports in (runtime.inputs, runtime.outputs)]
        self._runtime = runtime
        self._feeds = [(one, port) for one, port in _matched(feeds, runtime.inputs) if port is not None]
        self._fetches = dict((one.alias, (one, port)) for one, port in _matched(fetches, runtime.outputs) if port is not None)
        unnamed = set(runtime.inputs) - set(port for _, port in self._feeds)
        if unnamed:
            raise ValueError("no feed_var is for its input %s" % ", ".join(sorted(port.name for port in unnamed)))
        self.feed_names_ = [one.alias for one in feeds]
        self.fetch_names_ = [one.alias for one in fetches]

    def dtype_of(self, name):
        """What an input is made to be; None where nobody says it."""
        return next((port.dtype or one.dtype for one, port in self._feeds if one.alias == name), None)

    def predict(self, feed=None, fetch=None, batch=False, log_id=0):
        """Runs the model.

        :param feed: arrays by name; a name with ``.lod`` gives the offsets of an input that Paddle runs
        :param fetch: names, those of the model's outputs unless given
        :param batch: whether the arrays have the axis of samples already
        :returns: arrays by name, those of some with their offsets under the name with ``.lod``
        """
        import numpy
        values, lods = {}, {}
        for one, port in self._feeds:
            if one.alias not in feed:
                raise ValueError("feed has no %s" % one.alias)
            value = numpy.asarray(feed[one.alias])
            for dtype in (one.dtype, port.dtype):
                value = value if dtype is None else value.astype(dtype, copy=False)
            values[port.name] = value if batch else value[numpy.newaxis]
            if one.alias + LOD in feed:
                lods[port.name] = numpy.atleast_2d(feed[one.alias + LOD]).tolist()
        outputs = self._runtime.run(values, lods)
        names = [port.name for port in self._runtime.outputs]
        samples = len(next(iter(values.values()))) if values else 0
        fetched = {}
        for name, index, is_lod in self._chosen(names if fetch is None else fetch, names):
            fetched[name], lod = outputs[index]
            if lod is None and is_lod and not self._runtime.tells_lod:
                lod = _offsets(name, fetched[name], samples, [value for value, _ in outputs])
            if lod is not None:
                fetched[name + LOD] = lod
        return fetched

    def _chosen(self, wanted, names):
        """(name, position among the outputs, whether it has offsets) of what is wanted. Where no name is known, outputs are
        told by their positions; else unknown ones give nothing."""
        found = []
        for name in wanted:
            one, port = self._fetches.get(name, (None, None))
            if port is not None:
                found.append((name, names.index(port.name), one.is_lod))
            elif name in names:
                found.append((name, names.index(name), False))
        return found or [(name, index, False) for index, name in enumerate(wanted[:len(names)])]


def _matched(variables, ports):
    """(Variable, its Port or None): a port is called by the alias, or the name, or else stands at the same position."""
    by_name = dict((port.name, port) for port in ports)
    found = [by_name.get(one.alias, by_name.get(one.name)) for one in variables]
    free = set(ports).difference(found)
    for index, port in enumerate(ports[:len(variables)]):
        if found[index] is None and port in free:
            found[index] = port
    return list(zip(variables, found))


def _offsets(name, rows, samples, outputs):
    """The offsets of the rows that are each sample's: another output counts them, or every sample has one row, or all are of
    the only one.

    :raises ValueError: they cannot be told
    """
    import numpy
    counts = [numpy.ravel(value) for value in outputs
              if isinstance(value, numpy.ndarray) and value.dtype.kind in "iu" and value.size == samples]
    counts = [one for one in counts if one.sum() == len(rows) and one.min() >= 0]
    if samples == 1:
        counts = [numpy.array([len(rows)])]
    elif not counts and len(rows) == samples:
        counts = [numpy.ones(samples, "int32")]
    if not counts:
        raise ValueError("whose rows are which in %s cannot be told: no output of the ONNX model counts them by sample; "
                         "set batch_size to 1" % name)
    return numpy.concatenate([[0], numpy.cumsum(counts[0])]).astype("int32")
