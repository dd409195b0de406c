"""What is noted of which library. A patched function returns, raises and is pickled as before."""
import functools

CV2 = {
    "imdecode": u"decode", "imread": u"decode", "cvtColor": u"colour", "resize": u"resize", "warpAffine": u"warp",
    "warpPerspective": u"warp", "remap": u"warp", "copyMakeBorder": u"pad"}
PILLOW = {"convert": u"colour", "resize": u"resize", "thumbnail": u"resize", "transform": u"warp"}


class ObservedFunction(object):
    """Stands for a module's builtin function, which, unlike one of Python, is no method where a class holds it."""

    def __init__(self, original, module, name, observed):
        """:param module: the name under which it is imported, which is not always the module's own"""
        self._original = original
        self._observed = observed
        self.__name__ = self.__qualname__ = name
        self.__module__ = module
        self.__doc__ = original.__doc__

    def __call__(self, *args, **kwargs):
        return self._observed(functools.partial(self._original, *args, **kwargs))

    def __getattr__(self, name):
        return getattr(self._original, name)

    def __repr__(self):
        return repr(self._original)

    def __reduce__(self):
        return self.__name__


def patch_cv2(cv2, recorder):
    """OpenCV's functions note what they return."""
    for name, stage in CV2.items():
        if hasattr(cv2, name):
            note = functools.partial(recorder.note, stage, u"cv2." + name)
            observed = functools.partial(recorder.outermost, "cv2", after=note)
            setattr(cv2, name, ObservedFunction(getattr(cv2, name), "cv2", name, observed))


def patch_pillow(module, recorder):
    """Pillow's methods note the picture that they make."""
    for name, stage in PILLOW.items():
        _patch_picture(module.Image, name, u"Image." + name, stage, "PIL", recorder)


def patch_pillow_files(module, recorder):
    """A picture that is a file is decoded when somebody looks at its pixels, once."""
    _patch_picture(module.ImageFile, "load", u"Image.open", u"decode", "PIL decode", recorder)


def _patch_picture(owner, name, call, stage, family, recorder):
    original = getattr(owner, name)

    @functools.wraps(original)
    def method(self, *args, **kwargs):
        def note(result):
            if stage != u"decode":
                # `thumbnail` changes the picture itself.
                recorder.note(stage, call, self if result is None else result)
            elif not self.__dict__.get("_evalbridge_decoded"):
                self._evalbridge_decoded = True
                recorder.note(stage, call, self)
        return recorder.outermost(family, functools.partial(original, self, *args, **kwargs), after=note)
    setattr(owner, name, method)


def patch_onnxruntime(onnxruntime, recorder):
    """A session's runs note their inputs and outputs, by name."""
    owner = next(base for base in onnxruntime.InferenceSession.__mro__ if "run" in base.__dict__)
    original = owner.__dict__["run"]

    @functools.wraps(original)
    def run(self, *args, **kwargs):
        names = args[0] if args else kwargs.get("output_names")
        feeds = args[1] if len(args) > 1 else kwargs.get("input_feed")

        def outputs(values):
            return zip(names or [output.name for output in self.get_outputs()], values)
        call = functools.partial(original, self, *args, **kwargs)
        return _run(recorder, "onnxruntime", u"InferenceSession.run", call, lambda: feeds.items(), outputs)
    owner.run = run


def patch_torch(torch, recorder):
    """The outermost call of a module notes what goes in and out, unless it has no weights, as transforms have none."""
    original = torch.nn.Module.__call__

    @functools.wraps(original)
    def module_call(self, *args, **kwargs):
        call = functools.partial(original, self, *args, **kwargs)
        if not _has_weights(self):
            return call()

        def inputs():
            return _tensors(args, torch) + _tensors(kwargs, torch)
        return _run(recorder, "torch", u"torch.nn.Module", call, inputs, lambda result: _tensors(result, torch))
    torch.nn.Module.__call__ = module_call


def _has_weights(module):
    try:
        # Quantised ones are no parameters.
        return len(module.state_dict()) > 0
    except Exception:
        return False


def _tensors(value, torch, path=u""):
    """Names and tensors in nested dicts, lists and tuples."""
    if isinstance(value, torch.Tensor):
        return [(path, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    return [found for key, item in items for found in _tensors(item, torch, (path + u".%s" % key).lstrip(u"."))]


def patch_tensorflow_session(module, recorder):
    """TensorFlow 1: what a session is fed with, and what it fetches."""
    original = module.BaseSession.run

    @functools.wraps(original)
    def run(self, fetches, feed_dict=None, *args, **kwargs):
        def outputs(values):
            many = isinstance(fetches, (list, tuple))
            return [(getattr(fetch, "name", fetch), value)
                    for fetch, value in (zip(fetches, values) if many else [(fetches, values)])]

        def inputs():
            return [(getattr(key, "name", key), value) for key, value in (feed_dict or {}).items()]
        call = functools.partial(original, self, fetches, feed_dict, *args, **kwargs)
        return _run(recorder, "tensorflow", u"Session.run", call, inputs, outputs)
    module.BaseSession.run = run


def _run(recorder, family, name, call, inputs, outputs):
    """What one run of a network returns, with its inputs and outputs noted."""
    number = []

    def before():
        number.append(recorder.next_run())
        for port, value in inputs():
            recorder.note(u"net input", name, value, u"%s" % port, number[0])

    def after(values):
        for port, value in outputs(values):
            recorder.note(u"net output", name, value, u"%s" % port, number[0])
    return recorder.outermost(family, call, before, after)


PATCHES = {
    "cv2": patch_cv2,
    "PIL.Image": patch_pillow,
    "PIL.ImageFile": patch_pillow_files,
    "onnxruntime": patch_onnxruntime,
    "torch": patch_torch,
    "tensorflow.python.client.session": patch_tensorflow_session,
}
