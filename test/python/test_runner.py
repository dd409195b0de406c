"""Real runner processes with the scripts under test/fixtures/apps."""
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import unittest

from support import PYTHON, Runner, TIMEOUT_S, messages, single, to_json

PY2 = sys.version_info[0] == 2
PAIR_TEXT = u"create_net raised ValueError: "


class RunnerCase(unittest.TestCase):
    def start(self, app, *args, **kwargs):
        """A runner whose channel is closed after the test, and which must then end quietly."""
        runner = Runner(app, *args, **kwargs)
        self.addCleanup(self.stop, runner)
        return runner

    def stop(self, runner):
        self.assertEqual(runner.close(), 0)


def left_after(runner):
    """The payload files of the last call; the runner deletes its own right after it has replied."""
    deadline = time.time() + TIMEOUT_S
    while os.listdir(runner.payload_dir) and time.time() < deadline:
        time.sleep(0.01)
    return os.listdir(runner.payload_dir)


class Start(RunnerCase):
    def test_hello_and_ready(self):
        runner = self.start("echo")
        version = "CPython %d.%d.%d" % sys.version_info[:3]
        hello = {"kind": messages.HELLO, "protocol": 1, "runtime": version, "pid": runner.process.pid}
        self.assertEqual(runner.hello, hello)
        self.assertEqual(runner.ready, {"kind": messages.READY, "ready": {"measures": True}})

    def test_metrics(self):
        runner = self.start("measured")
        self.assertEqual(runner.ask("x", error=u"gro\xdf")[0], 0)
        runner.send({"kind": messages.METRICS})
        head, text = runner.receive()
        self.assertEqual(head, {"kind": messages.METRICS})
        counted = u'ava_serving_eval_response_time_count{method="py.forward",error="gro\xdf",number="1"} 1.0'
        self.assertIn(counted, text.decode("utf-8").split(u"\n"))

    def test_metrics_that_are_none(self):
        for tells, message in ((u"raises", u"metrics() raised ValueError: no metrics today"),
                               (u"x" * 300000, u"metrics() tells more than 262144 bytes"),
                               (5, u"metrics() tells no text")):
            runner = self.start("measured", params={"custom_params": to_json({"tells": tells})})
            runner.send({"kind": messages.METRICS})
            self.assertEqual(runner.receive(), ({"kind": messages.METRICS, "code": 599, "message": message}, b""))
            self.assertEqual(runner.ask("x")[0], 0)

    def test_configs(self):
        files = [{"name": u"mtcnn/det1.prototxt", "path": u"/a"}, {"name": u"x", "path": u"/b"}]
        params = {"batch_size": 8, "use_device": u"GPU", "model_params": u'{"a": 1}', "custom_params": u'{"b": [2]}'}
        runner = self.start("echo", model_files=files, custom_files=files[:1], params=params)
        code, message, configs = runner.ask("configs")
        self.assertEqual((code, message), (0, u""))
        self.assertEqual(configs, {
            "app": "echo", "workspace": runner.scratch, "batch_size": 8, "use_device": "GPU", "model_params": {"a": 1},
            "model_files": {"mtcnn/det1.prototxt": "/a", "x": "/b"}, "custom_files": {"mtcnn/det1.prototxt": "/a"},
            "custom_params": {"b": [2]}})

    def test_names_of_files(self):
        files = [{"name": name, "path": u"/%d" % index} for index, name in enumerate((u"./x", u"a//b/", u"x", u"./y", u"../z"))]
        found = self.start("echo", model_files=files).ask("configs")[2]["model_files"]
        self.assertEqual(found, {"./x": "/0", "x": "/2", "a//b/": "/1", "a/b": "/1", "./y": "/3", "y": "/3", "../z": "/4", "z": "/4"})

    def test_defaults_of_configs(self):
        runner = self.start("echo", params={"batch_size": None, "use_device": None, "custom_params": u"null"})
        configs = runner.ask("configs")[2]
        self.assertEqual([configs[key] for key in ("batch_size", "use_device", "model_params", "custom_params")],
                         [1, "GPU", {}, {}])

    def test_folder_is_the_working_directory(self):
        runner = self.start("echo")
        found = runner.ask("process")[2]
        self.assertEqual(found, {"pid": runner.process.pid, "cwd": runner.folder, "calls": 1,
                                 "file": os.path.join(runner.folder, "eval.py")})

    def test_imports(self):
        code, message, result = self.start("siblings").ask()
        self.assertEqual((code, message), (0, u""))
        self.assertEqual(result["names"], [
            "codec of the script", "payload of the script", "engine", "net.model", "net.model", "src", "python",
            "evals.eval"])
        self.assertTrue(result["exported"] and result["same"])

    def test_python_path_comes_first(self):
        folder = tempfile.mkdtemp()
        with open(os.path.join(folder, "codec.py"), "w") as stream:
            stream.write("NAME = 'codec of python_path'\n")
        names = self.start("siblings", python_path=[u"%s" % folder]).ask()[2]["names"]
        # Python 2 looks beside the importing script before it looks at sys.path.
        self.assertEqual(names[0], "codec of the script" if PY2 else "codec of python_path")
        os.remove(os.path.join(folder, "codec.py"))
        os.rmdir(folder)

    def test_pyximport_without_cython(self):
        folder = tempfile.mkdtemp()
        path = os.path.join(folder, "eval.py")
        for helper, expected in ((None, "stand_ins"), ("def install():\n    pass\n", os.path.basename(folder))):
            with open(path, "w") as stream:
                stream.write("import pyximport\npyximport.install()\n\n\ndef create_net(c):\n    return {}, 0, ''\n\n\n"
                             "def net_inference(m, r):\n    return [{'result': pyximport.__file__}], 0, ''\n")
            if helper is not None:
                with open(os.path.join(folder, "pyximport.py"), "w") as stream:
                    stream.write(helper)
            found = self.start("echo", folder=u"%s" % folder).ask()[2]
            self.assertEqual(os.path.basename(os.path.dirname(found)), expected)
        shutil.rmtree(folder)

    def test_a_folder_beyond_ascii(self):
        folder = tempfile.mkdtemp(suffix="-\xc3\xa9" if PY2 else "-\xe9")
        path = os.path.join(folder, "eval.py")
        with open(path, "w") as stream:
            stream.write("def create_net(c):\n    return c, 0, ''\n\n\ndef net_inference(m, r):\n"
                         "    return [{'result': m['workspace']}], 0, ''\n")
        text = folder.decode("utf-8") if PY2 else folder
        runner = self.start("echo", folder=text, params={"env": {"app": u"\u4e2d", "workspace": text}})
        self.assertEqual(runner.ask(), (0, u"", text))
        os.remove(path)
        os.rmdir(folder)

    def test_refusals(self):
        for mode, code, message in [
            ("raise", 599, u"create_net raised ImportError: No module named foo_that_is_not_there" if PY2 else
                u"create_net raised ModuleNotFoundError: No module named 'foo_that_is_not_there'"),
            ("exit", 599, u"create_net raised SystemExit: 2"),
            ("refuse", 400, u"no deploy.prototxt config set"),
            ("silent", 500, u"create_net returned code 500 without a message"),
            ("pair", 599, PAIR_TEXT),
        ]:
            runner = self.start("create", params={"custom_params": to_json({"mode": mode})})
            self.assertEqual(runner.ready["code"], code, mode)
            self.assertTrue(runner.ready["message"].startswith(message), runner.ready)
            self.assertEqual(runner.logs[0]["level"], u"error")
            if mode in ("raise", "exit"):
                self.assertIn("Traceback", runner.logs[0]["message"])
                self.assertIn("eval.py", runner.logs[0]["message"])

    def test_code_200_is_success(self):
        self.assertEqual(self.start("create").ready, {"kind": messages.READY, "ready": {"measures": True}})

    def test_scripts_that_cannot_be_loaded(self):
        runner = self.start("syntax_error")
        self.assertTrue(runner.ready["message"].startswith(u"eval.py could not be loaded: SyntaxError: "), runner.ready)
        self.assertIn(u"(eval.py, line ", runner.ready["message"])
        message = self.start("import_error").ready["message"]
        self.assertIn(u"Error: No module named", message)
        self.assertIn(u"foo_that_is_not_there", message)
        self.assertEqual(self.start("no_inference").ready["message"], u"eval.py defines no net_inference")
        message = self.start("siblings", entry=u"engine.py").ready["message"]
        self.assertEqual(message, u"engine.py defines neither create_net nor net_init")
        missing = self.start("echo", entry=u"nothing.py").ready
        self.assertEqual(missing["code"], 599)
        self.assertIn(u"nothing.py could not be loaded: ", missing["message"])

    def test_unknown_dialect(self):
        ready = self.start("echo", dialect=u"none").ready
        self.assertEqual((ready["code"], ready["message"]), (599, u"this runner does not know the dialect none"))

    def test_garbage_instead_of_create(self):
        runner = Runner("echo", open=False)
        runner.send_bytes(b"\xff" * 64)
        self.assertRaises(EOFError, runner.receive)
        self.assertIn("ProtocolError", runner.output(1))
        self.assertEqual(runner.close(), 1)


class Calls(RunnerCase):
    def test_single(self):
        runner = self.start("echo")
        reply, responses = runner.call(single(b"\x00\xff", {"a": u"\u4e2d"}, attribute=u'{"pts": [1]}'), reqids=[u"R1"])
        self.assertEqual(reply["items"], [{"index": 0, "headers": [{"name": u"X-Origin-A", "values": [u"ECHO:1"]}]}])
        self.assertTrue(0 < reply["inference_us"] < 10000000)
        response, = responses
        self.assertEqual((response["code"], response["message"], response["body"]), (0, u"", b""))
        self.assertEqual(json.loads(response["result"]), {
            "count": 1, "keys": ["data", "params"], "params": {"a": u"\u4e2d"}, "reqid": "R1",
            "data": {"body": u"\x00\xff", "type": "str" if PY2 else "bytes", "uri_holds_body": True,
                     "attribute": {"pts": [1]}}})
        self.assertEqual(left_after(runner), [])

    def test_absent_parts(self):
        runner = self.start("echo")
        for request in ({}, {"data": {}}, {"data": {"body": b""}, "params": u"null"}, {"params": u"{}"}):
            result = json.loads(runner.call(request)[1][0]["result"])
            self.assertEqual((result["params"], result["data"]["body"], result["data"]["attribute"]), ({}, "", {}))
            self.assertTrue(result["data"]["uri_holds_body"])

    def test_group(self):
        runner = self.start("echo")
        datas = [{"body": b"a"}, {"body": b"b", "attribute": u"[1]"}, {}]
        result = json.loads(runner.call({"datas": datas, "data": {"body": b"ignored"}})[1][0]["result"])
        self.assertEqual(result["keys"], ["data", "datas", "params"])
        self.assertEqual([item["body"] for item in result["data"]], ["a", "b", ""])
        self.assertEqual([item["attribute"] for item in result["data"]], [{}, [1], {}])

    def test_several_requests(self):
        runner = self.start("echo")
        reply, responses = runner.call(*[single(b"x" * size) for size in (1, 2, 3)], reqids=[u"a", u"b", u"c"])
        results = [json.loads(response["result"]) for response in responses]
        self.assertEqual([len(result["data"]["body"]) for result in results], [1, 2, 3])
        self.assertEqual([result["count"] for result in results], [3, 3, 3])
        self.assertEqual(results[0]["reqid"], "a,b,c")
        self.assertEqual([item.get("index", 0) for item in reply["items"]], [0, 1, 2])

    def test_payload_files_both_ways(self):
        runner = self.start("echo")
        body = os.urandom(300000)
        path = os.path.join(runner.scratch, "in-1")
        with open(path, "wb") as stream:
            stream.write(body)
        request = {"data": {"uri": u"%s" % path}, "params": to_json({"mode": "binary"})}
        reply, responses = runner.call(request)
        self.assertEqual(responses[0]["body"], body)
        self.assertEqual(os.path.dirname(reply["payload_file"]), runner.payload_dir)
        os.remove(reply["payload_file"])
        self.assertEqual(left_after(runner), [])
        request["params"] = to_json({"mode": "show"})
        self.assertTrue(json.loads(runner.call(request)[1][0]["result"])["data"]["uri_holds_body"])
        self.assertTrue(os.path.exists(path))

    def test_a_payload_file_that_is_gone(self):
        runner = self.start("echo")
        _, (lost, fine) = runner.call({"data": {"uri": u"/nowhere"}}, single())
        self.assertEqual((lost["code"], lost["message"]),
                         (599, u"the payload file cannot be read: No such file or directory"))
        self.assertEqual(fine["code"], 0)

    def test_no_room_for_payload_files(self):
        runner = self.start("echo", payload_dir=u"/nowhere")
        reply, responses = runner.call(single(None, {"mode": "large", "size": 200000}))
        self.assertNotIn("payload_file", reply)
        self.assertEqual(len(responses[0]["result"]), 200002)

    def test_replies_around_the_limit(self):
        runner = self.start("echo", inline_limit=1000)
        sizes = {}
        for size in range(900, 1100, 10):
            sizes["payload_file" in runner.call(single(None, {"mode": "large", "size": size}))[0]] = size
        self.assertEqual(set(sizes), {True, False})

    def test_rets(self):
        runner = self.start("echo")
        for ret, expected in [
            ({"result": None}, (0, u"", None)),
            ({}, (0, u"", {})),
            ({"code": 406, "message": u"\u4e2d", "result": [1]}, (406, u"\u4e2d", [1])),
            ({"code": -4}, (-4, u"", {})),
            ({"code": "400"}, (400, u"", {})),
            ({"code": "x"},
             (599, u"rets[0] has the code %s, which is not a whole number" % ("u'x'" if PY2 else "'x'"), {})),
            ({"message": {}}, (599, u"rets[0] has a dict as message, not text", {})),
        ]:
            self.assertEqual(runner.ask("ret", ret=ret), expected)

    def test_results_that_are_no_json(self):
        runner = self.start("echo")
        self.assertEqual(runner.ask("nan"), (599, u"result.scores[1] is nan, which JSON cannot hold", {}))
        self.assertEqual(runner.ask("infinity"), (599, u"result is inf, which JSON cannot hold", {}))
        self.assertEqual(runner.ask("object"),
                         (599, u"result.confidences[0].score is of type object, which JSON cannot hold", {}))
        self.assertEqual(runner.ask("number"), (599, u"rets[0] is an int, not a dict", {}))

    def test_results_stay_as_written(self):
        _, (response,) = self.start("echo").call(single(None, {"mode": "ordered"}))
        self.assertEqual(response["result"], u'[0.1, 1.0, 1' + u"0" * 30 + u', "\\u4e2d<&>"]')

    def test_one_bad_ret_leaves_the_others(self):
        runner = self.start("echo")
        _, responses = runner.call(single(None, {"mode": "nan"}), single(None, {"mode": "length"}))
        self.assertEqual([response["code"] for response in responses], [599, 0])

    def test_calls_that_fail(self):
        runner = self.start("echo")
        for params, expected in [
            ({"mode": "tuple", "rets": [], "code": 400, "message": u"\u4e2d"}, (400, u"\u4e2d")),
            ({"mode": "tuple", "rets": [], "code": 0, "message": "m"}, (599, u"m")),
            ({"mode": "tuple", "rets": [], "code": 406, "message": ""}, (406, u"")),
            ({"mode": "dict_message"}, (522, u"inner")),
            ({"mode": "none"}, (599, u"argument 2 to map() must support iteration")),
            ({"mode": "raise"}, (599, u"boom")),
            ({"mode": "raise", "message": u"\u4e2d"}, (599, u"\u4e2d")),
            ({"mode": "errbase", "code": 400, "message": "bad thing"}, (599, u"bad thing")),
            ({"mode": "exit"}, (599, u"the script raised SystemExit: 1")),
        ]:
            self.assertEqual(runner.ask(**params), expected + (None,), params)
        self.assertEqual(runner.ask("length"), (0, u"", {"length": 3}))
        tracebacks = [log for log in runner.logs if "Traceback" in log["message"]]
        self.assertEqual([log["reqids"] for log in tracebacks], [[u"req-0"]] * 5)
        self.assertEqual(runner.ask("pair")[0], 599)

    def test_counts(self):
        runner = self.start("echo")
        self.assertEqual(runner.ask("iterator"), (0, u"", 1))
        self.assertEqual(runner.ask("more"), (0, u"", 1))
        self.assertEqual((runner.logs[-1]["level"], runner.logs[-1]["message"]),
                         (u"warn", u"net_inference returned 2 rets for 1 request; the surplus is dropped"))
        self.assertEqual(runner.ask("fewer"), (599, u"net_inference returned 0 rets for 1 request", {}))
        params = {"mode": "fewer", "ret": {"result": 1}}
        _, responses = runner.call(single(None, params), single(None, params))
        self.assertEqual([(response["code"], response["message"]) for response in responses],
                         [(0, u""), (599, u"net_inference returned 1 ret for 2 requests")])
        params["ret"] = {"code": 400, "message": "few"}
        reply, responses = runner.call(single(None, params), single(None, params))
        self.assertEqual((reply["code"], reply["message"], responses), (400, u"few", []))

    def test_params_that_are_no_json(self):
        runner = self.start("echo")
        for params in (u"{", u"[" * 100000 + u"]" * 100000):
            _, (bad, fine) = runner.call({"params": params}, single())
            self.assertEqual((bad["code"], fine["code"]), (400, 0), params[:5])

    def test_params_of_any_kind(self):
        runner = self.start("echo")
        for params in (False, [1], "s", 0, 2 ** 70):
            self.assertEqual(json.loads(runner.call(single(b"", params))[1][0]["result"])["params"], params)

    def test_undecorated(self):
        runner = self.start("undecorated", entry=u"main.py")
        reply, (response,) = runner.call(single(), reqids=[u"R9"])
        expected = {"code": 400, "message": u"bytes", "result": u'"R9"', "body": u"\u4e2d".encode("utf-8")}
        self.assertEqual(response, expected)
        headers = dict((item["name"], item["values"]) for item in reply["items"][0]["headers"])
        self.assertEqual(headers, {u"X-One": [u"1"], u"X-Two": [u"2", u"3"]})
        self.assertIn("[net_init] [INFO]", runner.output(1))
        self.assertIn("creating echo", runner.output(1))

    def test_preprocess(self):
        runner = self.start("preprocess", preprocess=True)
        hows = ["raise", None, "message", "code", "list", None]
        _, responses = runner.call(*[single(b"x", {"pre": how}) for how in hows])
        self.assertEqual([(response["code"], response["message"]) for response in responses], [
            (599, u"cannot prepare"), (0, u""), (406, u"not this one"), (422, u""),
            (599, u"net_preprocess returned a list as the request, not a dict"), (0, u"")])
        self.assertEqual(json.loads(responses[1]["result"]), {"count": 2, "body": "prepared"})
        _, responses = runner.call(single(b"x", {"pre": "code"}))
        self.assertEqual([response["code"] for response in responses], [422])

    def test_preprocess_off_or_missing(self):
        self.assertEqual(self.start("preprocess").ask(pre="raise"), (0, u"", {"count": 1, "body": "abc"}))
        self.assertEqual(self.start("echo", preprocess=True).ask("length"), (0, u"", {"length": 3}))

    def test_empty_call(self):
        self.assertEqual(self.start("echo").call()[1], [])

    def test_many_calls(self):
        runner = self.start("echo")
        for size in range(0, 200000, 9973):
            self.assertEqual(runner.ask("length", body=b"x" * size), (0, u"", {"length": size}))


class Rough(RunnerCase):
    def test_prints_of_any_size(self):
        runner = self.start("rough")
        self.assertEqual(runner.ask("print", kib=4096), (0, u"", 4096))
        self.assertEqual([len(runner.output(which)) for which in (0, 1)], [4096 * 1024] * 2)

    def test_closed_descriptors(self):
        runner = self.start("rough")
        self.assertEqual(runner.ask("close_descriptors"), (0, u"", "closed"))
        self.assertEqual(runner.ask("close_output"), (0, u"", "closed"))
        self.assertEqual(runner.ask(), (0, u"", "fine"))

    def test_forked_children_do_not_answer(self):
        runner = self.start("rough")
        self.assertEqual(runner.ask("fork_and_return"), (0, u"", {"child": False}))
        self.assertEqual(runner.ask("fork_and_wait"), (0, u"", 7))
        self.assertEqual(runner.ask(), (0, u"", "fine"))

    def test_pools_of_processes_find_the_script(self):
        runner = self.start("rough")
        for method in (u"fork",) if PY2 else (u"fork", u"spawn", u"forkserver"):
            self.assertEqual((method, runner.ask("pool", method=method, numbers=[1, 2])), (method, (0, u"", [2, 4])))

    def test_child_programs_do_not_inherit_the_channel(self):
        runner = self.start("rough")
        channel = os.readlink("/proc/%d/fd/200" % runner.process.pid)
        self.assertTrue(channel.startswith("socket:"), channel)
        self.assertNotIn(channel, runner.ask("child_descriptors")[2])

    def test_stdin_is_empty(self):
        self.assertEqual(self.start("rough").ask("stdin"), (0, u"", 0))

    def test_argv(self):
        self.assertEqual(self.start("rough").ask("argv"), (0, u"", [""]))

    def test_module_path(self):
        runner = self.start("rough", python_path=[u"/first", u"/second"])
        path = runner.ask("path")[2]
        self.assertEqual(path[:4], ["/first", "/second", runner.folder, os.path.join(PYTHON, "shims")])
        self.assertEqual([entry for entry in path[4:] if entry.startswith(PYTHON)], [os.path.join(PYTHON, "stand_ins")])

    def test_chdir_does_not_matter(self):
        runner = self.start("rough")
        runner.ask("chdir")
        self.assertEqual(runner.ask(), (0, u"", "fine"))

    def test_threads_do_not_keep_it_alive(self):
        self.assertEqual(self.start("rough").ask("thread"), (0, u"", "running"))

    def test_interrupts_are_the_hosts_business(self):
        runner = self.start("rough")
        os.kill(runner.process.pid, signal.SIGINT)
        self.assertEqual(runner.ask(), (0, u"", "fine"))

    def test_crashes_are_seen(self):
        for mode, status in [("segv", -signal.SIGSEGV), ("exit", 3)]:
            runner = Runner("rough")
            self.assertRaises(EOFError, runner.ask, mode)
            self.assertEqual(runner.close(), status)

    def test_stacks_of_a_hung_script(self):
        runner = Runner("rough")
        runner.send({"kind": messages.CALL, "call": 1}, messages.INFERENCE_REQUESTS.encode(
            {"requests": [single(None, {"mode": "hang"})]}))
        deadline = time.time() + TIMEOUT_S
        while "hang_in_here" not in runner.output(1) and time.time() < deadline:
            os.kill(runner.process.pid, signal.SIGUSR2)
            time.sleep(0.05)
        self.assertIn("hang_in_here", runner.output(1))
        runner.process.kill()
        self.assertEqual(runner.close(), -signal.SIGKILL)

    def test_a_host_that_goes_away(self):
        runner = Runner("rough")
        self.assertEqual(runner.close(), 0)


if __name__ == "__main__":
    unittest.main()
