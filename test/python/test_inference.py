"""The platform's own modules, used as a tool used them: a program of its own, a script in a folder, messages as bytes."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import support
from support import APPS, PYTHON, ROOT
import inference_pb2 as pb

PY2 = sys.version_info[0] == 2
TOOL = """
import json, os, sys
import %(module)s as bridge
import inference_pb2 as pb

def show(*values):
    print("@" + json.dumps([value.decode("latin1") if isinstance(value, bytes) else value for value in values]))

def infer(net, *requests):
    data, code, message = bridge.net_inference(net, pb.InferenceRequests(requests=requests).SerializeToString())
    return [(r.code, r.message, r.result, r.body.decode("latin1")) for r in pb.InferenceResponses.FromString(data).responses], code, message

params = pb.CreateParams(batch_size=4, custom_params=json.dumps({"b": 2}))
params.env.app = "tool"
params.model_files.add(name="net/deploy.prototxt", body=b"model")
params.model_files.add(name="../../escape", body=b"escape")
net, code, message = bridge.create_net(params.SerializeToString())
"""


def run(tool, module="inference_py", cwd=os.path.join(APPS, "echo", "v1"), path=()):
    """What a tool shows, line by line."""
    env = dict(os.environ, PYTHONPATH=os.pathsep.join([os.path.join(PYTHON, "shims")] + list(path)))
    with tempfile.TemporaryFile() as errors:
        try:
            output = subprocess.check_output(
                [sys.executable, "-B", "-c", TOOL % {"module": module} + tool], env=env, cwd=cwd, stderr=errors)
        except subprocess.CalledProcessError as error:
            errors.seek(0)
            raise AssertionError("%s\n%s" % (error, errors.read().decode()))
    return [json.loads(line[1:]) for line in output.decode().splitlines() if line.startswith("@")]


class Bridge(unittest.TestCase):
    def test_create_and_infer(self):
        for module in ("inference", "inference_py"):
            created, cwd, configs, answers = run("""
show(code, message)
show(os.getcwd())
rets, code, message = infer(net, pb.InferenceRequest(params='{"mode": "configs"}'))
configs = json.loads(rets[0][2])
show(configs, [open(path).read() for path in sorted(set(configs["model_files"].values()))], os.path.isdir(configs["workspace"]))
group = pb.InferenceRequest()
group.datas.add(body=b"a")
group.datas.add(body=b"b", attribute='{"x": 1}')
single = pb.InferenceRequest(params='{"mode": "binary"}', data=pb.RequestData(body=b"bytes"))
show(*infer(net, group, single))
""", module)
            self.assertEqual((created, cwd), ([0, ""], [os.path.join(APPS, "echo", "v1")]))
            configs, contents, workspace = configs
            self.assertEqual((configs["app"], configs["batch_size"], configs["use_device"]), ("tool", 4, "GPU"))
            self.assertEqual((configs["custom_params"], configs["model_params"]), ({"b": 2}, {}))
            self.assertEqual((sorted(contents), workspace), (["escape", "model"], True))
            folder = os.path.dirname(configs["model_files"]["../../escape"])
            self.assertEqual(configs["model_files"]["net/deploy.prototxt"], os.path.join(folder, "net", "deploy.prototxt"))
            self.assertFalse(os.path.exists(folder))
            (first, second), code, message = answers
            self.assertEqual((code, message), (0, ""))
            self.assertEqual([data["body"] for data in json.loads(first[2])["data"]], ["a", "b"])
            self.assertEqual(second, [0, "", "{}", "bytes"])

    def test_failures(self):
        shown = run("""
show(*infer(net, pb.InferenceRequest(params='{"mode": "raise"}')))
show(*infer(net, pb.InferenceRequest(params='{"mode": "tuple", "rets": [], "code": 400, "message": "m"}')))
show(*infer(net, pb.InferenceRequest(params='{"mode": "nan"}')))
show(*bridge.net_inference(net, b"\\xff"))
show(*bridge.create_net(b"\\xff"))
show(*bridge.net_preprocess(net, b"\\xff"))
os.chdir("/")
show(*bridge.create_net(b""))
""")
        self.assertEqual(shown[:2], [[[], 599, "boom"], [[], 400, "m"]])
        self.assertEqual(shown[2], [[[599, "result.scores[1] is nan, which JSON cannot hold", "{}", ""]], 0, ""])
        for value, code, message in shown[3:6]:
            self.assertTrue(code == 599 and not value and "message is truncated" in message, message)
        self.assertEqual(shown[6][:2], [None, 599])
        self.assertIn("eval.py could not be loaded", shown[6][2])

    def test_preprocess(self):
        prepare = """
request = pb.InferenceRequest(params=%r, data=pb.RequestData(body=b"raw"))
data, code, message = bridge.net_preprocess(net, request.SerializeToString())
prepared = pb.InferenceRequest.FromString(data)
show(prepared.data.body, prepared.params, code, message)
show(*infer(net, prepared))
"""
        cwd = os.path.join(APPS, "preprocess", "v1")
        prepared, answers = run(prepare % '{"a": 1}', cwd=cwd)
        self.assertEqual(prepared, ["prepared", '{"a": 1}', 0, ""])
        self.assertEqual(json.loads(answers[0][0][2]), {"count": 1, "body": "prepared"})
        failed, _ = run(prepare % '{"pre": "code"}', cwd=cwd)
        self.assertEqual(failed, ["", "", 422, ""])
        # Without a net_preprocess a request stays as it is.
        same, answers = run(prepare % '{"mode": "length"}')
        self.assertEqual((same[0], json.loads(answers[0][0][2])), ("raw", {"length": 3}))

    def test_first_generation(self):
        prepared, answers = run("""
request = pb.InferenceRequest(data=pb.RequestData(body=b"raw"), params='{"mode": "show"}')
data, code, message = bridge.net_preprocess(net, request.SerializeToString())
prepared = pb.InferenceRequest.FromString(data)
show(os.path.isfile(prepared.data.uri), prepared.params)
show(*infer(net, prepared))
""", cwd=os.path.join(APPS, "g1_mapping", "v1"))
        self.assertEqual(prepared, [True, '{"pre": "done"}'])
        self.assertEqual(json.loads(answers[0][0][2])["bodies"], ["raw"])

    def test_paths_and_bytes(self):
        shown = run("""
here = pb.RequestData(uri=os.path.join(os.getcwd(), "eval.py"))
both = pb.RequestData(uri="http://nobody/", body=b"bytes")
for data in (here, both, pb.RequestData(uri="/nowhere")):
    show(*infer(net, pb.InferenceRequest(params='{"mode": "length"}', data=data))[0])
""")
        size = os.path.getsize(os.path.join(APPS, "echo", "v1", "eval.py"))
        self.assertEqual([ret[2] for ret, in shown], ['{"length": %d}' % size, '{"length": 5}', "{}"])
        self.assertEqual(shown[2][0][:2], [599, "the payload file cannot be read: No such file or directory"])

    def test_the_layout_of_an_image(self):
        folder = tempfile.mkdtemp()
        os.symlink(os.path.join(ROOT, "test", "golden", "ava", "apps", "echo", "v1"), os.path.join(folder, "evals"))
        try:
            shown, = run("""
rets, code, message = infer(net, pb.InferenceRequest(data=pb.RequestData(body=b"abc")))
show(json.loads(rets[0][2])["data"]["len"], code, message)
""", cwd="/", path=[folder])
        finally:
            os.remove(os.path.join(folder, "evals"))
            os.rmdir(folder)
        self.assertEqual(shown, [3, 0, ""])


class Messages(unittest.TestCase):
    def test_bytes_of_the_platform(self):
        requests = pb.InferenceRequests()
        request = requests.requests.add()
        request.data.body = b"abc"
        request.params = "{}"
        self.assertEqual(requests.SerializeToString(), b"\x0a\x0b\x0a\x05\x1a\x03abc\x1a\x02{}")
        responses = pb.InferenceResponses()
        responses.responses.add(code=0, message="", result="{}", body=b"")
        self.assertEqual(responses.SerializeToString(), b"\x0a\x0a\x08\x00\x12\x00\x2a\x02{}\x32\x00")

    def test_defaults_and_presence(self):
        params = pb.CreateParams()
        self.assertEqual((params.use_device, params.batch_size, params.env.app, len(params.model_files)), (u"GPU", 1, u"", 0))
        self.assertEqual((params.HasField("use_device"), params.HasField("env"), params.SerializeToString()), (False, False, b""))
        params.env.workspace = "/w"
        params.batch_size = 1
        self.assertEqual((params.HasField("env"), params.HasField("batch_size")), (True, True))
        params.ClearField("env")
        self.assertEqual((params.HasField("env"), params.SerializeToString()), (False, b"\x10\x01"))
        self.assertRaises(ValueError, params.HasField, "model_files")
        self.assertRaises(ValueError, params.HasField, "nothing")
        params.env.SetInParent()
        self.assertTrue(params.HasField("env"))
        self.assertEqual(pb.CreateParams.FromString(params.SerializeToString()), params)

    def test_copies_and_merges(self):
        first, second = pb.InferenceRequest(params="1"), pb.InferenceRequest()
        first.datas.extend([pb.RequestData(body=b"a"), pb.RequestData(uri="b")])
        second.CopyFrom(first)
        second.datas[0].body = b"changed"
        self.assertEqual((first.datas[0].body, second.params, first == second), (b"a", u"1", False))
        second.MergeFrom(pb.InferenceRequest(datas=[pb.RequestData()], params="2"))
        self.assertEqual((len(second.datas), second.params), (3, u"2"))
        del second.datas[1:]
        self.assertEqual((second.ByteSize(), second.IsInitialized()), (len(second.SerializeToString()), True))
        second.Clear()
        self.assertEqual(second, pb.InferenceRequest())
        self.assertTrue(second != first)
        self.assertIn("InferenceRequest", repr(first))

    def test_what_cannot_be_set(self):
        message = pb.InferenceResponse()
        for name, value, error in [
            ("nothing", 1, AttributeError), ("code", "1", TypeError), ("code", None, TypeError), ("code", 2 ** 31, ValueError),
            ("message", 1, TypeError), ("body", u"text", TypeError), ("result", b"\xff", ValueError),
        ]:
            self.assertRaises(error, setattr, message, name, value)
        self.assertRaises(AttributeError, getattr, message, "nothing")
        self.assertRaises(AttributeError, setattr, pb.InferenceRequest(), "data", pb.RequestData())
        self.assertRaises(TypeError, pb.InferenceRequest().datas.append, pb.Env())
        self.assertRaises(AttributeError, pb.Env, nothing=1)
        self.assertRaises(pb.DecodeError, message.ParseFromString, b"\x0a")
        message.message = u"\u4e2d".encode("utf-8")
        self.assertEqual(message.message, u"\u4e2d")

    def test_every_message_of_the_codec_reads_the_same(self):
        for name in ("InitParams", "Env", "File", "CreateParams", "RequestData", "InferenceRequest", "InferenceRequests",
                     "InferenceResponse", "InferenceResponses"):
            message = getattr(pb, name)()
            for _, field, kind, repeated, inner in message._type.fields:
                if repeated:
                    getattr(message, field).add()
                elif inner is not None:
                    getattr(message, field).SetInParent()
                else:
                    value = {support.messages.INT32: -1, support.messages.TEXT: u"\u4e2d"}.get(kind, b"\xff")
                    setattr(message, field, value)
            self.assertEqual(getattr(pb, name).FromString(message.SerializeToString()), message)
            self.assertEqual(len(message._to_dict()), len(message._type.fields))


if __name__ == "__main__":
    unittest.main()
