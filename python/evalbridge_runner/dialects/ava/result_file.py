"""``result_file`` of a ret: the answer's bytes are in a file, which is deleted once read (AVA, section 5.1)."""
import os
import tempfile

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import PY2, native_path, text_type


class ResultFiles(object):
    """Reads files where scripts may put them: in their workspace and in the temporary folder.

    :param workspace: absolute path; empty when there is none
    :param release: the version folder, whose files are no answers even where it lies in the temporary folder
    """

    def __init__(self, workspace, release):
        folders = [native_path(workspace), tempfile.gettempdir()] if workspace else [tempfile.gettempdir()]
        self._folders = [_prefix(folder) for folder in folders]
        self._release = _prefix(native_path(release))

    def take(self, path, place):
        """The bytes of a file, which is then deleted.

        :param place: the ret, for messages
        :raises Failure: it is no file, or lies elsewhere: a path may have come from a client
        """
        try:
            path = os.path.realpath(_native(path))
            if not os.path.isfile(path) or not self._may_take(path):
                raise Failure(599, u"%s: result_file is no file in the workspace or the temporary folder" % place)
            with open(path, "rb") as stream:
                body = stream.read()
            os.remove(path)
        except (EnvironmentError, AttributeError, TypeError, ValueError):
            raise Failure(599, u"%s: result_file cannot be read and deleted" % place)
        return body

    def _may_take(self, path):
        return any(path.startswith(folder) for folder in self._folders) and not path.startswith(self._release)


def _prefix(folder):
    return os.path.join(os.path.realpath(folder), "")


def _native(path):
    if PY2:
        return native_path(path) if isinstance(path, text_type) else path
    return os.fsdecode(path)
