"""What a script's libraries note while it is observed, and that it cannot tell; the libraries are little ones of ours."""
import json
import os
import shutil
import sys
import tempfile
import unittest

from support import APPS, ROOT, Runner, _text, single

LIBRARIES = _text(os.path.join(APPS, "observed", "libraries"))


class Observed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def start(self, folder=None, **create):
        runner = Runner("observed", observe_dir=_text(self.folder if folder is None else folder),
                        python_path=[LIBRARIES], **create)
        self.addCleanup(runner.close)
        return runner

    def ask(self, runner, mode, reqid=u"one"):
        """The result of a request with the body abc."""
        _, (response,) = runner.call(single(b"abc", {"mode": mode}), reqids=[reqid])
        self.assertEqual(response["code"], 0, response["message"])
        return json.loads(response["result"])

    def noted(self, reqid=u"one"):
        """Stage, call, name, run and numbers of what passed during a request."""
        folder = os.path.join(self.folder, reqid)
        name, = [name for name in os.listdir(folder) if name.endswith(".jsonl")]
        with open(os.path.join(folder, name)) as stream:
            notes = [json.loads(line) for line in stream]
        return [(note["stage"], note["call"], note["name"], note["run"], self._numbers(folder, note)) for note in notes]

    def _numbers(self, folder, note):
        self.assertEqual(note["dtype"], "uint8")
        if not note["file"]:
            return None
        with open(os.path.join(folder, note["file"]), "rb") as stream:
            return bytearray(stream.read())

    def test_steps(self):
        runner = self.start()
        self.assertEqual(self.ask(runner, "steps"), [ord("a") + ord("b")])
        self.assertEqual(self.noted(), [
            (u"decode", u"cv2.imdecode", u"", 0, b"abc"), (u"resize", u"cv2.resize", u"", 0, b"ab"),
            (u"pad", u"cv2.copyMakeBorder", u"", 0, b"ab\0"),
            (u"net input", u"InferenceSession.run", u"input", 0, b"ab\0"),
            (u"net output", u"InferenceSession.run", u"sum", 0, b"\xc3"),
            (u"net input", u"InferenceSession.run", u"input", 1, b"\xc3"),
            (u"net output", u"InferenceSession.run", u"sum", 1, b"\xc3")])

    def test_pictures(self):
        runner = self.start()
        # Nothing was decoded before somebody looked.
        self.assertEqual(self.ask(runner, "pictures"), [False, True, 2, 1])
        self.assertEqual([(stage, call, numbers) for stage, call, _, _, numbers in self.noted()], [
            (u"decode", u"Image.open", b"abc"), (u"colour", u"Image.convert", b"abc"),
            (u"resize", u"Image.resize", b"ab"), (u"resize", u"Image.thumbnail", b"a")])

    def test_preprocess(self):
        runner = self.start(preprocess=True)
        self.ask(runner, "identity")
        self.assertEqual(self.noted(), [(u"decode", u"cv2.imdecode", u"", 0, b"abc"),
                                        (u"preprocessed", u"net_preprocess", u"data.input", 0, b"abc")])

    if sys.version_info[0] > 2:  # Their platforms had no other.
        def test_scripts_of_other_platforms(self):
            decoded = (u"decode", u"cv2.imdecode", u"", 0, b"abc")
            run = [(u"net input", u"InferenceSession.run", u"input", 0, b"abc"),
                   (u"net output", u"InferenceSession.run", u"sum", 0, b"\x26")]
            text = b'{"text": "abc"}'
            taichu = self.start_other(u"taichu")
            self.answer(taichu, b'{"parameters": {"text": "abc"}}', u"taichu")
            self.assertEqual(self.noted(u"taichu"), [decoded] + run)
            tiinfer = self.start_other(u"tiinfer")
            self.answer(tiinfer, text, u"tiinfer")
            self.assertEqual(self.noted(u"tiinfer"), [decoded] + run)
            # Each stage notes what passes in it.
            staged = {"TI_PREPROCESS_NUMS": "1"}
            first = self.start_other(u"tiinfer", environment=staged, stage=0)
            second = self.start_other(u"tiinfer", environment=staged, stage=1)
            passed = self.answer(first, text, u"first")["body"]
            self.answer(second, passed, u"second")
            self.assertEqual([self.noted(u"first"), self.noted(u"second")], [[decoded], run])

    def start_other(self, dialect, **create):
        folder = os.path.join(ROOT, "test", "fixtures", dialect, "observed")
        runner = Runner("", u"model_service.py", dialect=dialect, folder=folder, observe_dir=_text(self.folder),
                        python_path=[LIBRARIES], params={"batch_size": 1}, **create)
        self.addCleanup(runner.close)
        return runner

    def answer(self, runner, body, reqid):
        _, (response,) = runner.call(single(body), reqids=[reqid])
        self.assertEqual(response.get("code", 0), 0, response.get("message"))
        return response

    def test_each_request_has_a_folder(self):
        runner = self.start()
        for reqid in (u"one", u"../two/\xdf"):
            self.ask(runner, "pictures", reqid)
        self.assertEqual(sorted(os.listdir(self.folder)), ["___two__", "one"])
        self.assertEqual(len(self.noted(u"___two__")), 4)

    def test_the_script_cannot_tell(self):
        plain, observed = self.start(u""), self.start()
        for mode in ("errors", "identity"):
            self.assertEqual(self.ask(observed, mode), self.ask(plain, mode))
        self.assertEqual(self.ask(plain, "errors"), ["error", "TypeError", "ValueError", "TypeError"])
        self.assertEqual(self.ask(plain, "identity"), [True, True, "imdecode", "Decodes."])

    def test_bounds(self):
        runner = self.start()
        self.ask(runner, "many")
        kept = [numbers is not None for _, _, _, _, numbers in self.noted()]
        self.assertEqual(kept, [True] * 64 + [False] * 76)

    def test_nowhere_to_write(self):
        runner = self.start(os.path.join(self.folder, "file"))
        with open(os.path.join(self.folder, "file"), "w"):
            pass
        self.assertEqual(self.ask(runner, "steps"), [ord("a") + ord("b")])


if __name__ == "__main__":
    unittest.main()
