"""Runs in a release's interpreter (CPython 2.7 or 3.6 and newer) and tells what that has, as JSON on stdout.

It imports the platform's own modules and the standard library; of everything else it only looks where it lies. The
argument is the dialect of scripts that is asked for; the question is JSON on stdin: ``modules`` (top-level names) and
``sources`` (paths to compile).
"""
import os
import sys

# The folder of this file holds modules whose names are common.
del sys.path[0]

PY2 = sys.version_info[0] == 2
PLATFORM = {"ava": ("evals.utils", "evals.utils.error", "evals.utils.header", "evals.utils.image",
                    "evals.utils.logger"),
            "tiinfer": ("mosec", "mosec.errors", "tiinfer"),
            "taichu": ("taichu_serve", "taichu_serve.common", "taichu_serve.error_code"),
            "paddle": ("paddle_serving_server", "paddle_serving_server.web_service", "paddle_serving_server.pipeline",
                       "paddle_serving_server.pipeline.channel", "paddle_serving_server.pipeline.error_catch",
                       "paddle_serving_server.util", "paddle_serving_app", "paddle_serving_app.reader")}


def main():
    output = os.fdopen(os.dup(1), "w")
    # Whatever an import prints must not come between.
    os.dup2(2, 1)
    loaded, names = platform(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), sys.argv[1])
    import json
    question = json.load(sys.stdin)
    answer = {
        "loaded": loaded,
        "platform": names,
        "version": "%d.%d.%d" % sys.version_info[:3],
        "modules": dict((name, locate(name)) for name in question["modules"]),
        "sources": dict((path, compile_error(path)) for path in question["sources"]),
    }
    json.dump(answer, output)
    output.flush()


def locate(name):
    """Where a top-level module would come from: {kind, file}; None when there is none."""
    if name in sys.builtin_module_names:
        return {"kind": "standard", "file": "built in"}
    path = _find2(name) if PY2 else _find3(name)
    if path is None:
        return None
    return {"kind": "standard" if _is_standard(name, path) else "installed", "file": path}


def _find2(name):
    import imp
    try:
        stream, path, _ = imp.find_module(name)
    except Exception:
        return None
    if stream:
        stream.close()
    return path or "built in"


def _find3(name):
    from importlib.util import find_spec
    try:
        spec = find_spec(name)
    except Exception:
        return None
    if spec is None:
        return None
    if spec.origin in ("built-in", "frozen"):
        return "built in"
    return spec.origin or next(iter(spec.submodule_search_locations or []), "a namespace package")


def _is_standard(name, path):
    if path == "built in" or name in getattr(sys, "stdlib_module_names", ()):
        return True
    import sysconfig
    folders = [os.path.realpath(sysconfig.get_path(key)) for key in ("stdlib", "platstdlib")]
    real = os.path.realpath(path)
    if any(part in real.split(os.sep) for part in ("site-packages", "dist-packages")):
        return False
    return any(real.startswith(folder + os.sep) for folder in folders)


def compile_error(path):
    """Why this interpreter does not take a file as source: {line, message}; None when it does."""
    import warnings
    try:
        with open(path, "rb") as stream:
            data = stream.read()
        if PY2:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            _check_encoding(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(data, path, "exec", 0, True)
    except SyntaxError as error:
        return {"line": error.lineno or 0, "message": str(error.msg)}
    except Exception as error:
        return {"line": 0, "message": "%s: %s" % (type(error).__name__, error)}
    return None


def _check_encoding(data):
    """Python 2 wants a line about it where there is more than ASCII; its compiler sees that in files only."""
    import re
    odd = re.search(b"[^\\x00-\\x7f]", data)
    head = b"\n".join(data.split(b"\n")[:2])
    if odd and not data.startswith(b"\xef\xbb\xbf") and not re.search(br"^[ \t\f]*#.*?coding[:=]", head, re.M):
        line = data.count(b"\n", 0, odd.start()) + 1
        raise SyntaxError("Non-ASCII character, but no encoding declared", ("", line, 0, ""))


def platform(python, dialect):
    """(modules that the runner has imported before it imports a script, names in the platform's modules)."""
    if PY2 and dialect != "ava":
        return [], {}
    before = sys.path[:]
    sys.path[:0] = [python, os.path.join(python, "shims")]
    try:
        import evalbridge_runner.dialects
        import evalbridge_runner.process  # noqa: F401
        __import__("evalbridge_runner.dialects." + dialect)
        names = {}
        for name in PLATFORM[dialect]:
            __import__(name)
            names[name] = sorted(dir(sys.modules[name]))
        loaded = sorted(set(name for name in sys.modules if "." not in name and sys.modules[name] is not None))
        return [name for name in loaded if name != "__main__"], names
    finally:
        sys.path[:] = before


if __name__ == "__main__":
    main()
