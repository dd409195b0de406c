"""The readers of Paddle Serving's scripts (spec: paddle-pipeline, section B1), on Python 3."""
__version__ = "0.9.0"
