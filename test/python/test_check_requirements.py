# -*- coding: utf-8 -*-
"""What counts as installed, judged on folders of metadata as pip and setuptools leave them."""
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import PYTHON

sys.path.insert(0, os.path.join(PYTHON, "environment"))
import check_requirements
sys.path.pop(0)

PACKAGES = {
    "alpha-1.2.dist-info/METADATA": u"""Metadata-Version: 2.1
Name: Alpha
Version: 1.2
Provides-Extra: fast
Provides-Extra: full
Requires-Dist: beta (>=2)
Requires-Dist: lost; python_version < "2"
Requires-Dist: lost; extra == 'full'
Requires-Dist: delta.core[text]; extra == 'fast'
""",
    "beta-2.5rc1.dist-info/METADATA": u"Metadata-Version: 2.1\nName: beta\nVersion: 2.5rc1\n",
    "delta_core-3.0.post1.egg-info/PKG-INFO": u"""Metadata-Version: 1.1
Name: delta.core
Version: 3.0.post1
Provides-Extra: text
""",
    "delta_core-3.0.post1.egg-info/requires.txt": u"beta\n\n[text]\nalpha>=1\n",
    "broken-1.0.dist-info/METADATA": u"Metadata-Version: 2.1\nName: broken\nVersion: 1.0\nRequires-Dist: lost\n",
}


class Requirements(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.packaging = check_requirements.import_packaging()

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        for name, text in PACKAGES.items():
            self.write(os.path.join("site", name), text)
        sys.path.insert(0, os.path.join(self.folder, "site"))

    def tearDown(self):
        del sys.path[0]
        shutil.rmtree(self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path))
        with io.open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return path

    def lacking(self, text):
        path = self.write("requirements.txt", text)
        try:
            packages = check_requirements.installed_packages(self.packaging)
            check_requirements.check(path, self.packaging, packages)
        except check_requirements.Lacking as error:
            return error.args[0]
        return None

    def test_installed(self):
        for text in (
                u"", u"# nothing\n", u"alpha", u"ALPHA==1.2\n", u"alpha>=1,<2  # pinned", u"alpha ~= 1.0",
                u"delta_core>=3", u"Delta-Core", u"delta.core[text]", u"alpha[fast]", u"beta", u"beta>=2.4",
                u"alpha[unknown]", u"lost; python_version < '2'", u"alpha \\\n  == 1.2 \\\n",
                u"alpha==1.2 --hash=sha256:00 \\\n --hash=sha256:11\n", u"\ufeffalpha\r\nbeta\r\n",
                u"--index-url http://127.0.0.1:1/\n-f wheels\n--pre\nalpha\n"):
            self.assertEqual((text, None), (text, self.lacking(text)))

    def test_lacking(self):
        for text, reason in (
                (u"lost\n", u"lost is not installed"),
                (u"alpha==1.3", u"alpha==1.3 is asked for and 1.2 is installed"),
                (u"alpha<1.2; python_version > '2'", u'alpha<1.2; python_version > "2" is asked for and 1.2 is installed'),
                (u"beta>=2.5", u"beta>=2.5 is asked for and 2.5rc1 is installed"),
                (u"alpha\nbeta\nalpha!=1.2", u"alpha!=1.2 is asked for and 1.2 is installed"),
                (u"broken", u"lost is not installed")):
            self.assertEqual((text, reason), (text, self.lacking(text)))
        self.assertTrue(self.lacking(u"alpha[full]").startswith(u"lost"))

    def test_replaced(self):
        path = self.write("requirements.txt", u"alpha\nMo.Sec[dev]==0.4.9\n./mosec-0.4.9-py3-none-any.whl\n"
                                              u"taichu_serve @ https://h/x.whl ; python_version > '2'\nlost\n")
        packages = check_requirements.installed_packages(self.packaging)
        with self.assertRaises(check_requirements.Lacking) as caught:
            check_requirements.check(path, self.packaging, packages, [u"mo-sec", u"mosec", u"taichu-serve"])
        self.assertEqual(u"lost is not installed", caught.exception.args[0])

    def test_what_no_version_tells(self):
        for text in (u"./alpha", u"alpha @ https://example.com/alpha-1.2.zip", u"git+https://example.com/alpha.git",
                     u"-e .", u"alpha==${VERSION}", u"alpha --install-option=x", u"--unheard-of x", u"alpha==1.2 ?"):
            self.assertIn(u"cannot be told from what is installed", self.lacking(text) or text)

    def test_other_files(self):
        self.write("more/base.txt", u"-r again.txt\n-c ../limits.txt\nalpha\n")
        self.write("more/again.txt", u"-r base.txt\nbeta\n")
        self.write("limits.txt", u"beta<3\nlost==1\n")
        self.assertIsNone(self.lacking(u"-r more/base.txt\n--requirement=more/again.txt\n"))
        self.write("limits.txt", u"beta<2\nlost==1\n")
        self.assertEqual(u"beta<2 is asked for and 2.5rc1 is installed", self.lacking(u"-rmore/base.txt"))
        self.assertIn(u"gone.txt cannot be read", self.lacking(u"alpha\n-r gone.txt"))

    def test_the_first_on_the_path_counts(self):
        self.write("first/alpha-9.dist-info/METADATA", u"Metadata-Version: 2.1\nName: alpha\nVersion: 9\n")
        sys.path.insert(0, os.path.join(self.folder, "first"))
        try:
            self.assertIsNone(self.lacking(u"alpha==9"))
        finally:
            del sys.path[0]

    def test_as_a_program(self):
        self.assertTrue(self.printed(u"caf\u00e9==1\n").startswith(u"requirements\tcaf\\xe9==1 cannot be told"))

    def test_without_pip(self):
        """The pip that Python carries along for new environments is not installed."""
        self.assertEqual(u"requirements\t\n", self.printed(u"alpha[fast]\n", "-S"))
        self.assertEqual(u"requirements\tpip is not installed\n", self.printed(u"alpha\npip\n", "-S"))

    def printed(self, text, *options):
        path = self.write("requirements.txt", text)
        script = check_requirements.__file__.replace(".pyc", ".py")
        environ = dict(os.environ, PYTHONPATH=os.path.join(self.folder, "site"))
        command = [sys.executable, "-B"] + list(options) + [script, path]
        return subprocess.check_output(command, env=environ).decode("ascii")


if __name__ == "__main__":
    unittest.main()
