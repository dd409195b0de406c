"""The models that a configuration of Paddle Serving names, and whether they can run (paddle-pipeline, section B4)."""
import glob
import os

from evalbridge_tools.doctor.packages import brought, providers
from evalbridge_tools.doctor.problems import MISSING, problem

PADDLE_FILES = ("*.pdmodel", "__model__")
READERS = ("numpy", "cv2")
# Whether an interpreter has them is asked although no script imports them itself.
NEEDED = READERS + ("paddle",)


def examine_models(file, name, op, folder):
    """[{file, op, folder, onnx, paddle}] of one Op: what its configuration calls ``model_config``, and what lies there.

    :param folder: what relative paths start from
    """
    config = (op.get("local_service_conf") or {}).get("model_config")
    if config is None:
        return []
    there = os.path.normpath(os.path.join(folder, config))
    has = [any(glob.glob(os.path.join(glob.escape(there), pattern)) for pattern in patterns) for patterns in (("*.onnx",), PADDLE_FILES)]
    return [{"file": file, "op": name, "given": config, "there": os.path.isdir(there), "onnx": has[0], "paddle": has[1]}]


def model_problems(case):
    """What the models of a script lack in its interpreter."""
    found = []
    for model in case.facts["models"]:
        where = "op.%s.local_service_conf.model_config: %s" % (model["op"], model["given"])
        if not model["there"]:
            found.append(problem(MISSING, "model", model["file"], 0, where + " is not there", "put the folder there"))
        elif not model["onnx"] and not model["paddle"]:
            found.append(problem(MISSING, "model", model["file"], 0, where + " holds no model",
                                 "put model.onnx there, beside serving_server_conf.prototxt, or Paddle's own files"))
        elif not model["onnx"] and not _will_have(case, "paddle"):
            found.append(problem(MISSING, "paddle-model", model["file"], 0,
                                 where + " holds Paddle's own files only, and paddle is not there to run them",
                                 "`npx evalbridge convert` makes a model.onnx of them; or add paddlepaddle to requirements.txt"))
    return found


def reader_problems(case):
    """Packages that the readers need, where the script imports any."""
    imported = [one for one in case.facts["imports"] if one["module"].startswith("paddle_serving_app")]
    lacking = [name for name in READERS if not _will_have(case, name)] if imported else []
    if not lacking:
        return []
    one = imported[0]
    return [problem(MISSING, "readers", one["file"], one["line"], "the readers of paddle_serving_app want %s, which %s not there" % (
        " and ".join(lacking), "is" if len(lacking) == 1 else "are"), "add %s to requirements.txt" % " and ".join(map(_pip, lacking)))]


def _pip(module):
    return "opencv-python-headless" if module == "cv2" else module


def _will_have(case, module):
    """Whether the release's interpreter can import a module."""
    if case.wanted:
        return any(name in case.wanted for name in providers(module)) or bool(brought(module, case.wanted))
    return case.probe["modules"].get(module) is not None
