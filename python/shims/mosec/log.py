"""mosec's logger for scripts."""
import logging


def get_logger():
    """A logger that writes to stderr."""
    logger = logging.getLogger("mosec.user")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(filename)s:%(funcName)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger
