"""The classes of a script that are served, one object of each (taichu-serve, section C1)."""
import importlib
import inspect

from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import describe_exception, to_text


class Models(object):
    """What a script serves.

    :param module: its service file
    :param model_path: absolute path that its classes get
    :ivar served: Served messages
    :raises Failure: it has no class to serve, or one cannot be made or warmed up
    """

    def __init__(self, module, model_path):
        self._models = {}
        self.served = []
        for kind in served_classes(module):
            model = _made(kind, model_path)
            name, version = to_text(kind.__name__), to_text(str(model.model_version))
            self._models[name.lower(), _key(name, version)] = model
            self.served.append({"name": name, "version": version})
        if not self._models:
            raise Failure(599, u"%s has no class that derives from taichu_serve.ModelServer" % module.__name__)

    def find(self, target, app):
        """The model that a request is for.

        :param target: a class by its name, or as ``name_version``, in any letters' case; empty where the client could not
            say: then it is the only one, or the one that is called like the app
        :raises Failure: 404
        """
        wanted = (target or app).lower()
        found = [model for names, model in self._models.items() if wanted in names]
        if not target and not found:
            found = list(self._models.values())
        if len(found) > 1:
            names = u", ".join(u"%(name)s_%(version)s" % served for served in self.served)
            raise Failure(404, u"the request does not say which model it is for: %s" % names)
        if not found:
            raise Failure(404, u"model not found")
        return found[0]


def served_classes(module):
    """Those in a module that derive from the platform's and from which none derives; imported ones count too."""
    base = importlib.import_module("taichu_serve").ModelServer
    found = [kind for _, kind in inspect.getmembers(module, inspect.isclass)
             if issubclass(kind, base) and kind is not base and not kind.__subclasses__()]
    return sorted(set(found), key=found.index)


def _made(kind, model_path):
    try:
        model = kind(model_path)
        model.warmup()
        return model
    except BaseException as error:
        raise script_raised(u"%s could not be made ready: %s" % (to_text(kind.__name__), describe_exception(error)))


def _key(name, version):
    return (u"%s_%s" % (name, version)).lower()
