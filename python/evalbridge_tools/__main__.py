"""Entry point: ``python -m evalbridge_tools <command> ...`` prints one JSON document and ends with status 0.

Whatever else it ends with is a failure of the tool, and stderr tells it. Each command is a module of the package with
``main(arguments)``, which returns the document.
"""
import importlib
import json
import sys

COMMANDS = ("detect", "doctor", "translate")
# Some three frames a level: a generated chain of a thousand `elif` or `+` is read, and the stack of the system holds it.
MAX_FRAMES = 5000


def main(arguments):
    """Runs the command that ``arguments`` name."""
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit("usage: python -m evalbridge_tools {%s} ..." % ",".join(COMMANDS))
    command, *rest = arguments
    sys.setrecursionlimit(MAX_FRAMES)
    json.dump(importlib.import_module("evalbridge_tools." + command).main(rest), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
