"""Pictures for scripts (spec: tiinfer, section A8). Needs opencv-python, numpy and Pillow."""
from .imageutil import *  # noqa: F401,F403
from .ioutil import *  # noqa: F401,F403
