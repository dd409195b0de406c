"""Calls a function in a process of its own: a source that crashes or stalls the parser costs its own report only."""
import json
import os
import resource
import select
import signal
import sys
import time


# Of processor time, for one source with all that it imports; a loaded machine may take longer by the clock.
CPU_S = 90
WALL_S = 600


class Lost(Exception):
    """The process ended, or was ended, without an answer."""


def isolated(function, *args):
    """What ``function`` returns (anything that JSON holds).

    :raises Lost: it crashed, or took too long
    """
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(readable)
        _answer(writable, function, args)
    os.close(writable)
    try:
        text = _read(readable, time.monotonic() + WALL_S)
    finally:
        os.close(readable)
        _end(pid)
    status = os.waitpid(pid, 0)[1]
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if text is None or number == signal.SIGXCPU:
        raise Lost("takes longer than %d s to read" % CPU_S)
    try:
        return json.loads(text)
    except ValueError:
        ended = " (%s)" % signal.Signals(number).name if number else ""
        raise Lost("cannot be read: the parser ended without a word%s" % ended)


def _answer(writable, function, args):
    """The child's whole life. A traceback goes to stderr, where a developer looks."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 5))
        # A crash of the parser is foreseen here, and no reason to leave a core file behind.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with os.fdopen(writable, "w", encoding="utf-8") as stream:
            json.dump(function(*args), stream)
            stream.flush()
    except BaseException:
        import traceback
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(0)


def _read(descriptor, deadline):
    """Everything up to the end, as text; None when the deadline comes first."""
    chunks = []
    while True:
        if not select.select([descriptor], [], [], max(0, deadline - time.monotonic()))[0]:
            return None
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            return b"".join(chunks).decode("utf-8", "replace")
        chunks.append(chunk)


def _end(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
