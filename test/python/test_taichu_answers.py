"""The recorded answers of taichu-serve's originals: what the runner must say for each of them to go out again.

What the gateways do of it (statuses, headers, ids) is not looked at here.
"""
import base64
import io
import json
import os
import re
import struct
import sys
import unittest

from support import ROOT, Runner, messages

PY2 = sys.version_info[0] == 2
if not PY2:
    from urllib.parse import unquote

FOLDER = os.path.join(ROOT, "test", "conformance", "taichu")
FILES = ("taichu.jsonl", "taichu-2.0.31.jsonl", "taichu-2.0.17.jsonl")
GENERAL = u"\u7cfb\u7edf\u5185\u90e8\u9519\u8bef\uff0c\u8bf7\u8054\u7cfb\u7ef4\u62a4\u4eba\u5458"
INFER = re.compile(u"^/+v2/models/([^/]+)/versions/([^/]+)/infer$")

# Those that no runner hears of: other paths and methods, what is no JSON by its headers, names that nothing serves, limits,
# time-outs, ends of workers, and bodies that were too large to record.
HOSTS = re.compile(
    u"^(ready|live-.*|root|infer-get|v2-health|no-body|ct-none|.*unknown-(model|version)|base-class-by-name|cn-name|"
    u"grpc-(ready|servermeta|empty-version|timeout|unknown-method|big-.*)|big-body|.*busy.*|.*limit1.*|exit-in-hook|"
    u"after-.*exit|ready-after-sysexit|grpc31-live)$")
# What is answered otherwise than by the original (taichu-serve, section C9): how many, and what instead.
NO_OBJECT, OWN_ANSWER, EXIT, TEXT_ALONE, STREAM_TEXT = range(5)
DEVIATIONS = (
    (NO_OBJECT, u"^body-(str|null)$", 2),
    (OWN_ANSWER, u"^(fresh-after-stream-(?!unknown).*|echo17b)$", 13),
    (EXIT, u"^sysexit-in-hook$", 1),
    (TEXT_ALONE, u"^grpc-ret-(list|int|set|tuple|intkey)$", 5),
    (STREAM_TEXT, u"^fresh-stream-badret$", 1),
)
OTHER_TEXTS = {u"bad argument type for built-in operation": u"the name of a parameter is of type int, not text"}


def read_all():
    for name in FILES:
        with io.open(os.path.join(FOLDER, name), encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)


def deviation_of(line):
    for deviation, pattern, _ in DEVIATIONS:
        if re.match(pattern, line["name"]):
            return deviation
    return None


def float32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def values_of(parameters):
    """A map of InferParameters as JSON; one without a value is left out."""
    return dict((key, float32(value) if type(value) is float else value)
                for key, parameter in parameters.items() for value in parameter.values())


class Recorded(object if PY2 else unittest.TestCase):
    """On Python 3: those scripts are for nothing else."""

    @classmethod
    def setUpClass(cls):
        cls.runners = {}

    @classmethod
    def tearDownClass(cls):
        for runner in cls.runners.values():
            runner.close()

    def runner(self, script):
        if script not in self.runners:
            folder, entry = os.path.split(os.path.join(FOLDER, script))
            create = {"folder": folder, "dialect": u"taichu", "environment": {"ORACLE_LOG": os.devnull}}
            self.runners[script] = Runner("taichu", entry, **create)
        return self.runners[script]

    def test_every_line(self):
        hosts, answered, found = 0, 0, dict.fromkeys(range(len(DEVIATIONS)), 0)
        for line in read_all():
            if HOSTS.match(line["name"]):
                hosts += 1
                continue
            deviation = deviation_of(line)
            if deviation is None:
                answered += 1
            else:
                found[deviation] += 1
            runner = self.runner(line["service_script"])
            with self.subTest(line["name"]):
                if isinstance(line.get("body"), list):
                    self.compare_stream(runner, line, deviation)
                elif line["method"] == "GRPC":
                    self.compare_grpc(self.ask_grpc(runner, line["body"]), line, deviation)
                else:
                    self.compare_http(runner, line, deviation)
        self.assertEqual(found, dict((number, count) for number, _, count in DEVIATIONS))
        self.assertEqual((hosts, answered), (42, 63))

    def compare_http(self, runner, line, deviation):
        body = line["body"].encode("utf-8") if line.get("body") is not None else base64.b64decode(line["body_b64"])
        name, version = INFER.match(unquote(line["path"])).groups()
        _, (response,) = runner.call({"data": {"body": body}}, targets=[name])
        if deviation == OWN_ANSWER:
            self.assertEqual(response["result"], json.dumps({"parameters": json.loads(body)["parameters"]}))
        elif line["status"] == 200:
            names = (json.loads(line["resp_body"])["id"], name, version)
            head = u'{"id": %s, "model_name": %s, "model_version": %s, ' % tuple(
                json.dumps(text, ensure_ascii=False) for text in names)
            self.assertEqual((response["code"], head + response["result"][1:]), (0, line["resp_body"]))
        else:
            text = {NO_OBJECT: GENERAL, EXIT: u"the script raised SystemExit: 4"}.get(
                deviation, json.loads(line["resp_body"])["error"])
            code = 400 if deviation == NO_OBJECT or line["name"] == "body-badutf8" else 500
            # Newer interpreters say whose method it is.
            self.assertEqual((response["code"], response["message"].replace(u"BadCtx.", u"")), (code, text))

    def ask_grpc(self, runner, message):
        _, (response,) = runner.call(grpc_request(message), targets=[message["model_name"]])
        return response

    def compare_grpc(self, response, line, deviation):
        if deviation == OWN_ANSWER:
            self.assertEqual(parameters_of(response), values_of(line["body"]["parameters"]))
        elif line["status"] == "OK":
            self.assertEqual(parameters_of(response), values_of(line["resp_body"].get("parameters", {})))
        else:
            text = line["details"]
            if deviation == TEXT_ALONE:
                text = text.replace(u"Exception calling application: ", u"")
            self.assertEqual((response["code"], response["message"]), (500, OTHER_TEXTS.get(text, text)))

    def compare_stream(self, runner, line, deviation):
        parts, request_id = [], u""
        for message in line["body"]:
            request_id = message.get("id", request_id)
            found, _, (response,) = runner.stream(
                grpc_request(message), targets=[message["model_name"]], session=line["name"], reqids=[request_id])
            parts += [(request_id, parameters_of(part)) for part in found]
        runner.send({"kind": messages.END, "session": line["name"]})
        expected = [(item["msg"]["id"], values_of(item["msg"].get("parameters", {}))) for item in line["resp_body"]]
        for _, values in parts + expected:
            # When it was.
            values.pop("t", None)
        self.assertEqual(parts, expected)
        last = (500, u"'list' object has no attribute 'items'") if deviation == STREAM_TEXT else (0, u"")
        self.assertEqual((response["code"], response["message"]), last)


def grpc_request(message):
    body = json.dumps({"parameters": values_of(message.get("parameters", {}))}).encode("utf-8")
    return {"data": {"body": body, "attribute": u'{"wire": "grpc"}'}}


def parameters_of(response):
    values = json.loads(response["result"])["parameters"]
    return dict((key, float32(value) if type(value) is float else value) for key, value in values.items())
