"""What scripts expect of numpy 1, whichever they have (spec: paddle-pipeline, section B4)."""
import sys
import warnings


def prepare():
    """Lets a numpy that the script has imported print numbers as numpy 1 does, and read bytes by ``fromstring``."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return
    if int(numpy.__version__.split(".")[0]) > 1:
        numpy.set_printoptions(legacy="1.25")
    if not _reads_bytes(numpy):
        numpy.fromstring = _fromstring(numpy, numpy.fromstring)


def _reads_bytes(numpy):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return numpy.fromstring(b"\1", numpy.uint8)[0] == 1
    except ValueError:
        return False


def _fromstring(numpy, original):
    def fromstring(string, dtype=float, count=-1, sep="", **kwargs):
        """``numpy.fromstring``, of bytes too: a writable copy."""
        if sep != "":
            return original(string, dtype=dtype, count=count, sep=sep, **kwargs)
        data = string.encode("latin-1") if isinstance(string, str) else string
        return numpy.frombuffer(data, dtype=dtype, count=count).copy()
    return fromstring
