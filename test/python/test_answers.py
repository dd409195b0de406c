"""How returned tuples and rets are judged, and what the author of a script is told."""
import collections
import json
import sys
import unittest

import support  # noqa: F401
from evalbridge_runner.dialects.ava import answers
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


class Calls(unittest.TestCase):
    def test_success(self):
        for code in (0, 200, None, 406, 400, "0"):
            for message in (None, "", u"", b""):
                self.assertEqual(answers.judge_call(([{}], code, message), 1), [{}])

    def test_rets_may_be_any_iterable(self):
        for rets in ([{}], ({},), iter([{}]), (ret for ret in [{}])):
            self.assertEqual(answers.judge_call((rets, 0, ""), 1), [{}])

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
            self.assertEqual(failure(answers.judge_call, result, 1), expected, result)

    def test_a_code_without_message_fails_only_without_rets(self):
        self.assertEqual(failure(answers.judge_call, ([], 406, ""), 1), (406, u""))
        self.assertEqual(failure(answers.judge_call, (None, 406, ""), 1), (406, u""))
        self.assertEqual(answers.judge_call(([{"code": 5}], 406, ""), 1), [{"code": 5}])

    def test_wrong_forms(self):
        for result, message in [
            (None, u"net_inference returned None, not (rets, code, message)"),
            (([], ""), u"net_inference returned a tuple of 2, not (rets, code, message)"),
            (5, u"net_inference returned an int, not (rets, code, message)"),
            ((None, 0, ""), u"net_inference returned None as rets, not a list"),
            ((5, 0, ""), u"net_inference returned an int as rets, not a list"),
            (("text", 0, ""), u"net_inference returned a str as rets, not a list"),
        ]:
            self.assertEqual(failure(answers.judge_call, result, 1), (599, message))

    def test_an_iterator_that_raises(self):
        self.assertEqual(failure(answers.judge_call, ((1 // 0 for _ in [1]), 0, ""), 1)[0], 599)

    def test_fewer_rets(self):
        self.assertEqual(failure(answers.judge_call, ([{"code": 400, "message": "few"}], 0, ""), 2), (400, u"few"))
        rets = answers.judge_call(([{"result": 1}], 0, ""), 2)
        self.assertEqual(answers.judge_ret(rets, 0, 2)[0]["result"], u"1")
        self.assertEqual(failure(answers.judge_ret, rets, 1, 2), (599, u"net_inference returned 1 ret for 2 requests"))
        self.assertEqual(failure(answers.judge_ret, [], 0, 1), (599, u"net_inference returned 0 rets for 1 request"))


class Create(unittest.TestCase):
    def test_success(self):
        for code, message in [(0, ""), (200, "Success"), (None, None), ("0", "x"), (0.0, "")]:
            self.assertEqual(answers.judge_create(("model", code, message)), "model")

    def test_refusals(self):
        for result, expected in [
            ((None, 400, "why"), (400, u"why")),
            ((None, 500, ""), (500, u"create_net returned code 500 without a message")),
            ((None, 599, {"code": 400, "message": "m"}), (400, u"m")),
            ((None, "x", "why"), (599, u"why")),
            (None, (599, u"create_net returned None, not (model, code, message)")),
            (({}, ""), (599, u"create_net returned a tuple of 2, not (model, code, message)")),
        ]:
            self.assertEqual(failure(answers.judge_create, result), expected)


class Preprocess(unittest.TestCase):
    def test_judged(self):
        self.assertEqual(answers.judge_preprocess(({"data": 1}, 200, None)), {"data": 1})
        for result, expected in [
            (({}, 422, ""), (422, u"")),
            (({}, 0, "msg"), (599, u"msg")),
            (({}, 406, "msg"), (406, u"msg")),
            (([], 0, ""), (599, u"net_preprocess returned a list as the request, not a dict")),
            ((1, 2), (599, u"net_preprocess returned a tuple of 2, not (request, code, message)")),
        ]:
            self.assertEqual(failure(answers.judge_preprocess, result), expected)


class Rets(unittest.TestCase):
    def judge(self, ret):
        return answers.judge_ret([ret], 0, 1)

    def test_defaults(self):
        expected = {"code": 0, "message": u"", "result": u"{}", "body": b""}
        for ret in ({}, {"code": None, "message": None, "body": None}, {"unknown": object()}):
            self.assertEqual(self.judge(ret), (expected, []))

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
        self.assertEqual(self.judge({"header": header})[1],
                         [{"name": u"X-Origin-A", "values": [u"A:1", u"B:2"]}, {"name": u"Foo", "values": [u"x"]}])
        self.assertEqual(self.judge({"header": ["no dict"]})[1], [])

    def test_no_dict(self):
        self.assertEqual(failure(self.judge, 5), (599, u"rets[0] is an int, not a dict"))

    def test_encodable(self):
        results = [({"code": 0}, []), Failure(400, u"m"), ({"code": 1}, [{"name": u"n", "values": [u"v"]}])]
        responses, items = answers.encodable(results)
        failed = {"code": 400, "message": u"m", "result": u"{}", "body": b""}
        self.assertEqual(responses, [{"code": 0}, failed, {"code": 1}])
        self.assertEqual(items, [{"index": 2, "headers": [{"name": u"n", "values": [u"v"]}]}])


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
