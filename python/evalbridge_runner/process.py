"""The process around the loop: descriptors and how it ends."""
import fcntl
import os
import socket
import sys
import traceback

from evalbridge_runner.frames import Channel, Disconnected
from evalbridge_runner.loop import serve
from evalbridge_runner.signals import install_signals

CALLS_FD = 3
REPLIES_FD = 4
# Scripts close low descriptors when they daemonise a helper or clean up; these are out of their way.
HIGH_FD = 200
# What the system takes of a reply at once: a larger one is finished only as fast as the host reads (bytes).
SEND_BUFFER_BYTES = 2 * 1024 * 1024


def main():
    """Runs the worker. Never returns: threads that the script left running must not keep the process alive."""
    status = 1
    try:
        channel = take_channel()
        detach_stdin()
        install_signals()
        sys.argv = [""]
        serve(channel)
    except Disconnected:
        status = 0
    except BaseException:
        traceback.print_exc()
    os._exit(status)


def take_channel():
    """Moves the channel to high descriptors that child programs do not inherit, and frees the low ones."""
    widen(REPLIES_FD)
    channel = Channel(move_up(CALLS_FD), move_up(REPLIES_FD))
    if hasattr(os, "register_at_fork"):
        # Else the host would not see this process close its end while a child lives.
        os.register_at_fork(after_in_child=channel.close)
    return channel


def widen(fd):
    """Sets the send buffer of a socket; the system may grant less."""
    duplicate = socket.fromfd(fd, socket.AF_UNIX, socket.SOCK_STREAM)
    duplicate.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    duplicate.close()


def move_up(low):
    fd = fcntl.fcntl(low, fcntl.F_DUPFD, HIGH_FD)
    fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) & ~os.O_NONBLOCK)
    os.close(low)
    return fd


def detach_stdin():
    """A script that reads its stdin gets end-of-file at once."""
    null = os.open(os.devnull, os.O_RDONLY)
    if null != 0:
        os.dup2(null, 0)
        os.close(null)
