"""The logger ``atserving``: to stderr, every line with the id of its request."""
import logging

FORMAT = "%(asctime)s [%(reqid)s] [%(levelname)s] %(pathname)s:%(lineno)d: %(message)s"


class _DefaultReqid(logging.Filter):
    """Lets the logger be used without ``extra={"reqid": ..}``."""

    def filter(self, record):
        record.reqid = getattr(record, "reqid", "")
        return True


def _make_logger():
    made = logging.getLogger("atserving")
    made.setLevel(logging.DEBUG)
    made.propagate = False
    if not made.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        handler.addFilter(_DefaultReqid())
        made.addHandler(handler)
    return made


logger = _make_logger()
