"""Entry point: ``<python> -u -B <root>/python/evalbridge_runner/__main__.py``, channel on descriptors 3 and 4."""
import os
import sys


PYTHON = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def import_main():
    """Imports the runner without leaving its folders on sys.path, where they would shadow a script's modules."""
    sys.path[0] = PYTHON
    from evalbridge_runner.process import main
    del sys.path[0]
    return main


def join_release():
    """In a process that a script's ``multiprocessing`` has spawned, which finds the script's modules then."""
    sys.path.insert(0, PYTHON)
    from evalbridge_runner.spawned import join
    del sys.path[0]
    join()


if __name__ == "__main__":
    import_main()()
elif __name__ == "__mp_main__":
    join_release()
