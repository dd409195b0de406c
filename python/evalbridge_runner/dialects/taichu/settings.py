"""What the platform's command line and ``config.ini`` say (taichu-serve, section C3)."""
import argparse
import configparser
import os

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import exception_text, to_text

CONFIG_FILE = "config.ini"
HTTP_PORT, GRPC_PORT = 8081, 8080
# Without a config.ini, and with one that does not say.
MAX_CONCURRENT_REQUESTS, MAX_CONCURRENT_REQUESTS_OF_CONFIG = 100, 1
IGNORED = ("--env", "--jaeger_url", "--from_image", "--name")


def read_settings(log, args=(), default_ports=None, ports=None):
    """The settings of a release, whose folder is the working directory; ``config.ini`` there is stronger than flags.

    :param args: what follows ``taichu_serve`` on the command line; the action ``run`` may be left out
    :param default_ports: a dict that may have ``http_port`` and ``grpc_port``, in place of the platform's own defaults
    :param ports: the same, stronger than all else
    :returns: a namespace with the flags' names
    :raises Failure: a value cannot be read, or makes no sense
    """
    defaults = default_ports or {}
    parser = _Parser(prog="taichu_serve")
    parser.add_argument("action", nargs="?", choices=["run"])
    parser.add_argument("--grpc_port", type=int, default=defaults.get("grpc_port", GRPC_PORT))
    parser.add_argument("--http_port", type=int, default=defaults.get("http_port", HTTP_PORT))
    parser.add_argument("--grpc_only", type=_boolean, nargs="?", const=True, default=False)
    parser.add_argument("--model_path", default="./")
    parser.add_argument("--service_file")
    parser.add_argument("--max_concurrent_requests", type=int, default=MAX_CONCURRENT_REQUESTS)
    parser.add_argument("--instances_num", type=int, default=1)
    for name in IGNORED:
        parser.add_argument(name)
    settings, unknown = parser.parse_known_args(args)
    if unknown:
        log("warn", u"taichu_serve run has no %s" % u" ".join(to_text(arg) for arg in unknown))
    if os.path.exists(CONFIG_FILE):
        _read_config(settings)
    for name in ("http_port", "grpc_port"):
        setattr(settings, name, (ports or {}).get(name, getattr(settings, name)))
    settings.model_path = os.path.abspath(settings.model_path)
    if not os.path.isdir(settings.model_path):
        raise Failure(599, u"model_path: there is no folder %s" % to_text(settings.model_path))
    _check(settings)
    return settings


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Failure(599, u"args: " + to_text(message))


def _boolean(text):
    """The original took every text for true, ``False`` too."""
    try:
        return configparser.ConfigParser.BOOLEAN_STATES[text.lower()]
    except KeyError:
        raise argparse.ArgumentTypeError("%r is neither true nor false" % text)


def _read_config(settings):
    config = configparser.ConfigParser()
    try:
        config.read(CONFIG_FILE, encoding="utf-8-sig")
        for name in ("grpc_port", "http_port", "instances_num"):
            setattr(settings, name, config.getint("server", name, fallback=getattr(settings, name)))
        settings.grpc_only = config.getboolean("server", "grpc_only", fallback=settings.grpc_only)
        settings.max_concurrent_requests = config.getint(
            "rate-limiter", "max_concurrent_requests", fallback=MAX_CONCURRENT_REQUESTS_OF_CONFIG)
    except (configparser.Error, ValueError) as error:
        raise Failure(599, u"%s: %s" % (CONFIG_FILE, exception_text(error)))


def _check(settings):
    for name, least, most in (("grpc_port", 0, 65535), ("http_port", 0, 65535), ("instances_num", 1, None),
                              ("max_concurrent_requests", 1, None)):
        value = getattr(settings, name)
        if not isinstance(value, int) or value < least or most is not None and value > most:
            limits = u"at least %d" % least if most is None else u"from %d to %d" % (least, most)
            raise Failure(599, u"%s is %r; it must be %s" % (name, value, limits))
