"""YAML files, read by the host: no interpreter needs PyYAML for them."""
import io
import json
import os

# JSON text by absolute path: set by the host's runner.
documents = {}


def load(path):
    """What a YAML file says. One that the host has not read, such as one that the script has just written, PyYAML reads.

    :raises IOError: there is none
    :raises ValueError: it is no YAML, as far as can be told
    """
    known = documents.get(os.path.realpath(path))
    if known is not None:
        return json.loads(known)
    with io.open(path, encoding="utf-8") as stream:
        text = stream.read()
    try:
        import yaml
    except ImportError:
        raise ValueError("%s: it is no YAML (a tab before a key, a bracket that is not closed), or the script has written it, and "
                         "this interpreter has no PyYAML to read it" % path)
    return yaml.safe_load(text)
