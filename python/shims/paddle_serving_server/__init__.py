"""Paddle Serving's pipelines for their scripts (spec: paddle-pipeline, section B1), on Python 3."""
__version__ = "0.9.0"
# Whose error numbers scripts see: "0.7" or "0.9"; set by the host's runner before anything else is imported from here.
error_numbers = "0.7"
