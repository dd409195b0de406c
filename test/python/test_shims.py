"""``evals`` as scripts see it, with no host running."""
import contextlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest

import support
import evals
from evals import utils
from evals.utils import _prometheus, error, header, image
from evals.utils._optional import lazy_module

PUBLIC_NAMES = """CTX CollectorRegistry ErrorConfig ErrorFileNotExist Histogram MONITOR_RESPONSETIME REGISTRY
create_net_handler csv error file_check functools generate_latest infer_input_unmarshal infer_output_marshal json logger
logging metrics monitor_rt_forward monitor_rt_inference monitor_rt_load monitor_rt_post monitor_rt_transform
net_inference_handler net_preprocess_handler os parse_crop_size parse_params_file threading traceback value_check
""".split()


@contextlib.contextmanager
def temporary_file(content):
    with tempfile.NamedTemporaryFile(suffix=".txt") as stream:
        stream.write(content)
        stream.flush()
        yield stream.name


@contextlib.contextmanager
def logged():
    """The lines that go through the platform's logger."""
    handler, = utils.logger.handlers
    kept, handler.stream = handler.stream, io.BytesIO() if sys.version_info[0] == 2 else io.StringIO()
    lines = []
    try:
        yield lines
    finally:
        lines.extend(handler.stream.getvalue().splitlines())
        handler.stream = kept


class Names(unittest.TestCase):
    def test_star_import_brings_everything(self):
        scope = {}
        exec("from evals.utils import *", scope)
        self.assertEqual([name for name in PUBLIC_NAMES if name not in scope], [])
        self.assertIs(scope["os"], os)
        self.assertIs(scope["json"], json)
        self.assertTrue(callable(utils._make_synset) and callable(utils._make_tag))

    def test_logger_is_the_logger_under_both_names(self):
        from evals.utils.logger import logger
        self.assertIs(utils.logger, logger)
        self.assertEqual((logger.name, logger.level, logger.propagate), ("atserving", logging.DEBUG, False))

    def test_package(self):
        self.assertEqual(evals.metrics, utils.metrics)
        self.assertEqual(evals.net_preprocess("model", {"data": 1}), ({"data": 1}, 0, ""))

    def test_imports_without_third_party_modules(self):
        code = ("import sys; from evals.utils import *; from evals.utils.error import *; "
                "from evals.utils.image import *; from evals.utils.header import Header, wrap_header; "
                "print('numpy' in sys.modules or 'cv2' in sys.modules)")
        env = dict(os.environ, PYTHONPATH=os.path.join(support.PYTHON, "shims"))
        self.assertEqual(subprocess.check_output([sys.executable, "-B", "-c", code], env=env).strip(), b"False")

    def test_lazy_modules(self):
        self.assertIs(lazy_module("surely_not_there"), None)
        self.assertEqual(lazy_module("this") is None, False)
        self.assertEqual(lazy_module("json").dumps([1]), "[1]")
        self.assertEqual(lazy_module("json").__version__, json.__version__)
        self.assertRaises(AttributeError, getattr, lazy_module("json"), "nothing")


class Errors(unittest.TestCase):
    CASES = [
        (error.ErrorBase(), 599, "Unknown Error"),
        (error.ErrorBase(400, "m"), 400, "m"),
        (error.ErrorBase(code=406, msg="m"), 406, "m"),
        (error.ErrorConfig("k"), 400, "no k config set"),
        (error.ErrorFileNotExist("f"), 400, "file not exist: f"),
        (error.ErrorCV2ImageRead("i"), 400, "cv2 load i failed"),
        (error.ErrorImageTooSmall("i"), 400, "image i is too small, should be more than 32x32"),
        (error.ErrorImageNdim("i"), 400, "image i with invalid ndim, should be 3"),
        (error.ErrorImageTooLarge("i"), 400, "image i is too large, should be in 4999x4999, less than 10MB"),
        (error.ErrorInvalidPTS([1]), 400, "invalid pts [1]"),
        (error.ErrorOutOfBatchSize(4), 400, "eval request out of batch_size 4"),
        (error.ErrorTransformImage("i"), 400, "fail to transform image i"),
        (error.ErrorNoPTS("i"), 400, "no pts provided for image i"),
        (error.ErrorForwardInference(), 500, "forward inference failed"),
    ]

    def test_codes_and_messages(self):
        for raised, code, message in self.CASES:
            self.assertEqual((raised.code, raised.message, str(raised), raised.args), (code, message, message, ()))
            self.assertIsInstance(raised, error.ErrorBase)

    def test_extra_attributes(self):
        self.assertEqual((error.ErrorConfig("k").value, error.ErrorFileNotExist("f").name), ("k", "f"))
        self.assertEqual((error.ErrorNoPTS("i").image, error.ErrorInvalidPTS([1]).pts), ("i", [1]))
        self.assertEqual(error.ErrorOutOfBatchSize(4).batch_size, 4)


class Decorators(unittest.TestCase):
    def test_create(self):
        @utils.create_net_handler
        def create_net(configs):
            """Creates."""
            return configs, 0, utils.CTX.app + utils.CTX.reqID
        self.assertEqual(create_net({"app": "foo"}), ({"app": "foo"}, 0, "foonet_init"))
        self.assertEqual((create_net.__name__, create_net.__doc__), ("create_net", "Creates."))

    def test_inference_fills_headers(self):
        @utils.create_net_handler
        def create_net(configs):
            return None, 0, ""

        @utils.net_inference_handler
        def net_inference(model, reqs):
            return (ret for ret in reqs), 0, utils.CTX.reqID
        create_net({"app": "foo"})
        rets = [{}, {"header": {"X-Origin-A": ["A:1"]}}, {"header": {"B": ["2"]}}, {"header": None}, 5]
        filled, _, reqid = net_inference(None, rets, "R1")
        self.assertEqual(reqid, "R1")
        self.assertEqual([ret.get("header") for ret in filled[:4]], [
            {"X-Origin-A": ["FOO:1"]}, {"X-Origin-A": ["A:1"]}, {"B": ["2"], "X-Origin-A": ["FOO:1"]},
            {"X-Origin-A": ["FOO:1"]}])
        self.assertEqual(filled[4], 5)
        self.assertEqual(net_inference(None, {}), ([], 0, ""))

    def test_none_as_rets(self):
        decorated = utils.net_inference_handler(lambda model, reqs: (None, 400, {}))
        with self.assertRaises(TypeError) as caught:
            decorated(None, [])
        self.assertEqual(str(caught.exception), "argument 2 to map() must support iteration")

    def test_exceptions_pass_and_are_logged(self):
        def fail(*args):
            raise ValueError("bad thing")
        for handler, args in [(utils.create_net_handler, ({},)), (utils.net_preprocess_handler, (None, {}, "R7")),
                              (utils.net_inference_handler, (None, [], "R7")), (utils.net_init_handler, ({},))]:
            decorated = handler(plain_function(fail))
            with logged() as lines:
                self.assertRaises(ValueError, decorated, *args)
            self.assertIn("exception: bad thing", lines[0])
            self.assertTrue(any("Traceback" in line for line in lines))
            self.assertIn("[R7]" if len(args) == 3 else "[net_init]", lines[0])

    def test_arity_is_strict(self):
        for handler, args, wrong in [
            (utils.create_net_handler, ({},), ({}, "")), (utils.net_preprocess_handler, (None, {}), ({}, "")),
            (utils.net_init_handler, ({},), ({}, 0, "", 5)), (utils.net_inference_handler, (None, []), ({}, 0, "", 5)),
        ]:
            with logged():
                self.assertRaises(ValueError, handler(plain_function(lambda *given: wrong)), *args)

    def test_second_generation(self):
        @utils.net_init_handler
        def net_init(configs):
            """Initialises."""
            return configs["app"], utils.CTX.app + utils.CTX.reqID

        @utils.net_inference_handler
        def net_inference(model, reqs):
            return ({"result": (req, utils.CTX.reqID)} for req in reqs), ""
        self.assertEqual(net_init({"app": "foo"}), ("foo", "foonet_init"))
        self.assertEqual(net_init('{"app": "foo"}'), ("foo", "foonet_init"))
        self.assertEqual((net_init.__name__, net_init.__doc__), ("net_init", "Initialises."))
        header = {"X-Origin-A": ["FOO:1"]}
        for args in [(["a"], "R1"), ('{"reqs": ["a"], "reqid": "R1"}',), ({"reqs": ["a"], "reqid": "R1"},)]:
            self.assertEqual(net_inference(None, *args), ([{"result": ("a", "R1"), "header": header}], ""))
        failing = utils.net_inference_handler(lambda model, reqs: (None, "why"))
        self.assertEqual(failing(None, []), (None, "why"))

    def test_other_threads_have_a_logger_and_the_app(self):
        utils.create_net_handler(plain_function(lambda configs: (None, 0, "")))({"app": "foo"})
        seen = []

        def look():
            utils.CTX.logger.info("from a thread")
            seen.append((utils.CTX.app, utils.CTX.reqID))
        with logged() as lines:
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        self.assertEqual(seen, [("foo", "")])
        self.assertIn("[] [INFO]", lines[0])


def plain_function(function):
    """A function of its own for each use: the decorators mark what they wrap."""
    def plain(*args):
        return function(*args)
    return plain


class Logging(unittest.TestCase):
    def test_format(self):
        with logged() as lines:
            utils.logger.info("hello %s", "w", extra={"reqid": "R1"})
            utils.logger.error("no id")
        here = os.path.splitext(os.path.basename(__file__))[0]
        pattern = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[R1\] \[INFO\] .*" + here + r"\.pyc?:\d+: hello w$"
        self.assertTrue(re.match(pattern, lines[0]), lines[0])
        self.assertIn(" [] [ERROR] ", lines[1])


class Helpers(unittest.TestCase):
    def test_file_check(self):
        with temporary_file(b"x") as path:
            self.assertEqual(utils.file_check({"k": path}, "k"), path)
        self.assertRaises(error.ErrorConfig, utils.file_check, {}, "k")
        self.assertIs(utils.file_check({}, "k", must=False), None)
        self.assertRaises(error.ErrorFileNotExist, utils.file_check, {"k": "/nowhere"}, "k", False)

    def test_value_check(self):
        self.assertEqual(utils.value_check({"k": 0}, "k"), 0)
        for configs in ({}, {"k": None}):
            self.assertRaises(error.ErrorConfig, utils.value_check, configs, "k", True, 5)
            self.assertEqual(utils.value_check(configs, "k", False, 5), 5)

    def test_first_generation_texts(self):
        self.assertEqual(utils.infer_input_unmarshal({"net": 1}, '{"reqid": "r", "reqs": [2]}'), (1, "r", [2]))
        self.assertEqual(json.loads(utils.infer_output_marshal([1])), {"results": [1]})
        marshalled = json.loads(utils.infer_output_marshal([1], header.Header(xlog=["EC:1"])))
        self.assertEqual(marshalled, {"results": [1], "headers": {"xlog": ["EC:1"], "xstatus": "", "xmetrics": {}}})
        self.assertEqual(header.wrap_header({}, {"X": ["1"]}), {"header": {"X": ["1"]}})

    def test_params_file(self):
        self.assertEqual(utils.parse_params_file("a-b-0007.params"), ("a-b", 7))

    def test_crop_size(self):
        parse = utils.parse_crop_size
        self.assertEqual(parse({"model_params": {"cropSize": "224"}}), (224, 224))
        self.assertEqual(parse({}, {"cropSize": "224x112"}), (224, 112))
        self.assertEqual(parse({"image_width": 5}, None, {"image_width": 6, "image_height": 7}), (5, 7))
        self.assertEqual(parse({"custom_values": {"image_width": 6}}), (6, 6))
        self.assertEqual(parse({}, None, None, 8, 9), (8, 9))
        self.assertEqual(parse({}), (0, 0))
        self.assertRaises(error.ErrorConfig, parse, {}, {"cropSize": "x5"})

    def test_files(self):
        with temporary_file(b'0,"cat, small"\n1,dog\n') as path:
            self.assertEqual(utils._make_synset(path), [["0", "cat, small"], ["1", "dog"]])
        with temporary_file(b'{"a":\n  [1,\n 2]}\n') as path:
            self.assertEqual(utils._make_tag(path), {"a": [1, 2]})


class Metrics(unittest.TestCase):
    def test_methods(self):
        for name in ("inference", "load", "transform", "forward", "post"):
            getattr(utils, "monitor_rt_" + name)(number=2).observe(0.05)
            counted = 'ava_serving_eval_response_time_count{method="py.%s",error="NIL",number="2"} 1.0' % name
            self.assertIn(counted, utils.metrics().decode())

    def test_stand_in(self):
        registry = _prometheus.CollectorRegistry()
        histogram = _prometheus.Histogram(
            "t", "Time", ("m",), namespace="n", subsystem="s", registry=registry, buckets=(0, 0.5, 1))
        histogram.labels('a"b').observe(0.3)
        histogram.labels('a"b').observe(2)
        self.assertEqual(_prometheus.generate_latest(registry).decode().splitlines(), [
            '# HELP n_s_t Time', '# TYPE n_s_t histogram',
            'n_s_t_bucket{m="a\\"b",le="0.0"} 0.0', 'n_s_t_bucket{m="a\\"b",le="0.5"} 1.0',
            'n_s_t_bucket{m="a\\"b",le="1.0"} 1.0', 'n_s_t_bucket{m="a\\"b",le="+Inf"} 2.0',
            'n_s_t_count{m="a\\"b"} 2.0', 'n_s_t_sum{m="a\\"b"} 2.3'])
        self.assertRaises(ValueError, histogram.labels)


class Images(unittest.TestCase):
    """Limits and geometry; neither needs OpenCV."""

    def test_limits_before_decoding(self):
        self.assertRaises(error.ErrorImageTooLarge, image.load_image, "name", b"x" * (10 * 1024 * 1024 + 1))
        self.assertRaises(error.ErrorFileNotExist, image.load_image, "/nowhere")
        self.assertRaises(error.ErrorFileNotExist, image.load_image, "/nowhere", 50.0)
        with temporary_file(b"x" * (10 * 1024 * 1024 + 1)) as path:
            self.assertRaises(error.ErrorImageTooLarge, image.load_image, path)

    def test_points(self):
        square = [[1, 2], [5, 2], [5, 9], [1, 9]]
        self.assertTrue(image.check_valid_pts(square))
        self.assertTrue(image.check_valid_pts(tuple(tuple(point) for point in square)))
        for bad in (square[:3], square[::-1], square[1:] + square[:1], [[1, 2], [5, 2], [6, 9], [1, 9]]):
            self.assertFalse(image.check_valid_pts(bad))
        self.assertRaises(error.ErrorInvalidPTS, image.load_image_roi_by_4pts, "name", square[::-1])

    def test_crop(self):
        self.assertEqual(image._crop(100, 80, [10, 20, 30, 40], 1.0, 0), ((30, 40), (0, 0), (10, 20, 40, 60)))
        self.assertEqual(image._crop(100, 80, [10, 20, 30, 40], 2.0, 0), ((60, 80), (5, 0), (0, 0, 55, 79)))
        self.assertEqual(image._crop(100, 80, [10, 20, 30, 40], 1.0, 1), ((40, 40), (0, 0), (5, 20, 45, 60)))
        self.assertEqual(image._crop(100, 80, [80, 60, 30, 40], 1.0, 0), ((30, 40), (0, 0), (80, 60, 99, 79)))
        self.assertEqual(image._crop(100, 80, [110, 90, 30, 40], 1.0, 0), ((30, 40), (0, 0), (110, 90, 110, 90)))


if __name__ == "__main__":
    unittest.main()
