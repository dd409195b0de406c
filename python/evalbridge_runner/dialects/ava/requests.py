"""What an AVA script gets: the dicts of ``create_net`` and ``net_inference`` (AVA, sections 1.5 and 1.6)."""
import json
import posixpath

from evalbridge_runner.failure import Failure
from evalbridge_runner.payload import body_of, request_data
from evalbridge_runner.text import PY2, exception_text, native_path


def create_configs(create, params):
    """The dict that ``create_net`` gets.

    :param create: the Create message
    :param params: the CreateParams message
    """
    env = params.get("env", {})
    return {
        u"app": env.get("app", u""),
        u"workspace": _script_path(env.get("workspace", u"")),
        u"batch_size": params.get("batch_size", 1),
        u"use_device": params.get("use_device", u"GPU"),
        u"model_files": _file_map(create.get("model_files", [])),
        u"model_params": _parse(params.get("model_params")) or {},
        u"custom_files": _file_map(create.get("custom_files", [])),
        u"custom_params": _parse(params.get("custom_params")) or {},
    }


def build_request(message, folder, full):
    """The dict that a script gets for one InferenceRequest.

    :param folder: the PayloadFolder in which ``uri`` may be written
    :param full: ``params`` and ``attribute`` that the client did not send are there as empty dicts
    :raises Failure: params or attribute are not JSON, or a payload file cannot be read
    """
    datas = message.get("datas")
    if datas:
        data = [_build_data(data, folder, full) for data in datas]
        # A family of scripts reads `datas` where the platform says `data` (AVA, section 9.3.8).
        request = {"data": data, "datas": data}
    else:
        request = {"data": _build_data(message.get("data", {}), folder, full)}
    return _with_json(request, "params", message, full)


def local_paths(request):
    """The same request with every input as a local path alone, so that JSON can hold it."""
    data = request["data"]
    if not isinstance(data, list):
        return dict(request, data=_without_body(data))
    data = [_without_body(item) for item in data]
    return dict(request, data=data, datas=data)


def _without_body(data):
    return dict((key, data[key]) for key in data if key != "body")


def _build_data(data, folder, full):
    body = body_of(data)
    # Never the host's own file: scripts move and delete what they get, and the host may have to send it again.
    return request_data(_with_json({"body": body}, "attribute", data, full), folder)


def _with_json(target, key, message, full):
    """Adds the value of one of a message's JSON texts."""
    value = _parse(message.get(key))
    if value is not None or full:
        target[key] = {} if value is None else value
    return target


def _parse(text):
    """The value of a JSON text; None when it is absent, empty or null."""
    if not text:
        return None
    if text == u"{}":
        return {}
    try:
        return json.loads(text)
    except (ValueError, RuntimeError) as error:
        raise Failure(400, u"params or attribute cannot be read as JSON: " + exception_text(error))


def _file_map(files):
    """Paths by name; what is named `./x`, as members of a package are, is there as `x` too (AVA, section 6.9)."""
    paths = {}
    for item in files:
        name, path = item.get("name", u""), _script_path(item.get("path", u""))
        paths[name] = path
        paths.setdefault(posixpath.normpath(u"/" + name).lstrip(u"/"), path)
    return paths


def _script_path(path):
    """A path as scripts get it: `unicode` on Python 2, as from the platform."""
    return path if PY2 else native_path(path)
