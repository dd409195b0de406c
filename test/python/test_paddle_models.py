"""Models of Paddle's pipelines, as far as no package is needed: what files say, and what is refused."""
import io
import json
import os
import shutil
import sys
import tempfile
import unittest

from support import Runner

PY2 = sys.version_info[0] == 2
if not PY2:
    from evalbridge_runner.dialects.paddle import prototxt
    from evalbridge_runner.dialects.paddle.prediction import Port, Predictor

UCI = u"""
feed_var {
  name: "x"
  alias_name: "x"
  is_lod_tensor: false
  feed_type: 1
  shape: 13
}
fetch_var {
  name: "fc_0.tmp_1"
  alias_name: "price"
  is_lod_tensor: true
  fetch_type: 1
  shape: 1
}
"""
SCRIPT = u"""
from paddle_serving_server.web_service import WebService, Op
from paddle_serving_server.pipeline import LocalServiceHandler
import sys
handler = LocalServiceHandler("mine", devices="1,x") if sys.argv[1:] else None
class Service(WebService):
    def get_pipeline_response(self, read_op):
        return Op(name="uci", input_ops=[read_op], local_service_handler=handler)
service = Service(name="uci")
service.prepare_pipeline_config("config.yml")
service.run_service()
"""
KEY = u"op.uci.local_service_conf"


class Case(object if PY2 else unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text=u""):
        path = os.path.join(self.folder, name)
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path))
        with io.open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return path


class Prototxt(Case):
    def read(self, text):
        return prototxt.read(self.write(u"serving_server_conf.prototxt", text))

    def test_what_it_names(self):
        found = [prototxt.Variable("x", "x", "float32", False)], [prototxt.Variable("fc_0.tmp_1", "price", "float32", True)]
        self.assertEqual(self.read(UCI), found)

    def test_other_ways_to_say_it(self):
        for text in (
                u"feed_var: { name: 'a\\'b' feed_type: 0 shape: [1, -1] } # the only one\n",
                u"feed_var < name: \"a\" \"'b\", shape: 1; shape: -1 >", u"other { deep { x: 1.5e-3 } } feed_var{name:\"a'b\"}"):
            self.assertEqual(self.read(text), ([prototxt.Variable("a'b", "a'b", "int64", False)], []))
        self.assertEqual(self.read(u""), ([], []))

    def test_what_it_cannot_be(self):
        for text, expected in ((u"feed_var {\n  name: \"x\"\n", u"line the last: the end is not expected"),
                               (u"feed_var {\n name 'x' }\n}", u"line 3: } is not expected"), (u"\n!", u"line 2: ! is not expected"),
                               (u"feed_var { name: }", u"line 1: } is not expected"), (u"feed_var { shape: 1 }", u"no name"),
                               (u"feed_var { name: \"x\" feed_type: 12 }", u"feed_type of x is 12, which is no type"),
                               (u"feed_var: \"x\"", u"is no message")):
            with self.assertRaises(ValueError) as raised:
                self.read(text)
            self.assertIn(expected, str(raised.exception))


class Model(object):
    tells_lod = False

    def __init__(self, inputs, outputs):
        self.inputs = [Port(name, "float32") for name in inputs]
        self.outputs = [Port(name, "float32") for name in outputs]


class Names(Case):
    def variables(self, *pairs):
        return [prototxt.Variable(name, alias, "int64", False) for name, alias in pairs]

    def test_by_alias_by_name_and_by_position(self):
        feeds = self.variables(("a", "x"), ("b", "y"), ("c", "z"))
        predictor = Predictor(Model(["b", "x", "other"], []), (feeds, []))
        self.assertEqual([(one.alias, port.name) for one, port in predictor._feeds], [("x", "x"), ("y", "b"), ("z", "other")])
        self.assertEqual(predictor.feed_names_, ["x", "y", "z"])

    def test_an_input_that_the_model_does_not_use(self):
        feeds = self.variables(("image", "image"), ("im_shape", "im_shape"), ("scale", "scale"))
        predictor = Predictor(Model(["image", "scale"], []), (feeds, []))
        self.assertEqual([port.name for _, port in predictor._feeds], ["image", "scale"])
        with self.assertRaises(ValueError) as raised:
            Predictor(Model(["image", "scale"], []), (feeds[:1], []))
        self.assertEqual(str(raised.exception), "no feed_var is for its input scale")

    def test_what_is_fetched(self):
        fetches = self.variables(("fc_0.tmp_1", "price"), ("gone", "extra"))
        chosen = Predictor(Model([], ["fc_0.tmp_1", "second"]), ([], fetches))._chosen
        names = ["fc_0.tmp_1", "second"]
        self.assertEqual([found[:2] for found in chosen(["extra", "price"], names)], [("extra", 1), ("price", 0)])
        self.assertEqual([found[:2] for found in chosen(["nope", "second"], names)], [("second", 1)])
        self.assertEqual([found[:2] for found in chosen(["one", "two", "three"], names)], [("one", 0), ("two", 1)])


class Refusals(Case):
    def refusal(self, args=(), **conf):
        """Why a release with a model is refused."""
        self.write(u"web_service.py", SCRIPT)
        config = {"rpc_port": 9990, "op": {"uci": {"local_service_conf": dict({"model_config": u"model"}, **conf)}}}
        documents = [{"key": os.path.join(self.folder, "config.yml"), "value": json.dumps(config)}]
        runner = Runner("", u"web_service.py", folder=self.folder, dialect=u"paddle", documents=documents, args=list(args))
        self.addCleanup(runner.close)
        self.assertEqual(runner.ready["code"], 599)
        return runner.ready["message"]

    def test_a_folder_that_is_not_there(self):
        self.assertEqual(self.refusal(), KEY + u".model_config: there is no folder model")

    def test_a_folder_without_a_model(self):
        self.write(u"model/serving_server_conf.prototxt", UCI)
        self.assertIn(u".model_config: model has no model: no .onnx file, and none of Paddle's", self.refusal())

    def test_models_for_other_tools(self):
        for names in ([u"model/x.pdmodel", u"model/x.pdiparams"], [u"model/__model__", u"model/__params__"], [u"model/__model__"]):
            for name in names:
                self.write(name)
            self.assertEqual(self.refusal(), KEY + u".model_config: model has only Paddle's own files, and this interpreter has "
                             u"no paddle: add an ONNX model with `npx evalbridge convert`, or name paddlepaddle in requirements.txt")
            shutil.rmtree(os.path.join(self.folder, "model"))

    def test_several_models(self):
        for name in (u"model/a.onnx", u"model/b.onnx"):
            self.write(name)
        self.assertEqual(self.refusal(), KEY + u".model_config: model has several models (a.onnx, b.onnx); call one model.onnx")

    def test_a_model_without_a_runtime(self):
        self.write(u"model/a.onnx")
        try:
            import onnxruntime  # noqa: F401
        except ImportError:
            self.assertIn(u"a.onnx needs onnxruntime, which this interpreter does not have", self.refusal())

    def test_a_prototxt_that_is_none(self):
        self.write(u"model/serving_server_conf.prototxt", u"feed_var {")
        self.assertIn(u"serving_server_conf.prototxt cannot be read: line the last: the end", self.refusal())

    def test_devices(self):
        os.mkdir(os.path.join(self.folder, "model"))
        for kind in (4, 5, 6, 7, -2):
            self.assertEqual(self.refusal(device_type=kind), KEY + u".device_type: %d is no device that is run on here: 0 is the "
                             u"CPU, 1 and 2 are GPUs" % kind)
        self.assertEqual(self.refusal(devices=u"gpu"), KEY + u".devices: gpu is no list of GPUs, such as \"0,1\"")

    def test_a_model_that_the_script_names(self):
        os.mkdir(os.path.join(self.folder, "mine"))
        self.assertEqual(self.refusal([u"mine"]), KEY + u".devices: 1,x is no list of GPUs, such as \"0,1\"")


if __name__ == "__main__":
    unittest.main()
