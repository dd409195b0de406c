"""The program inside a Python worker: loads a legacy script and answers the host's calls.

Standard library only; the same files run on CPython 2.7 and 3.6 to 3.13.
"""
