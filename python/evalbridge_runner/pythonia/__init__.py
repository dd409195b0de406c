"""Python's side of ``evalbridge/python``: what a TypeScript handler calls, carried by pythonia. Python 3.6 or newer."""
