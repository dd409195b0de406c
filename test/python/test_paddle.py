"""Real runner processes with pipelines whose Ops are all Python, on any interpreter without packages."""
import io
import json
import os
import shutil
import sys
import tempfile
import unittest

from support import Runner, single

PY2 = sys.version_info[0] == 2
CONFIG = {"rpc_port": 9990, "http_port": 18090, "dag": {"is_thread_op": False}}

HEAD = u"""
import sys
from paddle_serving_server.web_service import WebService, Op
from paddle_serving_server.pipeline import PipelineServer, RequestOp, ResponseOp

class Join(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        values = {}
        for one in input_dicts.values():
            values.update(one)
        values[self.name] = "+".join(sorted(input_dicts))
        return values, False, None, ""

class Service(WebService):
    def get_pipeline_response(self, read_op):
        return dag(read_op)

def serve(config="config.yml", **kwargs):
    service = Service(name="svc")
    service.prepare_pipeline_config(config, **kwargs)
    service.run_service()
"""
ONE = HEAD + u"""
dag = lambda read_op: Join(name="one", input_ops=[read_op])
"""


def request(pairs=(), name=u"svc", method=u"prediction", **fields):
    keys, values = zip(*pairs) if pairs else ((), ())
    return dict({"key": keys, "value": values, "name": name, "method": method}, **fields)


class Case(object if PY2 else unittest.TestCase):
    def start(self, script, config=CONFIG, **create):
        """A runner of a script; its channel is closed after the test."""
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with io.open(os.path.join(folder, "web_service.py"), "w", encoding="utf-8") as stream:
            stream.write(script)
        documents = [{"key": os.path.join(folder, "config.yml"), "value": json.dumps(config)}]
        runner = Runner("", u"web_service.py", folder=folder, dialect=u"paddle", documents=documents, **create)
        self.addCleanup(runner.close)
        return runner

    def serve(self, dag, **create):
        """The same, of what defines ``dag``."""
        runner = self.start(HEAD + dag + u"\nserve()\n", **create)
        self.assertNotIn("code", runner.ready)
        return runner

    def refusal(self, *args, **create):
        """Why a script cannot be loaded."""
        ready = self.start(*args, **create).ready
        self.assertEqual(ready["code"], 599)
        return ready["message"]

    def ask(self, runner, *requests):
        """(code, message, answer) of each request in one call."""
        targets = [u"%(name)s/%(method)s" % one for one in requests]
        # What the body says of them is as nothing.
        bodies = [dict(one, name=u"body's", method=u"body's") for one in requests]
        _, responses = runner.call(*[single(json.dumps(one).encode("utf-8")) for one in bodies], targets=targets)
        return [(one["code"], one["message"], json.loads(one["result"])) for one in responses]

    def values(self, runner, *requests):
        """What each request is answered with, as a dict."""
        answers = self.ask(runner, *requests)
        self.assertEqual([(code, message) for code, message, _ in answers], [(0, u"")] * len(requests))
        return [dict(zip(answer["key"], answer["value"])) for _, _, answer in answers]

    def number(self, runner, one):
        """(code, err_no, err_msg) of one request."""
        (code, message, answer), = self.ask(runner, one)
        self.assertEqual(message, answer["err_msg"])
        return code, answer["err_no"], message


class Graphs(Case):
    DIAMOND = u"""
def dag(read_op):
    first = Join(name="first", input_ops=read_op)
    left, right = [Join(name=name, input_ops=[first]) for name in ("left", "right")]
    return Join(name="join", input_ops=[left, right])
"""

    def test_a_diamond_on_several_requests_at_once(self):
        found = self.values(self.serve(self.DIAMOND), request([("a", "1")]), request([("a", "2")]))
        expected = {"first": "@DAGExecutor", "left": "first", "right": "first", "join": "left+right"}
        self.assertEqual(found, [dict(expected, a="1"), dict(expected, a="2")])

    def test_what_one_op_changes_no_other_sees(self):
        found = self.values(self.serve(u"""
class Take(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        (_, values), = input_dicts.items()
        values["list"].append(self.name)
        return {self.name: values.pop("a") + str(values["list"])}, False, None, ""
class First(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        (_, values), = input_dicts.items()
        return dict(values, list=[]), False, None, ""
def dag(read_op):
    first = First(name="first", input_ops=[read_op])
    return Join(name="join", input_ops=[Take(name=name, input_ops=[first]) for name in ("left", "right")])
"""), request([("a", "1")]))
        self.assertEqual(found, [{"left": "1['left']", "right": "1['right']", "join": "left+right"}])

    JUMP = u"""
class Jump(Join):
    def check_jumping(self, input_data):
        return sys.argv[1] == "yes"
def dag(read_op):
    a = Jump(name="a", input_ops=[read_op])
    b = Join(name="b", input_ops=[a])
    c = Join(name="c", input_ops=[b])
    a.set_jump_to_ops([b])
    return c
"""

    def test_an_op_is_jumped_over(self):
        for said, expected in (("no", {"a": "@DAGExecutor", "b": "a", "c": "b"}), ("yes", {"a": "@DAGExecutor", "c": "a"})):
            self.assertEqual(self.values(self.serve(self.JUMP, args=[said]), request()), [expected])

    LOOP = u"""
class Count(Join):
    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        self.enough = len(fetch_dict.get("n", "")) > 2
        return {"n": fetch_dict.get("n", "") + "x"}, None, ""
    def check_jumping(self, input_data):
        return not self.enough
def dag(read_op):
    start = Join(name="start", input_ops=[read_op])
    count = Count(name="count", input_ops=[start])
    count.set_jump_to_ops([start])
    return count
"""

    def test_a_jump_may_go_back(self):
        self.assertEqual(self.values(self.serve(self.LOOP), request()), [{"n": "xxxx"}])

    def test_the_first_to_arrive(self):
        dag = u"""
def dag(read_op):
    return Join(name="c", input_ops=[Join(name=name, input_ops=[read_op]) for name in "ab"])
"""
        config = dict(CONFIG, dag={"channel_recv_frist_arrive": True})
        self.assertEqual(self.values(self.serve(dag, config=config), request()), [{"a": "@DAGExecutor", "c": "a"}])

    def test_what_is_no_dag(self):
        circle = u"""
def dag(read_op):
    a = Join(name="a", input_ops=[read_op])
    b = Join(name="b", input_ops=[a])
    a.set_input_ops([read_op, b])
    return b
serve()
"""
        twice = u"dag = lambda read_op: Join(name='a', input_ops=[Join(name='a', input_ops=[read_op])])\nserve()\n"
        other = u"dag = lambda read_op: Join(name='a', input_ops=['left'])\nserve()\n"
        self.assertEqual(self.refusal(HEAD + circle), u"the DAG goes in a circle: b <- a <- b")
        self.assertEqual(self.refusal(HEAD + u"dag = lambda read_op: read_op\nserve()\n"),
                         u"the DAG has no Op between its RequestOp and its ResponseOp")
        self.assertEqual(self.refusal(HEAD + twice), u"the DAG has several Ops of the name a")
        self.assertEqual(self.refusal(HEAD + u"dag = lambda read_op: Join(name='a')\nserve()\n"),
                         u"the DAG has 0 RequestOps; it must have one")
        self.assertIn(u"input op must be Op type, not <class 'str'>", self.refusal(HEAD + other))
        self.assertIn(u"is not Op type", self.refusal(HEAD + u"dag = lambda read_op: None\nserve()\n"))


class Hooks(Case):
    SAYS = u"""
class Says(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        (_, values), = input_dicts.items()
        if "raise" in values:
            raise ValueError("it's %s" % values["raise"])
        if "code" in values:
            return {}, False, int(values["code"]), "the script's"
        return values, False, None, ""
    def postprocess(self, input_dicts, fetch_dict, log_id):
        return {"log_id": str(log_id), "same": str(list(input_dicts.values())[0] is fetch_dict)}, None, ""
dag = lambda read_op: Says(name="says", input_ops=[read_op])
"""

    def test_postprocess_of_0_6(self):
        self.assertEqual(self.values(self.serve(self.SAYS), request(logid=7)), [{"log_id": "7", "same": "True"}])

    def test_numbers_of_both_generations(self):
        for generation, number, text in (
                (u"0.7", 8, u"(data_id=0 log_id=3) [says|0] Failed to preprocess: it's bad"),
                (u"0.9", 10000, u"Log_id: 3  Raise_msg: its bad  ClassName: Op._run_preprocess.<locals>.preprocess_help  "
                                u"FunctionName: preprocess_help")):
            runner = self.serve(self.SAYS, compat=[{"key": u"paddle", "value": generation}])
            self.assertEqual(self.number(runner, request([("raise", "bad")], logid=3)), (500, number, text))
            self.assertEqual(self.number(runner, request([("code", "77")])), (422, 77, u"the script's"))
            self.assertIn(u"ValueError: it's bad", runner.logs[0]["message"])

    def test_one_bad_request_among_others(self):
        codes = [code for code, _, _ in self.ask(self.serve(self.SAYS), request(), request([("code", "5")]), request())]
        self.assertEqual(codes, [0, 422, 0])

    def test_requests_that_are_none(self):
        runner = self.serve(self.SAYS)
        self.assertEqual(self.number(runner, request(name=u"other")),
                         (404, 7, u"Failed to inference: Service name error."))
        self.assertEqual(self.number(runner, dict(request(), key=["a"])),
                         (400, 4, u"rpc package error: list index (0) out of range"))
        _, responses = runner.call(*[single(body) for body in (b"[1]", b"{", b'{"value": [1]}', b"")])
        self.assertEqual([one["code"] for one in responses], [400, 400, 400, 0])
        self.assertEqual(responses[2]["message"],
                         u"the request cannot be read: 1 has type int, but expected one of: bytes, unicode")

    def test_init_op(self):
        dag = u"""
class Init(Op):
    def init_op(self):
        self.said = str(self.concurrency_idx)
        if sys.argv[1:]: raise RuntimeError("no model")
    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        return {"said": self.said}, None, ""
dag = lambda read_op: Init(name="init", input_ops=[read_op])
"""
        threads = dict(CONFIG, dag={"is_thread_op": True})
        for config, said in ((CONFIG, "2"), (threads, "None")):
            self.assertEqual(self.values(self.serve(dag, config=config, instance=3), request()), [{"said": said}])
        self.assertEqual(self.refusal(HEAD + dag + u"\nserve()\n", args=[u"fail"]),
                         u"init_op of init raised RuntimeError: no model")

    def test_a_hook_that_ends_its_worker(self):
        dag = u"""
class Exit(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        sys.exit(4)
dag = lambda read_op: Exit(name="exit", input_ops=[read_op])
"""
        runner = self.serve(dag)
        with self.assertRaises(EOFError):
            runner.call(single(b"{}"))
        self.assertEqual(runner.process.wait(), 4)
        self.assertIn(u"the script ends its worker: SystemExit: 4", runner.logs[0]["message"])

    def test_a_jump_that_cannot_be_decided(self):
        dag = u"""
class Jump(Op):
    def check_jumping(self, input_data):
        raise ValueError("left or right?")
def dag(read_op):
    jump = Jump(name="jump", input_ops=[read_op])
    jump.set_jump_to_ops([jump])
    return Join(name="last", input_ops=[jump])
"""
        self.assertEqual(self.number(self.serve(dag), request()),
                         (500, 8, u"(data_id=0 log_id=0) [jump|0] Failed to check_jumping: left or right?"))

    def test_packers_of_the_scripts_own(self):
        script = HEAD + u"""
from paddle_serving_server.pipeline.proto import pipeline_service_pb2 as messages
class Request(RequestOp):
    def unpack_request_package(self, request):
        if "none" in request.key:
            return None, request.logid, None, ""
        return {"method": request.method}, request.logid, None if request.key else 61, "no key"
class Response(ResponseOp):
    def pack_response_package(self, data):
        response = messages.Response(err_no=data.error_code, err_msg=str(data.prod_error_code))
        if data.error_code == 0:
            response.key.extend(["<&>", str(data.log_id)])
            response.value.extend([data.parse()["method"], "2"])
        return response
server = PipelineServer(sys.argv[1] if sys.argv[1:] else None)
server.set_response_op(Response(input_ops=[Op(input_ops=[Request()])]))
server.prepare_server(yml_dict={"rpc_port": 9990})
server.run_server()
"""
        runner = self.start(script, args=[u"hand"])
        self.assertEqual(self.values(runner, request([("a", "1")], u"hand", u"m", logid=5)), [{"<&>": "m", "5": "2"}])
        self.assertEqual(self.number(runner, request((), u"hand")), (422, 100, u"61"))
        self.assertEqual(self.number(runner, request([("none", "")], u"hand"))[:2], (500, 3))
        self.assertEqual(self.number(self.start(script), request((), u"hand"))[:2], (404, 7))
        _, (response,) = runner.call(single(json.dumps(request([("a", "1")], u"")).encode("utf-8")))
        self.assertIn(u'"key":["\\u003c\\u0026\\u003e","0"]', response["result"])


    def test_numbers_as_text_and_both_spellings_of_a_name(self):
        runner = self.start(HEAD + u"""
from paddle_serving_server.pipeline import PipelineServer, RequestOp, ResponseOp
class Request(RequestOp):
    def unpack_request_package(self, request):
        first, second = request.tensors
        return {"seen": repr((first.name, second.elem_type, second.float_data, second.shape, request.logid))}, 0, None, ""
server = PipelineServer()
server.set_response_op(ResponseOp(input_ops=[Op(input_ops=[Request()])]))
server.prepare_server(yml_dict={"rpc_port": 9990})
server.run_server()
""")
        tensor = {"elemType": "1", "elem_type": 0, "floatData": ["1.5", "NaN", None], "shape": ["3"]}
        self.assertEqual(self.values(runner, request((), u"", tensors=[None, tensor], logid="7")),
                         [{"seen": "('', 1, [1.5, nan, 0], [3], 7)"}])


class Configurations(Case):
    def declared(self, config, script=ONE, **create):
        return self.start(script + u"\nserve()\n", config=config, **create).ready["ready"]["declared"]

    def test_what_is_declared(self):
        ops = {"one": {"concurrency": 3, "batch_size": 4, "auto_batching_timeout": 20}, "other": {"concurrency": 9}}
        declared = self.declared(dict(CONFIG, op=ops, max_body_size="1024 * 1024"))
        self.assertEqual(declared, {
            "stages": [{"instances": 3, "batch_size": 4, "batch_delay_ms": 20}], "served": [{"name": u"svc"}],
            "http_port": 18090, "grpc_port": 9990})
        own = HEAD + u"\ndag = lambda read_op: Op(name='one', input_ops=[read_op], concurrency=2, batch_size=1)\n"
        self.assertEqual(self.declared({"http_port": 18090, "op": ops}, own), {
            "stages": [{"instances": 2, "batch_size": 1, "batch_delay_ms": 20}], "served": [{"name": u"svc"}],
            "http_port": 18090, "grpc_port": 12000})

    def test_what_makes_no_sense(self):
        for config, text in (
                ({}, u"Failed to prepare_server: rpc_port or http_port can not be None."),
                ({"rpc_port": u"9990"}, u"[CONF] rpc_port must be <class 'int'> type, but get <class 'str'>."),
                ({"rpc_port": 80}, u"[CONF] rpc_port must be >= 1024, <= 65535, but get 80."),
                (dict(CONFIG, op={"one": {"batch_size": 0}}), u"[CONF] batch_size must be >= 1, but get 0."),
                (dict(CONFIG, dag={"client_type": "x"}), u"[CONF] client_type must be in ['brpc', 'grpc'], but get x."),
                (dict(CONFIG, op={"one": {"server_endpoints": ["127.0.0.1:1"]}}),
                 u"op.one.server_endpoints: bRPC servers are not asked; name the folder of the model as "
                 u"local_service_conf.model_config")):
            self.assertEqual(self.refusal(ONE + u"\nserve()\n", config=config), text)
        self.assertIn(u"[CONF] expected keys such as", self.refusal(ONE + u"\nserve()\n", config=[]))
        for ops, text in (([], u"op must be <class 'dict'> type, but get <class 'list'>."),
                          ({"one": None}, u"op.one must be <class 'dict'> type, but get <class 'NoneType'>.")):
            self.assertEqual(self.refusal(ONE + u"\nserve()\n", config=dict(CONFIG, op=ops)), u"[CONF] " + text)
        script = u"open('broken.yml', 'w').close()\nimport sys; sys.modules['yaml'] = None\n" + ONE
        self.assertIn(u"broken.yml: it is no YAML", self.refusal(script + u"\nserve('broken.yml')\n"))

    def test_the_scripts_own_command_line(self):
        script = ONE + u"""
from paddle_serving_server.util import ArgsParser
serve(None, yml_dict=ArgsParser().parse_args().conf_dict)
"""
        args = [u"-c", u"config.yml", u"-o", u"op.one.concurrency=5", u"dag.is_thread_op=True"]
        ready = self.start(script, args=args).ready
        self.assertEqual(ready["ready"]["declared"]["stages"][0]["instances"], 5)

    def test_what_scripts_import_and_do_not_use(self):
        imports = u"""
from paddle_serving_server.pipeline import Analyst, LocalServiceHandler, Op, PipelineClient, PipelineServer
"""
        self.declared(CONFIG, imports + ONE)
        self.declared(CONFIG, ONE + u"\nopen('PipelineServingLogs/own.log', 'w').close()\n")
        self.assertIn(u"PipelineClient is not served", self.refusal(imports + ONE + u"\nPipelineClient()\n"))

    def test_scripts_that_never_serve(self):
        self.assertEqual(self.refusal(ONE), u"web_service.py ended without a run_service() or run_server()")
        script = u"import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--model', required=True)\n"
        self.assertIn(u"ended itself with 2, as for arguments that it misses: `args`", self.refusal(script + u"parser.parse_args()\n"))
        self.assertEqual(self.refusal(ONE + u"\nraise ValueError('x')\n"),
                         u"web_service.py could not be loaded: ValueError: x")
        self.assertIn(u"is of bRPC services, which are not served",
                      self.refusal(HEAD + u"\nWebService().load_model_config('uci')\n"))
        self.assertIn(u"No such file", self.refusal(ONE + u"\nserve('other.yml')\n"))
        self.assertEqual(self.refusal(ONE + u"\nserve()\n", compat=[{"key": u"paddle", "value": u"1"}]),
                         u"compat.paddle is 1; it must be 0.7 or 0.9")


# What scripts were seen to import (paddle-pipeline, section B1).
NAMES = u"""
from paddle_serving_server.web_service import Op, WebService
from paddle_serving_server.pipeline import Analyst, LocalServiceHandler, Op, PipelineClient, PipelineServer, RequestOp, ResponseOp
from paddle_serving_server.pipeline.channel import ChannelData, ChannelDataErrcode, ChannelDataType, ProductErrCode
from paddle_serving_server.pipeline.error_catch import CustomException, CustomExceptionCode, ErrorCatch
from paddle_serving_server.pipeline.error_catch import ParamChecker, ParamVerify
from paddle_serving_server.pipeline.operator import Op, RequestOp, ResponseOp
from paddle_serving_server.pipeline.proto import pipeline_service_pb2
from paddle_serving_server.util import ArgsParser
try:
    from paddle_serving_server_gpu.web_service import Op, WebService
    raise SystemExit("the other name of the package is there")
except ImportError:
    pass
pipeline_service_pb2.Response()
"""


class Names(Case):
    def test_all_are_there(self):
        self.serve(NAMES + u"\ndag = lambda read_op: Op(name='one', input_ops=[read_op])\n")

    def test_what_is_only_imported(self):
        for name, does in ((u"PipelineClient()", u"an Op asks another pipeline over HTTP"),
                           (u"Analyst('profile.log')", u"GET /metrics has times")):
            self.assertIn(does, self.refusal(NAMES + name))


class Python2(unittest.TestCase):
    def test_says_that_it_is_too_old(self):
        if PY2:
            runner = Runner("echo", u"eval.py", dialect=u"paddle")
            self.addCleanup(runner.close)
            self.assertIn(u"are for Python 3", runner.ready["message"])


if __name__ == "__main__":
    unittest.main()
