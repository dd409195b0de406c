"""The command line of a service, and the ``MOSEC_*`` variables (spec: tiinfer, section A3)."""
import argparse
import os
import sys

OPTIONS = {"path": str, "capacity": int, "timeout": int, "wait": int, "address": str, "port": int, "namespace": str,
           "log_level": str, "max_request_size": int}
SWITCHES = ("debug", "dry_run", "compression")
DEFAULTS = {"path": "", "capacity": 1024, "timeout": 3000, "wait": 10, "address": "0.0.0.0", "port": 8000,
            "namespace": "mosec_service", "log_level": "info", "max_request_size": 10 * 1024 * 1024}
PREFIX = "MOSEC_"


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise ValueError("command line: " + message)


def parse_arguments():
    """The settings: the command line's, else the environment's, else the defaults. Unknown flags are ignored.

    :raises ValueError: a value is not of its flag's type
    """
    parser = _Parser(add_help=False)
    for name, kind in OPTIONS.items():
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=_from_environment(name, kind))
    for name in SWITCHES:
        parser.add_argument("--" + name.replace("_", "-"), action="store_true")
    return parser.parse_known_args(sys.argv[1:])[0]


def _from_environment(name, kind):
    """What is no value counts as absent."""
    try:
        return kind(os.environ[PREFIX + name.upper()] or DEFAULTS[name])
    except (KeyError, ValueError):
        return DEFAULTS[name]
