# -*- coding: utf-8 -*-
"""taichu-serve's scripts in real runner processes."""
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

from support import PYTHON, ROOT, Runner, messages

PY2 = sys.version_info[0] == 2
FIXTURES = os.path.join(ROOT, "test", "fixtures", "taichu")
GENERAL = u"\u7cfb\u7edf\u5185\u90e8\u9519\u8bef\uff0c\u8bf7\u8054\u7cfb\u7ef4\u62a4\u4eba\u5458"
GRPC = u'{"wire": "grpc"}'


def request(parameters, **data):
    return {"data": dict(data, body=json.dumps({"parameters": parameters}).encode("utf-8"))}


class TaichuCase(unittest.TestCase):
    def start(self, folder, entry=u"model_service.py", **create):
        """A runner whose channel is closed after the test, and which must then end quietly."""
        if os.path.sep not in folder:
            folder = os.path.join(FIXTURES, folder)
        runner = Runner("taichu", entry, folder=u"%s" % folder, dialect=u"taichu", **create)
        self.addCleanup(lambda: self.assertEqual(runner.close(), 0, runner.output))
        return runner

    def folder(self, **files):
        folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        for name, text in files.items():
            with io.open(os.path.join(folder, name.replace("_py", ".py").replace("_ini", ".ini")), "w", encoding="utf-8") as stream:
                stream.write(text)
        return folder

    def ask(self, runner, parameters, target=u"Story", **head):
        """Returns (code, message, parameters)."""
        data = head.pop("data", {})
        _, (response,) = runner.call(request(parameters, **data), targets=[target], **head)
        result = json.loads(response["result"])
        return response["code"], response["message"], result.get("parameters")


# Those scripts are for nothing else than Python 3.
Python3Case = object if PY2 else TaichuCase
Python2Case = TaichuCase if PY2 else object


class Python2(Python2Case):
    def test_refused(self):
        ready = self.start("story").ready
        self.assertEqual((ready["code"], ready["message"]), (599, u"taichu-serve's scripts need Python 3.6 or newer"))


class Loading(Python3Case):
    def refusal(self, runner):
        self.assertEqual(runner.ready["code"], 599, runner.ready)
        return runner.ready["message"]

    def test_what_is_served(self):
        declared = self.start("story").ready["ready"]["declared"]
        served = [{"name": u"Silent", "version": u"1"}, {"name": u"Story", "version": u"1"},
                  {"name": u"Teller", "version": u"2.B"}]
        self.assertEqual(declared, {"stages": [{"instances": 1}], "served": served, "http_port": 8081,
                                    "grpc_port": 8080, "no_queue": True, "max_concurrent": 100})

    def test_places_of_the_platform(self):
        runner = self.start("story")
        folder = os.path.join(FIXTURES, "story")
        self.assertEqual(self.ask(runner, {"what": "place"})[2], {
            "cwd": folder, "model_path": folder, "pid": runner.process.pid, "module": "model_service", "shim": "shims"})
        self.assertEqual(self.ask(runner, {"what": "state"})[2]["steps"], ["init", "warm, ready: False"])
        self.assertTrue(self.ask(runner, {"what": "state"})[2]["ready"])

    def test_what_is_beside_the_script_comes_after_what_is_installed(self):
        folder = self.folder(decimal_py=u"raise ImportError('not this one')\n", beside_py=u"NAME = 'beside'\n", model_service_py=(
            u"import beside, decimal, taichu_serve\nclass A(taichu_serve.Service):\n"
            u"    def _postprocess(self, data, context): return beside.NAME\n"))
        self.assertEqual(self.ask(self.start(folder), {}, u"A"), (0, u"", "beside"))

    def test_config_is_stronger_than_flags(self):
        folder = os.path.join(FIXTURES, "configured")
        args = [u"run", u"--http_port", u"1", u"--grpc_port=2", u"--instances_num", u"9", u"--max_concurrent_requests=7",
                u"--env", u"prod", u"--new_flag", u"x"]
        runner = self.start(folder, u"customize_service.py", args=args)
        declared = runner.ready["ready"]["declared"]
        self.assertEqual((declared["http_port"], declared["grpc_port"], declared["stages"]), (1, 2, [{"instances": 9}]))
        self.assertEqual([line["message"] for line in runner.logs], [u"taichu_serve run has no --new_flag x"])
        folder = self.folder(customize_service_py=read(folder, "customize_service.py"), config_ini=(
            u"\ufeff# \u7aef\u53e3\n[server]\nhttp_port = 28091\ngrpc_only = true\ninstances_num = 2\n"))
        declared = self.start(folder, u"customize_service.py", args=args).ready["ready"]["declared"]
        self.assertEqual((declared["http_port"], declared["grpc_port"], declared["stages"]), (0, 2, [{"instances": 2}]))

    def test_flags_that_make_no_sense(self):
        for args, message in (
                ([u"--instances_num", u"0"], u"instances_num is 0; it must be at least 1"),
                ([u"--http_port", u"70000"], u"http_port is 70000; it must be from 0 to 65535"),
                ([u"--http_port", u"x"], u"args: argument --http_port: invalid int value: 'x'"),
                ([u"--grpc_only", u"perhaps"], u"args: argument --grpc_only: 'perhaps' is neither true nor false"),
                ([u"--model_path", u"models"], u"model_path: there is no folder %s/models" % os.path.join(FIXTURES, "story")),
                ([u"--service_file", u"none.py"], u"none.py could not be loaded: FileNotFoundError: ")):
            self.assertIn(message, self.refusal(self.start("story", args=args)))
        for config in (u"[server]\nhttp_port = many\n", u"no section\n", u"[server]\n[server]\n"):
            folder = self.folder(model_service_py=u"", config_ini=config)
            self.assertIn(u"config.ini: ", self.refusal(self.start(folder)))

    def test_grpc_only(self):
        for args, port in (([u"--grpc_only"], 0), ([u"--grpc_only", u"True"], 0), ([u"--grpc_only=False"], 8081)):
            self.assertEqual(self.start("story", args=args).ready["ready"]["declared"]["http_port"], port)

    def test_model_path_and_service_file(self):
        models = self.folder(other_py=u"from taichu_serve import Service\nclass A(Service):\n"
                                      u"    def _postprocess(self, data, context): return self.model_path\n")
        runner = self.start("story", args=[u"--model_path", models + u"/", u"--service_file", u"other.py"])
        self.assertEqual(self.ask(runner, {}, u"A")[2], models)
        folder = self.folder(customize_service_py=read(FIXTURES, "configured", "customize_service.py"))
        os.mkdir(os.path.join(folder, "models"))
        runner = self.start(folder, u"customize_service.py", args=[u"--model_path", u"models/"])
        self.assertEqual(self.ask(runner, {}, u"")[2], {"path": os.path.join(folder, "models")})

    def test_a_script_that_starts_itself_stays_main(self):
        runner = self.start("itself", u"counter.py", args=[u"7"])
        declared = runner.ready["ready"]["declared"]
        self.assertEqual((declared["http_port"], declared["grpc_port"]), (9007, 9500))
        self.assertEqual(self.ask(runner, {}, u"counter")[2], {
            "main": True, "name": "__main__", "argv": ["counter.py", "7"], "made": 2,
            "model_path": os.path.join(FIXTURES, "itself")})

    def test_a_script_that_starts_the_service_beside_it(self):
        script = u"from taichu_serve import Service\nfrom customize_service import ModelService\nModelService('x').run()\n"
        folder = self.folder(customize_service_py=read(FIXTURES, "configured", "customize_service.py"), main_py=script)
        self.assertEqual(self.ask(self.start(folder, u"main.py"), {}, u"ModelService"), (0, u"", {"path": folder}))

    def test_literal_ports_of_a_service_file(self):
        # As `taichu_serve run` imports it: what follows the test of `__name__` never ran.
        script = (u"from taichu_serve import Service\nclass A(Service): pass\n"
                  u"if __name__ == '__main__':\n    A('path/to/model').run(http_port=8001, grpc_port=8002)\n    1 / 0\n")
        folder = self.folder(model_service_py=script)
        declared = self.start(folder).ready["ready"]["declared"]
        self.assertEqual((declared["http_port"], declared["grpc_port"]), (8001, 8002))
        declared = self.start(folder, args=[u"--http_port", u"8003"]).ready["ready"]["declared"]
        self.assertEqual((declared["http_port"], declared["grpc_port"]), (8003, 8002))

    def test_scripts_that_cannot_be_served(self):
        begin = u"from taichu_serve import ModelServer\n"
        for entry, text, message in (
                (u"model_service.py", u"raise RuntimeError('import fails')\n",
                 u"model_service.py could not be loaded: RuntimeError: import fails"),
                (u"model_service.py", u"import sys\nsys.exit(3)\n", u"model_service.py could not be loaded: SystemExit: 3"),
                (u"model_service.py", begin, u"model_service has no class that derives from taichu_serve.ModelServer"),
                (u"model_service.py", begin + u"class A(ModelServer):\n    def _warmup(self): raise RuntimeError('cold')\n",
                 u"A could not be made ready: RuntimeError: cold"),
                (u"model_service.py", begin + u"class A(ModelServer):\n    def __init__(self): pass\n",
                 u"A could not be made ready: TypeError: "),
                (u"start.py", begin + u"if False: ModelServer('x').run()\n", u"start.py ended without a call of run()"),
                (u"start.py", begin + u"ModelServer('x').run()\n",
                 u"__main__ has no class that derives from taichu_serve.ModelServer"),
                (u"start.py", begin + u"try:\n    ModelServer('x').run()\nexcept Exception:\n    pass\n",
                 u"__main__ has no class that derives from taichu_serve.ModelServer"),
                (u"start.py", begin + u"ModelServer('x').run(http_port='8081')\n", u"http_port is '8081'; it must be from 0 to 65535"),
                (u"start.py", u"x.run()\n", u"start.py could not be loaded: NameError: name 'x' is not defined")):
            folder = self.folder(**{entry.replace(".py", "_py"): text})
            self.assertIn(message, self.refusal(self.start(folder, entry)))

    def test_its_processes_find_its_modules(self):
        folder = self.folder(model_service_py=(
            u"import multiprocessing\nfrom taichu_serve import ModelServer\ndef square(x): return x * x\n"
            u"class A(ModelServer):\n    def _postprocess(self, data, context):\n"
            u"        with multiprocessing.get_context(data['method']).Pool(1) as pool: return pool.map(square, [2, 3])\n"))
        runner = self.start(folder)
        for method in ("fork", "spawn"):
            self.assertEqual(self.ask(runner, {"method": method}, u"A"), (0, u"", [4, 9]))

    def test_a_service_file_of_any_other_name(self):
        folder = self.folder(mine_py=u"import subprocess\nfrom taichu_serve import ModelServer\nclass A(ModelServer): pass\n"
                                     u"if __name__ == '__main__':\n    subprocess.run(['false'], check=True)\n")
        self.assertEqual(self.ask(self.start(folder, u"mine.py"), {"a": 1}, u"a"), (0, u"", {"a": 1}))


def read(*path):
    with io.open(os.path.join(*path), encoding="utf-8") as stream:
        return stream.read()


class WithoutHost(Python3Case):
    def run_script(self, text):
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join([os.path.join(PYTHON, "shims"), os.path.join(FIXTURES, "story")]))
        done = subprocess.Popen([sys.executable, "-B", "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        out, err = done.communicate()
        return out.decode("utf-8"), err.decode("utf-8")

    def test_a_class_by_itself(self):
        out, err = self.run_script(
            "from model_service import Story\n"
            "story = Story('there')\n"
            "story.warmup()\n"
            "print(story.ready, story.model_version, story.model_path)\n"
            "print([word['word'] for word in story.inference({'what': 'words', 'who': 'a', 'count': 2}, 'id')])\n"
            "print([next(story.inference({'what': 'x', 'x': n}, 'id', stream=True)) for n in (1, 2)], list(story._ctx))\n"
            "story.destroy_context('id')\n"
            "print(story._ctx)\n")
        self.assertEqual((out.splitlines(), err), (["True 1 there", "['a-0', 'a-1']", "[1, 2] ['id']", "{}"], ""))

    def test_no_main_loop(self):
        _, err = self.run_script("from model_service import Story\nStory('x').run(http_port=1)\n")
        self.assertIn("RuntimeError: this is evalbridge's taichu_serve: start the script with `evalbridge serve <folder>`", err)

    def test_exceptions(self):
        out, err = self.run_script(
            "from taichu_serve.error_code import *\n"
            "for error in (ModelNotFoundError(), ModelPredictError(message='m'), TooManyRequestsError('c')):\n"
            "    print(type(error).__name__, error.code, error.message, str(error))\n")
        self.assertEqual((out.splitlines(), err), ([
            "ModelNotFoundError ModelNotFoundError Model not found ", "ModelPredictError ModelPredictError m m",
            "TooManyRequestsError c Too many requests Too many requests"], ""))


class Requests(Python3Case):
    def setUp(self):
        self.runner = self.start("story")

    def test_models_by_name(self):
        for target in (u"Silent", u"SILENT", u"silent_1"):
            self.assertEqual(self.ask(self.runner, {"x": 1}, target), (0, u"", {"x": 1}))
        self.assertEqual(self.ask(self.runner, [1], u"teller_2.b"), (0, u"", [1]))
        for target in (u"Told", u"Story_2", u"ModelServer", u"Service", u"1"):
            self.assertEqual(self.ask(self.runner, {}, target), (404, u"model not found", None))
        message = u"the request does not say which model it is for: Silent_1, Story_1, Teller_2.B"
        self.assertEqual(self.ask(self.runner, {}, u""), (404, message, None))

    def test_two_versions_of_one_name(self):
        versions = dict(("v%d_py" % number, (
            u"from taichu_serve import Service\nclass A(Service):\n    model_version = '%d'\n"
            u"    def _postprocess(self, data, context): return self.model_version\n") % number) for number in (1, 2))
        service = u"from v1 import A\nfrom v2 import A as Second\n"
        runner = self.start(self.folder(model_service_py=service, **versions))
        self.assertEqual([self.ask(runner, {}, target)[2] for target in (u"a_1", u"A_2")], ["1", "2"])
        message = u"the request does not say which model it is for: A_1, A_2"
        self.assertEqual(self.ask(runner, {}, u"A"), (404, message, None))

    def test_named_like_the_app(self):
        runner = self.start("story", params={"env": {"app": u"teller"}})
        self.assertEqual(self.ask(runner, {"x": 1}, u""), (0, u"", {"x": 1}))

    def test_bodies(self):
        for body, answer in (
                (b"{}", (0, u"", {})), (b'{"parameters": null, "id": 3}', (0, u"", None)),
                (u'\ufeff{"parameters": "\xe4"}'.encode("utf-16-le"), (0, u"", u"\xe4")),
                (b"", (400, GENERAL, None)), (b"{", (400, GENERAL, None)), (b"[]", (400, GENERAL, None)),
                (b'{"parameters": ' + b"[" * 100000, (400, GENERAL, None)), (b"\xff\xfe", (400, GENERAL, None))):
            _, (response,) = self.runner.call({"data": {"body": body}}, targets=[u"Silent"])
            result = json.loads(response["result"])
            self.assertEqual((response["code"], response["message"], result.get("parameters")), answer, body[:40])

    def test_body_by_file(self):
        path = os.path.join(self.runner.payload_dir, "body")
        with open(path, "wb") as stream:
            stream.write(b'{"parameters": 5}')
        _, (response,) = self.runner.call({"data": {"uri": path}}, targets=[u"Silent"])
        self.assertEqual(response["result"], u'{"parameters": 5}')

    def test_each_of_a_batch_has_its_answer(self):
        requests = [request({"what": "context"}), {"data": {"body": b"x"}}, request({"what": "context"}), request({"x": 1})]
        _, responses = self.runner.call(*requests, targets=[u"Story", u"Story", u"Story", u"Silent"])
        self.assertEqual([(response["code"], response["result"]) for response in responses], [
            (0, u'{"parameters": {"messages": 1, "same": true, "request": "req-0"}}'), (400, u"{}"),
            (0, u'{"parameters": {"messages": 1, "same": true, "request": "req-2"}}'), (0, u'{"parameters": {"x": 1}}')])

    def test_several_answers_as_one(self):
        words = {"what": "words", "who": u"\xe4", "count": 2}
        self.assertEqual(self.ask(self.runner, words), (0, u"", {
            "item_0": '{"word": "\\u00e4-0", "messages": 1}', "item_1": '{"word": "\\u00e4-1", "messages": 1}'}))
        self.assertEqual(self.ask(self.runner, dict(words, count=1))[2], {"word": u"\xe4-0", "messages": 1})
        self.assertEqual(self.ask(self.runner, dict(words, count=0)), (500, u"Model predict error", None))
        self.assertEqual(self.ask(self.runner, dict(words, fail_at=1)), (500, u"no word 1 of \xe4", None))
        code, message, _ = self.ask(self.runner, dict(words, bad_at=1))
        self.assertEqual((code, message), (500, u"Object of type %s is not JSON serializable" % (
            "set" if sys.version_info >= (3, 7) else "'set'")))

    def test_answers_for_grpc(self):
        for answer, result in (
                ({"a": 1, "b": True, "c": u"\xe4", "d": 1.5, "e": None, "f": [1], "g": {}}, (0, u"", {"a": 1.0, "b": True, "c": u"\xe4", "d": 1.5})),
                (None, (0, u"", {})), ([1], (500, u"'list' object has no attribute 'items'", None)),
                ({"a": 10 ** 400}, (500, u"int too large to convert to float", None))):
            self.assertEqual(self.ask(self.runner, {"what": "x", "x": answer}, data={"attribute": GRPC}), result)
        for attribute in (u"[]", u"{", u"[" * 100000, u'{"wire": "http"}'):
            self.assertEqual(self.ask(self.runner, {"what": "x", "x": [1]}, data={"attribute": attribute}), (0, u"", [1]))
        dropped = [line["message"] for line in self.runner.logs if line["level"] == "warn"]
        self.assertEqual(dropped, [u"parameter %s is of type %s, which gRPC clients cannot be told" % pair for pair in (
            ("e", "NoneType"), ("f", "list"), ("g", "dict"))])

    def test_what_cannot_be_sent_at_all(self):
        script = (u"import threading, taichu_serve\n"
                  u"class Story(taichu_serve.ModelServer):\n"
                  u"    def _postprocess(self, data, context):\n"
                  u"        return {'a': 1, 'l': [threading.Lock()]}\n")
        runner = self.start(self.folder(model_service_py=script))
        kind = type(threading.Lock()).__name__
        for data in ({}, {"attribute": GRPC}):
            code, message, _ = self.ask(runner, {}, data=data)
            self.assertEqual((code, message), (500, u"cannot pickle '_thread.%s' object" % kind))


class Streams(Python3Case):
    def setUp(self):
        self.runner = self.start("story")

    def stream(self, parameters, session=u"s", reqid=u"r", credit=100):
        """Returns the parts' parameters, and what follows: (code, message, result)."""
        found, _, (last,) = self.runner.stream(
            request(parameters), credit, targets=[u"Story"], session=session, reqids=[reqid])
        parts = [json.loads(part["result"])["parameters"] for part in found]
        return parts, (last["code"], last["message"], last["result"])

    def end(self, session):
        self.runner.send({"kind": messages.END, "session": session})

    def messages(self, session, reqid):
        (part,), _ = self.stream({"what": "context"}, session, reqid)
        return part["messages"]

    def state(self):
        return self.ask(self.runner, {"what": "state"})[2]

    def test_parts(self):
        words = {"what": "words", "who": "a", "count": 3}
        parts, last = self.stream(words)
        self.assertEqual([part["word"] for part in parts], ["a-0", "a-1", "a-2"])
        self.assertEqual(last, (0, u"", u"{}"))
        self.assertEqual(self.stream(dict(words, count=0)), ([], (0, u"", u"{}")))
        self.assertEqual(self.stream({"what": "x", "x": [1]}), ([[1]], (0, u"", u"{}")))

    def test_contexts_belong_to_a_session_and_an_id(self):
        self.assertEqual([self.messages(u"s", u"r"), self.messages(u"s", u"r"), self.messages(u"s", u"q")], [1, 2, 1])
        # Another client with the same id.
        self.assertEqual([self.messages(u"t", u"r"), self.messages(u"s", u"r")], [1, 3])
        self.assertEqual(self.ask(self.runner, {"what": "context"}, reqids=[u"r"])[2]["messages"], 1)
        self.end(u"s")
        self.end(u"unknown")
        self.assertEqual([self.messages(u"s", u"r"), self.messages(u"t", u"r")], [1, 2])
        self.assertEqual(sorted(self.state()["destroyed"]), ["q", "r"])

    def test_failing_half_way(self):
        words = {"what": "words", "who": "a", "count": 9}
        parts, last = self.stream(dict(words, fail_at=3))
        self.assertEqual([part["word"] for part in parts], ["a-0", "a-1", "a-2"])
        self.assertEqual(last, (500, u"no word 3 of a", u"{}"))
        parts, last = self.stream(dict(words, bad_at=1))
        self.assertEqual(([part["word"] for part in parts], last), (["a-0"], (500, GENERAL, u"{}")))
        # The next answer is the next client's own, and the second generator did not run on.
        self.assertEqual(self.stream(dict(words, who="b", count=1))[0][0]["word"], "b-0")
        self.assertEqual(self.state()["closed"], 3)

    def test_nobody_waits_any_more(self):
        words = {"what": "words", "who": "a", "count": 1000000}
        call = self.runner.begin(request(words), 2, targets=[u"Story"], session=u"s", reqids=[u"r"])
        heads = [self.runner.next_reply()[0] for _ in range(2)]
        self.assertTrue(all(head["more"] for head in heads))
        # It waits for credit: closed is counted when the generator is.
        self.runner.send({"kind": messages.CANCEL, "call": call})
        self.assertNotIn("more", self.runner.next_reply()[0])
        self.assertEqual(self.ask(self.runner, {"what": "x", "x": "mine"}), (0, u"", "mine"))
        self.assertEqual(self.state()["closed"], 1)
