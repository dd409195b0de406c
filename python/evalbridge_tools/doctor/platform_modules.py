"""The platform's own modules, which evalbridge brings: the shims."""
import os

PYTHON = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHIMS = os.path.join(PYTHON, "shims")


def platform_file(module):
    """The file of one of the platform's modules; "" for any other."""
    base = os.path.join(SHIMS, *module.split("."))
    return next((path for path in (base + ".py", os.path.join(base, "__init__.py")) if os.path.isfile(path)), "")


def is_platform(module):
    """Whether a module is one of the platform's own."""
    return platform_file(module) != ""


def stand_in(module):
    """The file that stands for a module where that is not installed; "" when there is none."""
    path = os.path.join(PYTHON, "stand_ins", module + ".py")
    return path if os.path.isfile(path) else ""
