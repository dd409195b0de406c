"""What scripts import as tiinfer, on Python 3 (spec: tiinfer, sections A1 and A8).

Every name of the modules is there, those that they import too: scripts use `tiinfer.logging` and `tiinfer.Dict`.
"""
from .const import *  # noqa: F401,F403
from .model import *  # noqa: F401,F403
from .server import *  # noqa: F401,F403
from .worker import *  # noqa: F401,F403
