"""Writes what passed during a request into the request's own folder (src/contract/observation.ts has the format)."""
import functools
import json
import os
import re
import threading

from evalbridge_runner.observe.arrays import raw_array
from evalbridge_runner.text import native_path, to_text

# Of one request, as in src/contract/observation.ts: arrays, and bytes of one and of all of them.
MAX_ARRAYS = 64
MAX_ARRAY_BYTES = 64 * 1024 * 1024
MAX_REQUEST_BYTES = 256 * 1024 * 1024
# Beyond this even that something passed is not noted any more.
MAX_NOTES = 1024
# How deep in a request net_preprocess may have hidden an array.
MAX_DEPTH = 5


class Recorder(object):
    """Notes arrays while a request is in work. What goes wrong with that is never the script's concern."""

    def __init__(self, folder):
        self._folder = native_path(folder)
        self._lock = threading.Lock()
        self._local = threading.local()
        self._request = None

    def around(self, call):
        """See ``observe.around``."""
        @functools.wraps(call)
        def observed(requests, reqids, *rest):
            self._request = Request(self._folder, u",".join(reqids))
            try:
                return call(requests, reqids, *rest)
            finally:
                self._request = None
        return observed

    def outermost(self, family, call, before=None, after=None):
        """What ``call()`` returns.

        :param before: called before it, and ``after`` with what it returned, unless this happens within another call of
            the same family, or outside a request
        """
        depths = self._local.__dict__.setdefault("depths", {})
        depth = depths.get(family, 0)
        noted = depth == 0 and self._request is not None and not depths.get("noting")
        if noted and before is not None:
            self._quietly(before)
        depths[family] = depth + 1
        try:
            result = call()
        finally:
            depths[family] = depth
        if noted and after is not None:
            self._quietly(after, result)
        return result

    def note(self, stage, call, value, name=u"", run=0):
        """Notes an array; anything else is passed over."""
        self._quietly(self._note, stage, call, value, name, run)

    def note_inside(self, stage, call, value, path=(), depth=0):
        """Notes the arrays in nested dicts and lists, by their paths."""
        if isinstance(value, dict) and depth < MAX_DEPTH:
            # As they lie there: a request's ``uri`` is written when somebody looks at it.
            for key in dict.keys(value):
                self.note_inside(stage, call, dict.__getitem__(value, key), path + (to_text(str(key)),), depth + 1)
        elif isinstance(value, (list, tuple)) and depth < MAX_DEPTH:
            for index, item in enumerate(value[:MAX_ARRAYS]):
                self.note_inside(stage, call, item, path + (u"%d" % index,), depth + 1)
        else:
            self.note(stage, call, value, u".".join(path))

    def next_run(self):
        """The number of the network's run that begins now, from 0."""
        with self._lock:
            request = self._request
            request.runs += 1
            return request.runs - 1

    def _quietly(self, work, *args):
        depths = self._local.__dict__.setdefault("depths", {})
        nested = depths.get("noting")
        depths["noting"] = True
        try:
            work(*args)
        except Exception:
            # The host reports the step as one that this side does not have.
            pass
        finally:
            depths["noting"] = nested

    def _note(self, stage, call, value, name, run):
        array = raw_array(value)
        if array is not None:
            with self._lock:
                if self._request is not None:
                    self._request.write(array, {"stage": stage, "call": call, "name": name, "run": run})


class Request(object):
    """One request's folder, which exists as soon as something is in it."""

    def __init__(self, folder, reqid):
        self._folder = os.path.join(folder, native_path(re.sub(u"[^A-Za-z0-9_-]", u"_", reqid)))
        self._notes = 0
        self._arrays = 0
        self._bytes = 0
        self.runs = 0

    def write(self, array, note):
        """Adds a note, with the numbers as far as the bounds allow."""
        self._notes += 1
        if self._notes > MAX_NOTES:
            return
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, 0o700)
        note.update(dtype=array.dtype, shape=[int(size) for size in array.shape], file=self._write_numbers(array))
        line = json.dumps(note).encode("ascii") + b"\n"
        with open(os.path.join(self._folder, "%d.jsonl" % os.getpid()), "ab") as stream:
            stream.write(line)

    def _write_numbers(self, array):
        size = self._bytes + array.size
        if self._arrays >= MAX_ARRAYS or array.size > MAX_ARRAY_BYTES or size > MAX_REQUEST_BYTES:
            return u""
        name = "%d-%d.bin" % (os.getpid(), self._notes)
        path = os.path.join(self._folder, name)
        try:
            with open(path, "wb") as stream:
                stream.write(array.numbers())
        except EnvironmentError:
            os.remove(path)
            return u""
        self._arrays += 1
        self._bytes = size
        return to_text(name)
