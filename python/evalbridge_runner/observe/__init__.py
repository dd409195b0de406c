"""What passes in a script, seen from outside it: decoded and resized pictures, a network's inputs and outputs.

Well-known functions note what they return; nothing in a script changes, and where the host does not ask for it nothing of
theirs is touched.
"""
_recorder = None


def start(folder):
    """Observes everything that is imported from now on.

    :param folder: where the host finds what passed (text); empty: nothing is observed
    """
    global _recorder
    if folder:
        from evalbridge_runner.observe import imports, recorder
        _recorder = recorder.Recorder(folder)
        imports.patch_on_import(_recorder)


def around(call):
    """The same ``call(requests, reqids, ...)``, whose requests are those that are observed."""
    return call if _recorder is None else _recorder.around(call)


def preprocessed(request):
    """Notes the arrays in what ``net_preprocess`` returned; returns it."""
    if _recorder is not None:
        _recorder.note_inside(u"preprocessed", u"net_preprocess", request)
    return request
