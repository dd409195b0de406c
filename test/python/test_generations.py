"""The first and second generation's scripts in real runner processes."""
import json
import os
import shutil
import tempfile
import unittest

from support import ROOT, single, to_json
from test_runner import RunnerCase, left_after

RECORDED = u"%s" % os.path.join(ROOT, "test", "golden", "ava", "apps", "g1", "v1")
FILES = [{"name": u"deploy.prototxt", "path": u"/models/deploy.prototxt"}]


def custom(**values):
    return {"params": {"custom_params": to_json(values)}}


def result_of(response):
    return json.loads(response["result"])


class FirstAsText(RunnerCase):
    """The script that the original platform's answers were recorded with: JSON text in, JSON text out."""

    def start_recorded(self, **kwargs):
        return self.start("echo", folder=RECORDED, **kwargs)

    def test_default(self):
        runner = self.start_recorded()
        _, (response,) = runner.call({"data": {"body": b"abc"}}, reqids=[u"R1"])
        result = result_of(response)
        self.assertEqual(os.path.dirname(result.pop("uri")), runner.payload_dir)
        self.assertEqual(result, {"keys": ["data"], "n": 1, "reqid": "R1"})
        self.assertEqual(left_after(runner), [])

    def test_several_and_groups(self):
        runner = self.start_recorded()
        group = {"datas": [{"body": b"a"}, {"body": b"b"}]}
        _, responses = runner.call(single(), single(params={}), group, reqids=[u"a", u"b", u"c"])
        results = [result_of(response) for response in responses]
        self.assertEqual([result["n"] for result in results], [3, 3, 3])
        self.assertEqual([result["keys"] for result in results], [["data"], ["data", "params"], ["data", "datas"]])
        self.assertEqual(len(set(results[2]["uri"])), 2)
        self.assertEqual(results[0]["reqid"], "a,b,c")

    def test_items(self):
        runner = self.start_recorded()
        for ret, raw, expected in [
            ({"code": 0, "message": "m", "result": {"x": 1}}, False, (0, u"m", {"x": 1})),
            ({"code": 299, "message": "m", "result": {"x": 1}}, False, (299, u"m", {"x": 1})),
            ({"code": 600, "message": "m"}, False, (600, u"m", None)),
            ({"code": -1, "message": "m", "result": {"x": 1}}, False, (400, u"out of batch size", {"x": 1})),
            ({"code": -4, "message": "m"}, False, (-4, u"m", None)),
            ({}, False, (0, u"", None)),
            ({"result": ""}, True, (0, u"", None)),
            ({"result": "null"}, True, (0, u"", None)),
            ({"result": {"x": 1}}, True, (0, u"", {"x": 1})),
        ]:
            self.assertEqual(runner.ask("item", ret=ret, raw=raw), expected, ret)
        code, message, _ = runner.ask("item", ret={"result": "abc"}, raw=True)
        self.assertEqual(code, 599)
        self.assertIn(u"text but not JSON", message)

    def test_headers_and_literal_codes(self):
        runner = self.start_recorded()
        ret = {"code": 570, "header": {"X-Origin-A": ["A:1", "B:2"], "Foo": ["x"]}}
        reply, _ = runner.call(single(params={"mode": "item", "ret": ret}))
        item, = reply["items"]
        self.assertEqual(item["literal_code"], True)
        self.assertEqual(dict((header["name"], header["values"]) for header in item["headers"]),
                         {u"X-Origin-A": [u"A:1", u"B:2"], u"Foo": [u"x"]})
        reply, responses = runner.call(single(params={"mode": "xlog"}), single(params={"mode": "xlog"}))
        header = {"name": u"X-Log", "values": [u"PY:7"]}
        self.assertEqual([item["headers"] for item in reply["items"]], [[header], [header]])
        self.assertEqual([response["result"] for response in responses], [u"1", u"1"])

    def test_failures(self):
        runner = self.start_recorded()
        self.assertEqual(runner.ask("raise", message=u"\u4e2d"), (599, u"\u4e2d", None))
        self.assertEqual(runner.ask("toperror"), (599, u"top error", None))
        self.assertEqual(runner.ask("few"), (599, u"net_inference returned 0 rets for 1 request", {}))
        self.assertEqual(runner.ask("dict"), (599, u"net_inference returned 0 rets for 1 request", {}))
        self.assertIn(u"net_inference returned text that is not JSON", runner.ask("notjson")[1])
        few = single(params={"mode": "few", "ret": {"code": 400, "message": "few"}})
        reply, responses = runner.call(few, single())
        self.assertEqual((reply["code"], reply["message"], responses), (400, u"few", []))
        self.assertEqual(runner.ask("x")[0], 0)

    def test_result_files(self):
        runner = self.start_recorded()
        reply, (response,) = runner.call(single(params={"mode": "file", "text": "FILEDATA"}))
        self.assertEqual((response["code"], response["body"]), (0, b"FILEDATA"))
        self.assertEqual(reply["items"][0]["headers"], [{"name": u"X-Origin-A", "values": [u"FILE:1"]}])
        path = os.path.join(os.environ.get("TMPDIR", "/tmp"), "g1_out_%d" % runner.process.pid)
        self.assertFalse(os.path.exists(path))

    def test_preprocess(self):
        runner = self.start_recorded(preprocess=True)
        self.assertEqual(runner.ask("item", ret={"result": 1}), (0, u"", 1))
        self.assertIn("net_preprocess", runner.output(1))

    def test_params_too_deep_to_be_written(self):
        runner = self.start_recorded()
        for depth in range(970, 1000, 3):
            reply, responses = runner.call({"params": u"[" * depth + u"]" * depth})
            self.assertIn(reply.get("code") or responses[0]["code"], (0, 400, 599))
        self.assertEqual(runner.ask("x")[0], 0)


class FirstAsMapping(RunnerCase):
    def test_cfg(self):
        values = {"image_width": 224, "threshold": 0.5}
        runner = self.start("g1_mapping", model_files=FILES, custom_files=FILES,
                            params={"custom_params": to_json(values), "model_params": u'{"a": 1}'})
        files = {"deploy.prototxt": "/models/deploy.prototxt"}
        self.assertEqual(runner.ask("cfg")[2], {
            "app": "echo", "workspace": runner.scratch, "use_device": "CPU", "batch_size": 4, "max_concurrent": 4,
            "model_files": files, "tar_files": files, "custom_files": files, "model_params": {"a": 1}, "tar_file": "",
            "custom_params": values, "custom_values": dict(values, workspace=runner.scratch), "image_width": 224,
            "process_pre": {"on": False, "threads": 1}})
        self.assertIn("[net_init] [INFO]", runner.output(1))

    def test_refusals(self):
        for refusal, message in [({"error": "no net"}, u"no net"),
                                 ({}, u"net_init returned a dict whose error is None, not text")]:
            ready = self.start("g1_mapping", **custom(refusal=refusal)).ready
            self.assertEqual((ready["code"], ready["message"]), (599, message))

    def test_requests(self):
        runner = self.start("g1_mapping")
        group = {"datas": [{"body": b"a", "attribute": u'{"b": 2}'}, {"body": b"b"}]}
        _, responses = runner.call(single(b"one", {"a": 1}), group, reqids=[u"R1", u"R2"])
        self.assertEqual([result_of(response) for response in responses], [
            {"bodies": ["one"], "keys": ["data", "params"], "data_keys": ["uri"], "reqid": "R1,R2", "count": 2,
             "params": {"a": 1}},
            {"bodies": ["a", "b"], "keys": ["data", "datas"], "data_keys": ["attribute", "uri"], "reqid": "R1,R2",
             "count": 2, "params": {}}])

    def test_rets(self):
        runner = self.start("g1_mapping")
        self.assertEqual(runner.ask("ret", ret={"code": 406, "message": "no", "result": [1]}), (406, u"no", [1]))
        self.assertEqual(runner.ask("text", text='{"x": 1}'), (0, u"", {"x": 1}))

    def test_result_file_in_the_workspace(self):
        runner = self.start("g1_mapping")
        reply, (response,) = runner.call(single(params={"mode": "stream"}))
        self.assertEqual(response["body"], b"\x00stream\xff")
        self.assertEqual(reply["items"][0]["headers"], [{"name": u"X-Origin-A", "values": [u"STREAM:1"]}])
        self.assertFalse(os.path.exists(os.path.join(runner.scratch, "out.bin")))

    def test_result_file_elsewhere(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        temporary, kept = os.path.join(folder, "temporary"), os.path.join(folder, "kept")
        os.mkdir(temporary)
        with open(kept, "w") as stream:
            stream.write("kept")
        runner = self.start("g1_mapping", environment={"TMPDIR": temporary})
        link = os.path.join(runner.scratch, "link")
        os.symlink(kept, link)
        refusal = u"rets[0]: result_file is no file in the workspace or the temporary folder"
        for path in (kept, link, temporary + "/../kept", "/etc/passwd", "missing", runner.scratch, temporary + "/none"):
            self.assertEqual(runner.ask("stream", path=path), (599, refusal, {}), path)
        self.assertEqual(runner.ask("stream", path=5)[0], 599)
        self.assertEqual(runner.ask("stream", path="nul\0byte")[0], 599)
        self.assertTrue(os.path.exists(kept))

    def test_a_releases_own_files_are_no_answers(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        script = os.path.join(folder, "eval.py")
        shutil.copy(os.path.join(ROOT, "test", "fixtures", "apps", "g1_mapping", "v1", "eval.py"), script)
        runner = self.start("g1_mapping", folder=u"%s" % folder)
        self.assertEqual(runner.ask("stream", path=script)[0], 599)
        self.assertTrue(os.path.exists(script))

    def test_preprocess(self):
        runner = self.start("g1_mapping", preprocess=True)
        self.assertEqual(runner.ask(pre="fail"), (422, u"", {}))
        self.assertEqual(runner.ask(pre="go")[2]["params"], {"pre": "done"})

    def test_no_room_in_the_payload_folder(self):
        runner = self.start("g1_mapping", payload_dir=u"/nowhere")
        self.assertEqual(runner.ask(body=b"fits")[2]["bodies"], ["fits"])


class Second(RunnerCase):
    def test_configs(self):
        runner = self.start("g2", model_files=FILES, **custom(threshold=0.25, thresholds=[1, 2], app="not this"))
        configs = runner.ask("configs")[2]
        self.assertEqual((configs["thresholds"], configs["app"]), ([1, 2], "echo"))
        self.assertEqual(configs["tar_files"], configs["model_files"])
        self.assertEqual(configs["custom_values"]["workspace"], runner.scratch)

    def test_requests(self):
        runner = self.start("g2", **custom(threshold=0.25))
        requests = [{"data": {"body": b"abc"}}, single(b"", {"a": 1}, attribute=u"{}")]
        reply, (response, other) = runner.call(*requests, reqids=[u"R1", u"R2"])
        self.assertEqual(result_of(response), {
            "keys": ["data"], "data_keys": ["body", "uri"], "same": True, "threshold": 0.25, "reqid": "R1,R2",
            "app": "echo"})
        other = result_of(other)
        self.assertEqual((other["keys"], other["data_keys"]), (["data", "params"], ["attribute", "body", "uri"]))
        self.assertEqual(reply["items"][0]["headers"], [{"name": u"X-Origin-A", "values": [u"ECHO:1"]}])
        self.assertIn("[R1,R2] [INFO]", runner.output(1))

    def test_answers(self):
        runner = self.start("g2")
        for params, expected in [
            ({"mode": "error", "code": 400, "message": "bad"}, (400, u"bad", {})),
            ({"mode": "error", "code": -2, "message": "bad"}, (500, u"forward inference failed", {})),
            ({"mode": "pair", "error": u"\u4e2d"}, (599, u"\u4e2d", None)),
            ({"mode": "pair", "error": {"code": 522, "message": "inner"}}, (522, u"inner", None)),
            ({"mode": "none"}, (599, u"no network", None)),
            ({"mode": "triple"}, (0, u"", "triple")),
            ({"mode": "raise"}, (599, u"eval request out of batch_size 1", None)),
            ({"mode": "ret", "ret": {"result": "plain text"}}, (0, u"", "plain text")),
        ]:
            self.assertEqual(runner.ask(**params), expected, params)
        failing = single(params={"mode": "error", "code": 400, "message": "bad"})
        reply, responses = runner.call(failing, failing, failing)
        self.assertEqual((reply["code"], reply["message"], responses), (400, u"bad", []))

    def test_refusals(self):
        for refusal, expected in [([None, "no net"], (599, u"no net")), ([None, 400, "no net"], (400, u"no net"))]:
            ready = self.start("g2", **custom(refusal=refusal)).ready
            self.assertEqual((ready["code"], ready["message"]), expected)

    def test_without_decorators(self):
        self.assertEqual(self.start("g2_plain").ask(a=1), (0, u"", {"app": "echo", "params": {"a": 1}, "body": "abc"}))
        prepared = self.start("g2_plain", preprocess=True).ask(a=1)
        self.assertEqual(prepared, (0, u"", {"app": "echo", "params": {"prepared": True}, "body": "abc"}))

    def test_one_function_decorated(self):
        self.assertEqual(self.start("g1_decorated").ask(), (0, u"", {"app": "echo", "body": "abc"}))


if __name__ == "__main__":
    unittest.main()
