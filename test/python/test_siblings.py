"""What scripts import by name alone, in real runner processes."""
import os
import shutil
import sys
import tempfile
import unittest

from test_runner import RunnerCase

PY2 = sys.version_info[0] == 2
SCRIPT = """
%s


def create_net(configs):
    return {}, 0, ""


def net_inference(model, reqs):
    return [{"result": look()} for _ in reqs], 0, ""
"""


class Siblings(RunnerCase):
    def look(self, script, files=None):
        """What ``look()`` of a script returns that has these files beside it, by path without extension."""
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        for name, text in dict(files or {}, eval=SCRIPT % script).items():
            path = os.path.join(folder, name + ".py")
            if not os.path.isdir(os.path.dirname(path)):
                os.makedirs(os.path.dirname(path))
                with open(os.path.join(os.path.dirname(path), "__init__.py"), "w"):
                    pass
            with open(path, "w") as stream:
                stream.write(text)
        runner = self.start("echo", folder=u"%s" % folder)
        self.assertNotIn("code", runner.ready, runner.ready)
        code, message, result = runner.ask()
        self.assertEqual((code, message), (0, u""))
        return result

    def test_one_module_under_both_names(self):
        result = self.look("""
import state
from evals import state as same
from evals.state import items
import reader
import net.model
from evals.net.model import MODEL
import evals.net.model

def look():
    state.items.append(1)
    return [state is same, items is state.items, reader.count(), net.model.MODEL is MODEL, net.model is evals.net.model,
            state.__name__]
""", {"state": "items = []\n", "reader": "from state import items\n\ndef count():\n    return len(items)\n",
            "net/model": "MODEL = object()\n"})
        self.assertEqual(result, [True, True, 1, True, True, "evals.state"])

    def test_src_is_a_package_and_on_the_path(self):
        result = self.look("""
from evals.src.deep import DEEP
from deep import DEEP as same_text
import src.deep

def look():
    return [DEEP, same_text, src.deep.__name__]
""", {"src/deep": "DEEP = 'deep'\n"})
        self.assertEqual(result, ["deep", "deep", "evals.src.deep"])

    def test_a_script_that_puts_its_folder_on_the_path_itself(self):
        result = self.look("""
import os, sys
sys.path.insert(0, "." if %r else os.path.dirname(os.path.abspath(__file__)))
import state
import evals.state

def look():
    return state is evals.state
""" % (not PY2), {"state": ""})
        self.assertEqual(result, True)

    def test_siblings_that_import_each_other(self):
        result = self.look("import a\ndef look():\n    return a.answer()", {
            "a": "import b\n\ndef answer():\n    return b.half() * 2\n",
            "b": "import a\n\ndef half():\n    return 21 if a.answer else 0\n"})
        self.assertEqual(result, 42)

    def test_the_platforms_utils_by_name_alone(self):
        result = self.look("""
from utils import create_net_handler, CTX
from utils.error import ErrorBase
import utils.image
import evals.utils
import evals.utils.error

def look():
    return [CTX is evals.utils.CTX, ErrorBase is evals.utils.error.ErrorBase, utils is evals.utils, utils.image.__name__]
""")
        self.assertEqual(result, [True, True, True, "evals.utils.image"])

    def test_the_platforms_utils_hides_one_of_the_scripts_own(self):
        result = self.look("""
import utils
import evals.utils

def look():
    return [hasattr(module, name) for module in (utils, evals.utils) for name in ("HELPER", "CTX")]
""", {"utils": "HELPER = 1\n"})
        self.assertEqual(result, [False, True, False, True])

    def test_a_utils_elsewhere_is_its_own(self):
        result = self.look("""
import reader
import evals.utils

def look():
    return [reader.HELPER, hasattr(evals.utils, "HELPER")]
""", {"src/utils": "HELPER = 1\n", "src/reader": "from utils import HELPER\n"})
        self.assertEqual(result, [1, False])

    def test_modules_that_were_put_into_the_platforms_utils(self):
        result = self.look("""
from utils.helper import HELPER
from evals.utils import CTX, helper

def look():
    return [HELPER, helper.HELPER]
""", {"utils/helper": "HELPER = 1\n"})
        self.assertEqual(result, [1, 1])

    def test_the_platforms_own_package_from_an_image(self):
        result = self.look("""
import utils
from evals.utils import CTX

def look():
    return utils.CTX is CTX
""", {"utils/__init__": "def net_inference_handler(func):\n    raise SystemExit('not this one')\n",
            "__init__": "from utils import metrics\nfrom eval import create_net, net_inference\n"})
        self.assertEqual(result, True)

    def test_cython_source_without_cython(self):
        result = self.look("""
import os
import pyximport
pyximport.install()
pyximport.install()

def attempt(name):
    try:
        __import__(name)
    except ImportError as error:
        return str(error)
    return "imported"

def look():
    with open("nms.pyx", "w"):
        pass
    return [attempt("nms"), attempt("evals.nms"), attempt("nowhere"), attempt("json")]
""")
        self.assertEqual([text[:27] for text in result[:2]], ["nms.pyx is Cython source, a"] * 2)
        self.assertIn("add Cython and setuptools to requirements.txt", result[0])
        self.assertEqual((result[2].replace("'", ""), result[3]), ("No module named nowhere", "imported"))

    def test_relative_imports_and_reload(self):
        result = self.look("""
from . import helper
from .net.model import MODEL
try:
    from importlib import reload
except ImportError:
    pass
import counter

def look():
    reload(counter)
    return [helper.NAME, MODEL, counter.loaded, helper.__name__]
""", {"helper": "from .net import model\nNAME = model.MODEL\n", "net/model": "MODEL = 'm'\n",
            "counter": "try:\n    loaded += 1\nexcept NameError:\n    loaded = 1\n"})
        self.assertEqual(result, ["m", "m", 2, "evals.helper"])

    def test_what_is_missing_is_missed(self):
        result = self.look("""
def missing(statement):
    try:
        exec(statement, globals())
    except ImportError as error:
        return str(error).replace("'", "")
    return "found"

def look():
    import net
    return [missing("import nothing_there"), missing("import net.nothing_there"), missing("from net import nothing_there")]
""", {"net/model": ""})
        self.assertEqual([text.startswith(("No module named", "cannot import name")) for text in result], [True] * 3, result)

    def test_a_module_that_raises_is_tried_again(self):
        result = self.look("""
def look():
    told = []
    for _ in range(2):
        try:
            import broken
        except ValueError as error:
            told.append(str(error))
    return told
""", {"broken": "raise ValueError('broken')\n"})
        self.assertEqual(result, ["broken"] * 2)


class Main(RunnerCase):
    def test_an_entry_of_another_name(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        script = SCRIPT % "def look():\n    import service, evals.eval\n    return [service is evals.eval, __name__]\n" + """

if __name__ == "__main__":
    raise SystemExit("not as a program")
"""
        with open(os.path.join(folder, "service.py"), "w") as stream:
            stream.write(script)
        runner = self.start("echo", folder=u"%s" % folder, entry=u"service.py")
        self.assertEqual(runner.ask(), (0, u"", [True, "evals.eval"]))

    def test_arguments_are_parsed_inside_create_net(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with open(os.path.join(folder, "eval.py"), "w") as stream:
            stream.write("""import argparse
import sys


def create_net(configs):
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=224)
    sys.stdout.write("printed while creating\\n")
    return {"size": parser.parse_args().size}, 0, ""


def net_inference(model, reqs):
    return [{"result": [model["size"], sys.argv]} for _ in reqs], 0, ""
""")
        runner = self.start("echo", folder=u"%s" % folder)
        self.assertEqual(runner.ask(), (0, u"", [224, [""]]))
        self.assertEqual(runner.output(0), "printed while creating\n")


if __name__ == "__main__":
    unittest.main()
