"""What the translator will do with a script on Python 3: asked of the translator itself."""
import tempfile

from evalbridge_tools.detect import Release
from evalbridge_tools.translate import translate


def foresee(script, sources, roots, source, version):
    """Whether the sources are translated, and what of them is refused.

    :param sources: paths of the script and of the modules that it imports
    :param source: `python2`, `python3` or `detected`
    :returns: ``{"translated": bool, "refused": [{"file", "line", "reason"}]}``
    """
    if source == "python3":
        return {"translated": False, "refused": []}
    request = {"source": source, "entries": [script], "roots": roots, "files": sources, "version": version}
    with tempfile.TemporaryDirectory() as folder:
        document = translate(Release(request), folder)
    return {"translated": document["source"] == "python2", "refused": document["refused"]}
