"""What a process that runs scripts does on signals."""
import signal
import sys
import traceback


def install_signals():
    """SIGUSR2 writes the stacks of all threads to stderr; SIGINT is the host's business.

    SIGINT gets a handler rather than being ignored, because child programs inherit ignored signals.
    """
    signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        import faulthandler
    except ImportError:
        signal.signal(signal.SIGUSR2, _print_stacks)
        return
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR2, all_threads=True)


def _print_stacks(number, frame):
    for thread, top in sys._current_frames().items():
        sys.stderr.write("Thread %d:\n%s" % (thread, "".join(traceback.format_stack(top))))
