"""Real runner processes with servers that scripts put together of mosec's workers, and what the originals said."""
import json
import os
import re
import shutil
import sys
import tempfile
import unittest

from support import ROOT, INFERENCE_REQUESTS, INFERENCE_RESPONSES, Runner, TIMEOUT_S, messages, single

FIXTURES = os.path.join(ROOT, "test", "fixtures", "mosec")
RECORDED = os.path.join(ROOT, "test", "conformance", "tiinfer")
EVENTS = u"text/event-stream"
# Of the recordings: what is not for the script alone to answer.
GATEWAYS = "chunked|cap-|b-|get-|accept-|timeout|shutdown|ct-|exit"


class RunnerCase(unittest.TestCase):
    def start(self, folder=FIXTURES, entry=u"server.py", status=0, **create):
        """A runner whose channel is closed after the test, and which must then end with a status."""
        compat = [{"key": u"mosec", "value": create.pop("generation")}] if "generation" in create else []
        runner = Runner("", entry, dialect=u"tiinfer", folder=folder, compat=compat, **create)
        self.addCleanup(lambda: self.assertEqual(runner.close(), status))
        return runner

    def recorded(self, mode, entry=u"svc.py", **create):
        """One of the servers that the recordings were made with; it appends to a log in its working folder."""
        working = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, working)
        os.mkdir(os.path.join(working, "mosec"))
        return self.start(os.path.join(RECORDED, "apps", "mosec"), entry, environment={"MODE": mode},
                          working_folder=working, **create)

    def ask(self, runner, *bodies, **head):
        """(code, message, result or body, content type) for each body in one call."""
        reply, responses = self.call(runner, bodies, **head)
        return answers(reply, responses)

    def call(self, runner, bodies, **head):
        payload = INFERENCE_REQUESTS.encode({"requests": [single(body) for body in bodies]})
        runner.send(dict({"kind": messages.CALL, "call": 7, "reqids": [u"r"] * len(bodies)}, **head), payload)
        reply, payload = runner.receive()
        return reply, INFERENCE_RESPONSES.decode(bytearray(payload)).get("responses", [])

    def parts(self, runner, *bodies, **head):
        """(index, text) of every event, and the last reply as ``ask`` gives it."""
        reply, responses = self.call(runner, bodies, stream=True, **dict({"credit": 100}, **head))
        parts = []
        while reply.get("more"):
            item, = reply["items"]
            self.assertEqual(item["content_type"], EVENTS)
            parts.append((item.get("index", 0), responses[0]["body"].decode("utf-8")))
            reply, payload = runner.receive()
            responses = INFERENCE_RESPONSES.decode(bytearray(payload)).get("responses", [])
        return parts, answers(reply, responses)


def answers(reply, responses):
    types = dict((item.get("index", 0), item["content_type"]) for item in reply.get("items", []))
    return [(response.get("code"), response.get("message"), response.get("result", response.get("body")),
             types.get(index)) for index, response in enumerate(responses)]


def refused(code, message, content_type=None):
    return code, message, None, content_type


def recordings(name):
    with open(os.path.join(RECORDED, name), "rb") as stream:
        return [json.loads(line.decode("utf-8")) for line in stream]


class Recorded(RunnerCase):
    """What the originals said to one request on a single worker."""

    def replay(self, name, generation, entry, server):
        found = [line for line in recordings(name) if re.match(server, line["server"])
                 and line["status"] in (200, 400, 422, 500) and line["method"] == "POST" and line.get("body")
                 and re.match("/inference($|[?])", line["path"]) and not re.match(GATEWAYS, line["name"])]
        runner = self.recorded("single", entry, generation=generation)
        for line in found:
            expected = (0, line["resp_body"]) if line["status"] == 200 else (line["status"], line["resp_body"])
            (code, message, result, _), = self.ask(runner, line["body"].encode("utf-8"))
            self.assertEqual((code, result if code == 0 else message), expected, line["name"])
        return len(found)

    def test_of_0_9(self):
        self.assertEqual(self.replay("mosec.jsonl", u"0.9", u"svc.py", ".*MODE=single"), 17)

    def test_of_0_4(self):
        self.assertEqual(self.replay("mosec-0.4.9.jsonl", u"0.4", u"svc04.py", ""), 8)


class Errors(RunnerCase):
    CASES = [
        # What is asked for, and what 0.4.9, 0.9.8 and we by default say to it.
        ("validation", (422, u"validation error: bad field"), (422, u"request validation error: bad field"), None),
        ("validation0", (422, u"validation error: invalid data format"),
         (422, u"request validation error: request validation error"), None),
        ("validationml", (422, u"validation error: line1\nline2 \u4e2d\u6587"),
         (422, u"request validation error: line1 - line2 \u4e2d\u6587"), None),
        ("decoding", (400, u"encoding/decoding error: dec"), (400, u"decoding error: dec"), None),
        ("encoding", (400, u"encoding/decoding error: enc"), (500, u"encoding error: enc"),
         (500, u"encoding error: enc")),
        ("set", (400, u"encoding/decoding error: cannot se/deserialize request bytes"),
         (500, u"encoding error: encoding error"),
         (500, u"encoding error: Object of type '?set'? is not JSON serializable")),
        ("client", (400, u"bad request: cli"), (400, u"bad request: cli"), None),
        ("client0", (400, u"bad request: bad request"), (400, u"bad request: bad request"), None),
        ("server", (500, u"internal error: srv"), (500, u"internal error: srv"), None),
        ("mosec", (500, u"mosec error: mos"), (500, u"mosec error: mos"), None),
        ("exc", (500, u"inference internal error"), (500, u"inference internal error"), None),
    ]

    def test_words_of_each_generation(self):
        for generation in (u"0.4", u"0.9", None):
            runner = self.recorded("single", **({"generation": generation} if generation else {}))
            for do, old, new, ours in self.CASES:
                code, message = {u"0.4": old, u"0.9": new, None: ours or old}[generation]
                answer, = self.ask(runner, json.dumps({"do": do}).encode("utf-8"))
                self.assertEqual((answer[0], answer[2:]), (code, (None, None)), do)
                self.assertRegex(answer[1], u"^%s$" % message, do)

    def test_a_batch_fails_as_one(self):
        runner = self.recorded("batch", generation=u"0.9")
        good = b'{"do": "int"}'
        for body, code, message in ((b'{"do": "validation"}', 422, u"request validation error: bad field"),
                                    (b'{"do": "exc"}', 500, u"inference internal error"),
                                    (b"{", 400, u"decoding error: decoding error"),
                                    (b'{"do": "set"}', 500, u"encoding error: encoding error"),
                                    (b'{"do": "short"}', 500, u"inference internal error")):
            self.assertEqual(self.ask(runner, good, body, good), [refused(code, message)] * 3)
        results = [json.loads(result) for _, _, result, _ in self.ask(runner, good, good)]
        self.assertEqual(results, [{"n": 2, "r": 3}] * 2)

    def test_requests_of_one_call_are_apart_where_forward_takes_one(self):
        runner = self.recorded("single")
        answers = self.ask(runner, b'{"do": "int"}', b'{"do": "exc"}', b"{", b"1")
        self.assertEqual([answer[0] for answer in answers], [0, 500, 400, 0])

    def test_errors_of_the_scripts_own(self):
        runner = self.start()
        self.assertEqual(self.ask(runner, b"refuse"), [refused(400, u"refused: not - this")])

    def test_a_script_that_ends_its_worker(self):
        for body, status in ((b"exit", 3), (b"interrupt", 1)):
            runner = self.start(status=status)
            with self.assertRaises((EOFError, ConnectionResetError)):
                self.ask(runner, body)
            self.assertIn("the script ends its worker", runner.logs[-1]["message"])

    def test_a_worker_with_a_time_limit(self):
        runner = self.start(stage=3)
        self.assertEqual(self.ask(runner, b'{"s": %d}' % TIMEOUT_S, targets=[u"/slow"]),
                         [refused(408, u"mosec timeout error: `forward` timeout after 0.05s")])
        self.assertIn("interrupted", runner.output(1))
        self.assertEqual(self.ask(runner, b'{"s": 0}', targets=[u"/slow"]), [(0, None, u'"done"', None)])

    def test_the_limit_of_those_that_have_none(self):
        late = b'{"s": %d}' % TIMEOUT_S
        for stated, seconds in ((0, 0.15), (100, 0.2)):
            runner = self.start(entry=u"patient.py", generation=u"0.9", args=[u"--timeout", u"50"], timeout_ms=stated)
            self.assertEqual(self.ask(runner, late), [refused(408, u"mosec timeout error: `forward` timeout after %ss" % seconds)])
            self.assertEqual(self.ask(runner, b'{"s": 0}'), [(0, None, u'"done"', None)])
        runner = self.start(entry=u"patient.py", args=[u"--timeout", u"50"])
        self.assertEqual(self.ask(runner, b'{"s": 0.3}'), [(0, None, u'"done"', None)])


class Pipelines(RunnerCase):
    ROUTES = u"/inference /upper /both /slow /count /v2/count".split()

    def test_routes_share_stages(self):
        declared = self.start().ready["ready"]["declared"]
        self.assertEqual([served["name"] for served in declared["served"]], self.ROUTES)
        self.assertEqual([(stage["name"].split("_")[0], stage["targets"]) for stage in declared["stages"]], [
            ("Read", ["/inference", "/both", ""]), ("Upper", ["/upper", "/both"]),
            ("Write", ["/inference", "/upper", "/both", ""]),
            ("Slow", ["/slow"]), ("Count", ["/count", "/v2/count"])])
        _, upper, write = declared["stages"][:3]
        self.assertEqual([upper[name] for name in ("batch_size", "batch_delay_ms", "instances")], [4, 20, 1])
        self.assertEqual([write[name] for name in ("batch_size", "batch_delay_ms", "instances")], [1, 10, 2])
        self.assertEqual([declared[name] for name in ("http_port", "timeout_ms", "max_queue")], [8000, 3000, 1024])

    def test_a_request_enters_where_its_route_begins_and_leaves_where_it_ends(self):
        read, upper, write = (self.start(stage=stage) for stage in range(3))
        (_, _, first, _), = self.ask(read, b"abc", targets=[u"/both"])
        # One batch: from the stage before, and fresh.
        passed = self.ask(upper, first, b"xyz", targets=[u"/both", u"/upper"])
        texts = [self.ask(write, body, targets=[route])[0]
                 for (_, _, body, _), route in zip(passed, (u"/both", u"/upper"))]
        self.assertEqual(texts, [(0, None, b"ABC,Read,Upper", u"text/plain"), (0, None, b"XYZ,Upper", u"text/plain")])
        # None named: /inference.
        (_, _, body, _), = self.ask(read, b"abc")
        self.assertEqual(self.ask(write, body)[0][2], b"abc,Read")
        (_, _, body, _), = self.ask(read, b"unencoded")
        self.assertEqual(self.ask(write, body), [refused(500, u"inference internal error")])
        self.assertIn("TypeError: serialize returned str, not bytes", write.logs[-1]["message"])

    def test_a_stage_hands_on_what_only_passes_by(self):
        first = self.start()
        self.assertEqual(self.ask(first, b"abc", b"refuse", b"xyz", targets=[u"/upper", u"/both", u"/slow"]), [
            (0, None, b"abc", None), refused(400, u"refused: not - this"), (0, None, b"xyz", None)])

    def test_large_values_between_stages(self):
        read, write = self.start(inline_limit=100), self.start(stage=2)
        reply, _ = self.call(read, [b"x" * 100000])
        with open(reply["payload_file"], "rb") as stream:
            response, = INFERENCE_RESPONSES.decode(bytearray(stream.read()))["responses"]
        path = os.path.join(write.payload_dir, "in")
        with open(path, "wb") as stream:
            stream.write(response["body"])
        _, (response,) = write.call({"data": {"uri": path}})
        self.assertEqual(response["body"], b"x" * 100000 + b",Read")

    def test_contrary_routes(self):
        runner = self.start(entry=u"contrary.py")
        stages = [(stage["name"][0], stage.get("targets")) for stage in runner.ready["ready"]["declared"]["stages"]]
        self.assertEqual(stages, [("A", ["/ab", ""]), ("B", None), ("A", ["/ba"])])


class Programs(RunnerCase):
    def test_a_script_stays_main(self):
        args = [u"--name", u"x", u"--new"]
        read, write = self.start(args=args), self.start(stage=2, args=args)
        (_, _, body, _), = self.ask(read, b"main")
        answer = {"main": "__main__", "argv": ["server.py", "--name", "x", "--new"], "name": "x", "cwd": FIXTURES}
        self.assertEqual(self.ask(write, body)[0][2].decode("utf-8"), repr(answer))

    def test_what_follows_run_is_done_at_the_end(self):
        runner = self.start()
        self.assertNotIn("after the service", runner.output(0))
        self.assertEqual(runner.end(), 0)
        self.assertEqual(runner.output(0), "after the service\n")

    def test_processes_of_the_scripts_own_find_it(self):
        read, write = self.start(), self.start(stage=2)
        (code, _, body, _), = self.ask(read, b"pool")
        self.assertEqual((code, self.ask(write, body)[0][0]), (0, 0))
        self.assertIn(b"doubled", body)

    def test_a_worker_that_cannot_be_made_whatever_the_script_catches(self):
        runner = self.start(stage=5, args=[u"--name", u"failing"])
        self.assertEqual(runner.ready["message"], u"Failing could not be created: RuntimeError: no device")

    def test_scripts_that_do_not_serve(self):
        for entry, message in (
                (u"nothing.py", u"nothing.py ended without a mosec Server().run()"),
                (u"wrong.py", u"wrong.py could not be loaded: AssertionError: worker must be inherited from mosec.Worker"),
                (u"missing.py", u"missing.py could not be loaded: FileNotFoundError: [Errno 2] No such file or "
                 u"directory: %r" % os.path.join(FIXTURES, "missing.py"))):
            self.assertEqual(self.start(entry=entry).ready["message"], message)

    def test_a_server_named_as_tiinfers_scripts(self):
        runner = self.start(os.path.join(FIXTURES, "named"), u"model_service.py")
        self.assertEqual(runner.ready["ready"]["declared"]["http_port"], 8000)
        self.assertEqual(self.ask(runner, b'{"s": 0}'), [(0, None, u'[\n  0,\n  "__main__"\n]', None)])


class Events(RunnerCase):
    def start(self, *args, **kwargs):
        return RunnerCase.start(self, *args, **dict({"stage": 4}, **kwargs))

    def test_events_are_parts(self):
        for route in (u"/count", u"/v2/count"):
            parts, last = self.parts(self.start(), b'{"to": 2, "thread": 1}', targets=[route])
            self.assertEqual(parts, [(0, u"from a thread"), (0, u"0\u4e2d"), (0, u"1\u4e2d")])
            self.assertEqual(last, [(0, None, None, EVENTS)])

    def test_none(self):
        self.assertEqual(self.parts(self.start(), b'{"to": 0}', targets=[u"/count"]), ([], [(0, None, None, EVENTS)]))

    def test_nobody_takes_parts(self):
        answers = self.ask(self.start(), b'{"to": 2}', targets=[u"/count"])
        self.assertEqual(answers, [(0, None, u'["0\\u4e2d", "1\\u4e2d"]', None)])

    def test_errors_before_and_after(self):
        runner = self.recorded("sse", stage=0, generation=u"0.9")
        self.assertEqual(self.parts(runner, b"{x"), ([], [refused(400, u"decoding error: decoding error", EVENTS)]))
        parts, last = self.parts(runner, b'{"n": 2, "do": "exc"}')
        self.assertEqual(parts, [(0, u"ev0"), (0, u"ev1")])
        self.assertEqual(last, [refused(500, u"inference internal error", EVENTS)])
        self.assertEqual(self.parts(runner, b'{"n": 1}')[0], [(0, u"ev0")])

    def test_a_batch(self):
        parts, last = self.parts(self.recorded("ssebatch", stage=0), b'{"n": 2, "text": "a"}', b'{"n": 1, "text": "b"}')
        self.assertEqual(parts, [(0, u"a0"), (0, u"a1"), (1, u"b0")])
        self.assertEqual(last, [(0, None, None, EVENTS)] * 2)

    def test_a_batch_that_the_worker_takes_apart(self):
        parts, _ = self.parts(self.start(), b'{"to": 1}', b'{"to": 2}', targets=[u"/count", u"/count"])
        self.assertEqual(parts, [(0, u"0\u4e2d"), (1, u"0\u4e2d"), (1, u"1\u4e2d")])

    def test_all_events_together_have_a_requests_time(self):
        runner = self.start(stage=1, entry=u"patient.py", args=[u"--timeout", u"300"])
        parts, last = self.parts(runner, b'{"s": 0.08}', targets=[u"/events"])
        self.assertLess(len(parts), 5)
        self.assertEqual(last, [refused(408, u"mosec timeout error: `forward` timeout after 0.3s", EVENTS)])

    def test_no_frame_is_cut_short_by_the_end_of_the_time(self):
        runner = self.start(stage=1, entry=u"patient.py", args=[u"--timeout", u"30"])
        for _ in range(20):
            parts, last = self.parts(runner, b'{"s": 0, "size": 300000}', credit=1000, targets=[u"/events"])
            self.assertEqual(set(len(text) for _, text in parts), set([300000]))
            self.assertEqual([code for code, _, _, _ in last], [408])

    def test_a_client_that_has_gone(self):
        runner = self.start()
        reply, _ = self.call(runner, [b'{"to": 1000}'], stream=True, credit=1, targets=[u"/count"])
        self.assertTrue(reply["more"])
        runner.send({"kind": messages.CANCEL, "call": 7})
        reply, payload = runner.receive()
        self.assertEqual((reply["call"], "more" in reply, payload), (7, False, b""))
        self.assertEqual(self.parts(runner, b'{"to": 1}', targets=[u"/count"])[0], [(0, u"0\u4e2d")])


def load_tests(loader, tests, pattern):
    """mosec is for Python 3."""
    cases = [Recorded, Errors, Pipelines, Programs, Events] if sys.version_info[0] > 2 else []
    return unittest.TestSuite(map(loader.loadTestsFromTestCase, cases))


if __name__ == "__main__":
    unittest.main()
