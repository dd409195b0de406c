"""How returned tuples and rets are judged, and what the author of a script is told."""
import collections
import json
import sys
import unittest

import support  # noqa: F401
from evalbridge_runner.dialects.ava import answers, g1, g2, g3
from evalbridge_runner.dialects.ava.result_file import ResultFiles
from evalbridge_runner.dialects.jsontext import to_json
from evalbridge_runner.failure import Failure

PY2 = sys.version_info[0] == 2


def numpy_like(name, value, base="generic"):
    """A value whose type looks like one of numpy's: the judging goes by names, because it must not import numpy."""
    kind = type(base, (object,), {"__module__": "numpy"})
    return type(name, (kind,), {"__module__": "numpy", "item": lambda self: value})()


def failure(function, *args):
    try:
        function(*args)
    except Failure as error:
        return error.code, error.message
    return None


def call(result, count):
    rets, headers = g3.rets(result, count)
    assert headers == [], headers
    return rets


class Calls(unittest.TestCase):
    def test_success(self):
        for code in (0, 200, None, 406, 400, "0"):
            for message in (None, "", u"", b""):
                self.assertEqual(call(([{}], code, message), 1), [{}])

    def test_rets_may_be_any_iterable(self):
        for rets in ([{}], ({},), iter([{}]), (ret for ret in [{}])):
            self.assertEqual(call((rets, 0, ""), 1), [{}])

    def test_a_message_fails_the_call(self):
        for result, expected in [
            (([], 400, "msg"), (400, u"msg")),
            (({}, 400, u"\u4e2d"), (400, u"\u4e2d")),
            (([{}], 400, u"\u4e2d".encode("utf-8")), (400, u"\u4e2d")),
            (([{}], 0, "msg"), (599, u"msg")),
            (([{}], 200, "msg"), (599, u"msg")),
            (([], "400", "msg"), (400, u"msg")),
            (([], "four", "msg"), (599, u"msg")),
            (([], None, "msg"), (599, u"msg")),
            (([], 522, 0), (522, u"0")),
            (([], 522, False), (522, u"False")),
            (([], 522, []), (522, u"[]")),
            (([], 522, ValueError("why")), (522, u"why")),
            (([], 599, {"code": 522, "message": "m"}), (522, u"m")),
            (([], 400, {"message": "m"}), (400, u"m")),
            ((None, 400, {"code": 0, "message": None}), (400, u"")),
            (([], 0, {}), (599, u"")),
            (([], -1, "negative"), (-1, u"negative")),
        ]:
            self.assertEqual(failure(call, result, 1), expected, result)

    def test_a_code_without_message_fails_only_without_rets(self):
        self.assertEqual(failure(call, ([], 406, ""), 1), (406, u""))
        self.assertEqual(failure(call, (None, 406, ""), 1), (406, u""))
        self.assertEqual(call(([{"code": 5}], 406, ""), 1), [{"code": 5}])

    def test_wrong_forms(self):
        for result, message in [
            (None, u"net_inference returned None, not (rets, code, message)"),
            (([], 0, "", 5), u"net_inference returned a tuple of 4, not (rets, code, message)"),
            ([[], ""], u"net_inference returned a list, not (rets, code, message)"),
            (5, u"net_inference returned an int, not (rets, code, message)"),
            ((None, 0, ""), u"net_inference returned None as rets, not a list"),
            ((5, 0, ""), u"net_inference returned an int as rets, not a list"),
            (("text", 0, ""), u"net_inference returned a str as rets, not a list"),
        ]:
            self.assertEqual(failure(call, result, 1), (599, message))

    def test_a_pair_is_the_second_generations(self):
        for error in (None, "", b""):
            self.assertEqual(call(([{}], error), 1), [{}])
        for error, message in [("why", u"why"), (0, u"0"), (False, u"False"), ([], u"[]")]:
            self.assertEqual(failure(call, ([{}], error), 1), (599, message))
        self.assertEqual(failure(call, ([], {"code": 400, "message": "m"}), 1), (400, u"m"))

    def test_rets_without_a_truth_of_their_own(self):
        class Array(list):
            def __nonzero__(self):
                raise ValueError("the truth value of an array is ambiguous")
            __bool__ = __nonzero__
        self.assertEqual(call((Array([{}]), 400, ""), 1), [{}])
        self.assertEqual(failure(call, (Array(), 406, None), 1), (406, u""))

    def test_an_iterator_that_raises(self):
        self.assertEqual(failure(call, ((1 // 0 for _ in [1]), 0, ""), 1)[0], 599)

    def test_fewer_rets(self):
        self.assertEqual(failure(call, ([{"code": 400, "message": "few"}], 0, ""), 2), (400, u"few"))
        rets = call(([{"result": 1}], 0, ""), 2)
        self.assertEqual(answers.pick(rets, 0, 2), {"result": 1})
        self.assertEqual(failure(answers.pick, rets, 1, 2), (599, u"net_inference returned 1 ret for 2 requests"))
        self.assertEqual(failure(answers.pick, [], 0, 1), (599, u"net_inference returned 0 rets for 1 request"))


class Create(unittest.TestCase):
    def test_success(self):
        for code, message in [(0, ""), (200, "Success"), (None, None), ("0", "x"), (0.0, "")]:
            self.assertEqual(g3.model(("model", code, message)), "model")

    def test_refusals(self):
        for result, expected in [
            ((None, 400, "why"), (400, u"why")),
            ((None, 500, ""), (500, u"create_net returned code 500 without a message")),
            ((None, 599, {"code": 400, "message": "m"}), (400, u"m")),
            ((None, "x", "why"), (599, u"why")),
            (None, (599, u"create_net returned None, not (model, code, message)")),
            (({}, ""), (599, u"create_net returned a tuple of 2, not (model, code, message)")),
        ]:
            self.assertEqual(failure(g3.model, result), expected)


class Preprocess(unittest.TestCase):
    def test_judged(self):
        self.assertEqual(g3.prepared(({"data": 1}, 200, None)), {"data": 1})
        for result, expected in [
            (({}, 422, ""), (422, u"")),
            (({}, 0, "msg"), (599, u"msg")),
            (({}, 406, "msg"), (406, u"msg")),
            (([], 0, ""), (599, u"net_preprocess returned a list as the request, not a dict")),
            ((1, 2), (599, u"net_preprocess returned a tuple of 2, not (request, code, message)")),
        ]:
            self.assertEqual(failure(g3.prepared, result), expected)


class Rets(unittest.TestCase):
    def judge(self, ret):
        return g3.response(ret, u"rets[0]", ResultFiles(u"", u"/release"))

    def test_defaults(self):
        expected = {"code": 0, "message": u"", "result": u"{}", "body": b""}
        for ret in ({}, {"code": None, "message": None, "body": None}, {"unknown": object()}):
            self.assertEqual(self.judge(ret), (expected, {}))

    def test_an_explicit_none_is_null(self):
        self.assertEqual(self.judge({"result": None})[0]["result"], u"null")

    def test_codes(self):
        for code, expected in [
            (0, 0), (200, 200), (-4, -4), (400.0, 400), ("400", 400), (u"400", 400), (b"400", 400), (True, 1),
            (numpy_like("int64", 404), 404), (2 ** 31 - 1, 2 ** 31 - 1),
        ]:
            self.assertEqual(self.judge({"code": code})[0]["code"], expected)
        for code in ("four", 400.5, 2 ** 31, [], {}, float("nan"), float("inf"), object()):
            code, message = failure(self.judge, {"code": code})
            self.assertEqual(code, 599)
            self.assertTrue(message.startswith(u"rets[0] has the code "), message)

    def test_messages(self):
        self.assertEqual(self.judge({"message": u"\u4e2d".encode("utf-8")})[0]["message"], u"\u4e2d")
        self.assertEqual(self.judge({"message": b"\xff"})[0]["message"], u"\ufffd")
        self.assertEqual(failure(self.judge, {"message": 5}), (599, u"rets[0] has an int as message, not text"))

    def test_bodies(self):
        for body in (b"\xe4\xb8\xad", u"\u4e2d", bytearray(b"\xe4\xb8\xad"), memoryview(b"\xe4\xb8\xad")):
            found = self.judge({"body": body})[0]["body"]
            self.assertEqual((found, type(found)), (b"\xe4\xb8\xad", bytes))
        self.assertEqual(failure(self.judge, {"body": [1]}), (599, u"rets[0] has a list as body, not bytes"))

    def test_headers(self):
        header = collections.OrderedDict([("X-Origin-A", [u"A:1", b"B:2"]), (u"Foo", "x"), ("Bad", 5), (7, ["x"])])
        self.assertEqual(self.judge({"header": header})[1], {"headers": [
            {"name": u"X-Origin-A", "values": [u"A:1", u"B:2"]}, {"name": u"Foo", "values": [u"x"]}]})
        self.assertEqual(self.judge({"header": ["no dict"]})[1], {})

    def test_no_dict(self):
        self.assertEqual(failure(answers.pick, [5], 0, 1), (599, u"rets[0] is an int, not a dict"))

    def test_encodable(self):
        headers = [{"name": u"n", "values": [u"v"]}]
        results = [({"code": 0}, {}), Failure(400, u"m"), ({"code": 1}, {"headers": headers})]
        responses, items = answers.encodable(results)
        failed = {"code": 400, "message": u"m", "result": u"{}", "body": b""}
        self.assertEqual(responses, [{"code": 0}, failed, {"code": 1}])
        self.assertEqual(items, [{"index": 2, "headers": headers}])

    def test_headers_of_the_whole_call(self):
        first, second = [{"name": u"A", "values": [u"1"]}], [{"name": u"B", "values": [u"2"]}]
        self.assertEqual(answers.with_headers(({"code": 0}, {"headers": first}), second),
                         ({"code": 0}, {"headers": first + second}))
        failed = answers.with_headers(Failure(400, u"m"), second)
        self.assertEqual((failed[0]["code"], failed[1]), (400, {"headers": second}))
        unchanged = Failure(400, u"m")
        self.assertIs(answers.with_headers(unchanged, []), unchanged)


class OldRets(unittest.TestCase):
    """What the first two generations' rets have of their own."""

    def judge(self, ret, generation=g1):
        return generation.response(ret, u"rets[0]", ResultFiles(u"", u"/release"))

    def test_results_of_the_first_generation(self):
        for result, expected in [
            ('{"b": 1.0, "a": 1e2}', u'{"b": 1.0, "a": 1e2}'), (b'"\xe4\xb8\xad"', u'"\u4e2d"'), ("null", u"null"),
            ("", u"null"), (None, u"null"), ({"a": 1}, u'{"a": 1}'), ([], u"[]"), (5, u"5"),
        ]:
            self.assertEqual(self.judge({"result": result})[0]["result"], expected)
        self.assertEqual(self.judge({})[0]["result"], u"null")
        for result in ("abc", "{", "NaN", '{"score": Infinity}', "[" * 100000):
            code, message = failure(self.judge, {"result": result})
            self.assertEqual(code, 599)
            self.assertTrue(message.startswith(u"rets[0] has a result that is text but not JSON: "), message)

    def test_results_of_the_second_generation(self):
        self.assertEqual(self.judge({"result": "abc"}, g2)[0]["result"], u'"abc"')
        self.assertEqual(self.judge({}, g2)[0]["result"], u"{}")

    def test_codes_go_out_as_they_are(self):
        for generation in (g1, g2):
            for code, item in [(0, {}), (None, {}), (1, {"literal_code": True}), (570, {"literal_code": True})]:
                response, found = self.judge({"code": code, "message": "m"}, generation)
                self.assertEqual((response["code"], response["message"], found), (code or 0, u"m", item))
            for code, expected in [(-1, (400, u"out of batch size")), (-2, (500, u"forward inference failed")),
                                   (-3, (400, u"invalid image")), (-4, (-4, u"m"))]:
                response, found = self.judge({"code": code, "message": "m"}, generation)
                self.assertEqual(((response["code"], response["message"]), found), (expected, {"literal_code": True}))


class OldCalls(unittest.TestCase):
    """Answers of net_inference in all forms that the first two generations know."""

    def test_forms(self):
        for generation in (g1, g2):
            for result in ('{"results": [{"code": 1}]}', b'{"results": [{"code": 1}], "error": ""}', '[{"code": 1}]',
                           {"results": [{"code": 1}], "error": None}, [{"code": 1}], iter([{"code": 1}]),
                           ([{"code": 1}], ""), ([{"code": 1}], 0, None)):
                self.assertEqual(generation.rets(result, 1), ([{"code": 1}], []))

    def test_headers(self):
        answer = {"results": [], "headers": {"xlog": ["A:1", u"B:2"], "xstatus": "", "xmetrics": {}}}
        expected = [{"name": u"X-Log", "values": [u"A:1", u"B:2"]}]
        self.assertEqual(g1.rets(answer, 0)[1], expected)
        self.assertEqual(g1.rets(json.dumps(answer), 0)[1], expected)
        for headers in (None, {}, [], {"xlog": None}, {"xlog": []}, {"xlog": 5}, "text"):
            self.assertEqual(g1.rets(dict(answer, headers=headers), 0)[1], [])

    def test_failures(self):
        for result, expected in [
            ('{"results": [{}], "error": "top"}', u"top"),
            ({"results": [{}], "error": u"\u4e2d".encode("utf-8")}, u"\u4e2d"),
            ({"error": ""}, u"net_inference returned None as rets, not a list"),
            (None, u"net_inference returned None as rets, not a list"),
            (5, u"net_inference returned an int as rets, not a list"),
            ('"text"', u"net_inference returned %s as rets, not a list" % ("an unicode" if PY2 else "a str")),
            (([], "pair"), u"pair"),
            ({"results": [{}], "error": 0}, u"0"),
        ]:
            self.assertEqual(failure(g1.rets, result, 1), (599, expected))
        code, message = failure(g1.rets, "zzz", 1)
        self.assertTrue(code == 599 and message.startswith(u"net_inference returned text that is not JSON: "), message)

    def test_one_error_for_several_requests(self):
        for result in (([{"code": 400, "message": "m"}], ""), '{"results": [{"code": 400, "message": "m"}]}'):
            self.assertEqual(failure(g1.rets, result, 3), (400, u"m"))


class OldCreate(unittest.TestCase):
    def test_first_generation(self):
        model = {"error": "", "net": object()}
        self.assertIs(g1.model(model), model)
        for result, message in [
            ({"error": "why"}, u"why"),
            ({"error": u"\u4e2d"}, u"\u4e2d"),
            ({}, u"net_init returned a dict whose error is None, not text"),
            ({"error": 0}, u"net_init returned a dict whose error is an int, not text"),
            (None, u"net_init returned None, not a dict with the key error"),
            ("{}", u"net_init returned a str, not a dict with the key error"),
        ]:
            self.assertEqual(failure(g1.model, result), (599, message))

    def test_second_generation(self):
        for result in (("net", ""), ("net", None), ("net", 0, ""), ("net", 200, "Success")):
            self.assertEqual(g2.model(result), "net")
        for result, expected in [
            ((None, "why"), (599, u"why")),
            ((None, 400, "why"), (400, u"why")),
            ((None, {"code": 400, "message": "m"}), (400, u"m")),
            (None, (599, u"net_init returned None, not (model, code, message)")),
        ]:
            self.assertEqual(failure(g2.model, result), expected)


class OldPreprocess(unittest.TestCase):
    def test_first_generation(self):
        request = {"data": {"uri": "x"}}
        for result in (request, json.dumps(request)):
            answer = {"result": {"code": 0, "message": "", "result": result}, "error": ""}
            self.assertEqual(g1.prepared(answer), request)
            self.assertEqual(g2.prepared(json.dumps(answer)), request)
        for answer, expected in [
            ({"result": {"code": 422, "message": ""}, "error": ""}, (422, u"")),
            ({"result": {"message": "m"}, "error": ""}, (599, u"m")),
            ({"result": {"result": request}, "error": "top"}, (599, u"top")),
            ({"result": {}}, (599, u"net_preprocess returned None as the request, not a dict")),
            ({}, (599, u"net_preprocess returned a dict, not a dict with the key result")),
            (None, (599, u"net_preprocess returned None, not a dict with the key result")),
        ]:
            self.assertEqual(failure(g1.prepared, answer), expected)

    def test_second_generation(self):
        self.assertEqual(g2.prepared(({"data": 1}, "")), {"data": 1})
        self.assertEqual(g2.prepared(({"data": 1}, 0, "")), {"data": 1})
        self.assertEqual(failure(g2.prepared, ({}, "why")), (599, u"why"))
        self.assertEqual(failure(g2.prepared, ({}, 422, "")), (422, u""))


class Results(unittest.TestCase):
    def test_values(self):
        value = [0.1, 1.0, 10 ** 30, u"\u4e2d", None, True, (1, 2), {"1": {}}]
        text = to_json(value)
        self.assertEqual(text, u'[0.1, 1.0, 1' + u"0" * 30 + u', "\\u4e2d", null, true, [1, 2], {"1": {}}]')
        self.assertIsInstance(text, type(u""))

    def test_key_order_is_the_scripts(self):
        value = collections.OrderedDict((letter, 1) for letter in "qwertz")
        self.assertEqual([pair[0] for pair in json.loads(to_json(value), object_pairs_hook=list)], list("qwertz"))

    def test_what_the_author_is_told(self):
        inner = {"confidences": [{"score": 0.5}, {"score": None}]}
        array = numpy_like("ndarray", 5, base="object_")
        for bad, told in [
            (float("nan"), u"nan, which JSON cannot hold"),
            (float("-inf"), u"-inf, which JSON cannot hold"),
            (array, u"a numpy array: convert it with .tolist()"),
            (object(), u"of type object, which JSON cannot hold"),
            (set(), u"of type set, which JSON cannot hold"),
            (b"\xff", u"bytes, not text: decode it or put it into `body`"),
        ]:
            inner["confidences"][1]["score"] = bad
            self.assertEqual(failure(to_json, inner), (599, u"result.confidences[1].score is " + told))

    def test_bad_keys(self):
        code, message = failure(to_json, {"a": {(1, 2): 3}})
        self.assertEqual((code, message), (599, u"result.a has the key (1, 2); keys must be text"))

    def test_circles_and_depth(self):
        circle = {"a": []}
        circle["a"].append(circle)
        self.assertEqual(failure(to_json, circle), (599, u"result.a[0] contains itself"))
        deep = []
        for _ in range(100000):
            deep = [deep]
        self.assertEqual(failure(to_json, deep), (599, u"result is nested too deeply"))
        while deep:
            deep = deep.pop()

    def test_numpy_scalars(self):
        scalars = [numpy_like("int64", 5), numpy_like("float32", 0.5), numpy_like("bool_", True)]
        if PY2:
            # There int64 is an int and float64 a float of Python; the others were refused by the platform too.
            self.assertEqual(failure(to_json, scalars), (599, u"result[0] is a numpy int64: convert it with .item()"))
        else:
            self.assertEqual(to_json(scalars), u"[5, 0.5, true]")
            self.assertEqual(failure(to_json, [numpy_like("float32", float("nan"))]),
                             (599, u"result[0] is nan, which JSON cannot hold"))
        self.assertEqual(failure(to_json, numpy_like("datetime64", object()))[0], 599)


if __name__ == "__main__":
    unittest.main()
