"""Entry point: ``<python> -u -B <root>/python/evalbridge_runner/__main__.py``, channel on descriptors 3 and 4."""
import os
import sys


def import_main():
    """Imports the runner without leaving its folders on sys.path, where they would shadow a script's modules."""
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from evalbridge_runner.process import main
    del sys.path[0]
    return main


if __name__ == "__main__":
    import_main()()
