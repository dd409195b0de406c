"""A version folder inside the file system of one of the platform's images (AVA, section 1.1)."""
import os
import shutil
import tempfile
import unittest

from support import Runner

SCRIPT = u"""
import os
import evals.utils
import engine
import ops
import custom

def create_net(configs):
    ours = "shims" in evals.__file__ and "shims" in evals.utils.__file__
    return {"cwd": os.getcwd(), "ours": ours, "where": [engine.WHERE, ops.WHERE, custom.WHERE]}, 0, ""

def net_inference(model, reqs):
    return [{"result": model} for _ in reqs], 0, ""
"""
PLATFORM_OWN = u"raise RuntimeError('the platform\\'s own')\n"
FILES = {
    "python/evals/eval.py": SCRIPT,
    "python/evals/__init__.py": PLATFORM_OWN,
    "python/evals/utils/__init__.py": PLATFORM_OWN,
    "python/evals/engine.py": u"WHERE = 'evals'\n",
    "python/evals/src/ops.py": u"WHERE = 'src'\n",
    "python/engine.py": u"WHERE = 'python'\n",
    "python/ops.py": u"WHERE = 'python'\n",
    "python/custom.py": u"WHERE = 'python'\n",
}


class ImageLayout(unittest.TestCase):
    def setUp(self):
        self.serving = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.serving)
        for name, text in FILES.items():
            path = os.path.join(self.serving, name)
            if not os.path.isdir(os.path.dirname(path)):
                os.makedirs(os.path.dirname(path))
            with open(path, "wb") as stream:
                stream.write(text.encode("ascii"))

    def test_order_of_folders_and_working_directory(self):
        python = os.path.join(self.serving, "python")
        runner = Runner("echo", folder=_text(os.path.join(python, "evals")), python_path=[_text(python)],
                        working_folder=_text(self.serving))
        self.addCleanup(runner.close)
        said = {"cwd": self.serving, "ours": True, "where": ["evals", "src", "python"]}
        self.assertEqual(runner.ask(), (0, u"", said))


    def test_a_utils_of_the_scripts_own_elsewhere(self):
        python = os.path.join(self.serving, "python")
        files = {"eval.py": SCRIPT.replace(u"import custom", u"import custom\nimport reader")
                                  .replace(u"custom.WHERE", u"reader.WHERE"),
                 "src/utils.py": u"WHERE = 'src'\n", "src/reader.py": u"from utils import WHERE\n",
                 "utils/__init__.py": PLATFORM_OWN + u"def net_inference_handler(func):\n    return func\n"}
        for name, text in files.items():
            with open(os.path.join(python, "evals", name), "wb") as stream:
                stream.write(text.encode("ascii"))
        runner = Runner("echo", folder=_text(os.path.join(python, "evals")), python_path=[_text(python)],
                        working_folder=_text(self.serving))
        self.addCleanup(runner.close)
        said = {"cwd": self.serving, "ours": True, "where": ["evals", "src", "src"]}
        self.assertEqual(runner.ask(), (0, u"", said))


def _text(path):
    return path.decode("utf-8") if isinstance(path, bytes) else path
