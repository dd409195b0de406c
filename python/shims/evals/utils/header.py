"""Response headers of the second generation's scripts (AVA, section 5.2)."""


class Header(object):
    """What a script adds to the answer of a call: ``xlog`` is a list of text, ``xstatus`` text, ``xmetrics`` a dict."""

    def __init__(self, xlog=None, xstatus="", xmetrics=None):
        self.xlog = [] if xlog is None else xlog
        self.xstatus = xstatus
        self.xmetrics = {} if xmetrics is None else xmetrics

    def marshal(self):
        """The dict that stands under ``headers`` in an answer."""
        return {"xlog": self.xlog, "xstatus": self.xstatus, "xmetrics": self.xmetrics}


def wrap_header(ret, header):
    """Puts a Header, or a dict of headers, into a ret and returns the ret."""
    ret["header"] = header.marshal() if isinstance(header, Header) else header
    return ret
