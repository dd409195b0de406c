"""A text that is also a mapping, in all the ways that scripts use one or the other."""
import copy
import json
import pickle
import sys
import unittest

import support  # noqa: F401
from evals.utils import file_check, infer_input_unmarshal, parse_crop_size, value_check
from evals.utils.error import ErrorConfig
from evalbridge_runner.dialects.ava.mapping_text import MappingText
from evalbridge_runner.failure import Failure

VALUE = {"app": u"\u4e2d", "reqs": [{"data": {"uri": "/x"}}], "reqid": "R1", "custom_values": {"threshold": 0.5}, "none": None}


class Text(unittest.TestCase):
    def setUp(self):
        self.text = MappingText.of(VALUE)

    def test_it_is_the_interpreters_own_text(self):
        self.assertIsInstance(self.text, str)
        self.assertEqual((str(self.text), len(self.text)), (json.dumps(VALUE), len(json.dumps(VALUE))))
        self.assertEqual(self.text[0] + self.text[:1], "{{")
        self.assertTrue(self.text.startswith("{") and self.text.strip().endswith("}"))
        self.assertEqual("%s" % self.text, json.dumps(VALUE))

    def test_every_parser_reads_it(self):
        self.assertEqual(json.loads(self.text), VALUE)
        self.assertEqual(json.JSONDecoder().decode(self.text), VALUE)
        self.assertEqual(json.JSONDecoder(object_hook=lambda value: value).decode(self.text), VALUE)
        scan, json.scanner.make_scanner = json.scanner.make_scanner, json.scanner.py_make_scanner
        try:
            self.assertEqual(json.JSONDecoder().decode(self.text), VALUE)
        finally:
            json.scanner.make_scanner = scan
        if sys.version_info[0] == 2:
            self.assertEqual(json.loads(self.text.decode("utf-8"), encoding="utf-8"), VALUE)

    def test_copies(self):
        for copied in (copy.copy(self.text), copy.deepcopy(self.text), pickle.loads(pickle.dumps(self.text, 2))):
            self.assertEqual((json.loads(copied), copied["reqid"]), (VALUE, "R1"))

    def test_helpers_of_the_first_generation(self):
        self.assertEqual(infer_input_unmarshal({"net": 1}, self.text), (1, "R1", VALUE["reqs"]))

    def test_too_deep(self):
        deep = []
        for _ in range(100000):
            deep = [deep]
        with self.assertRaises(Failure) as caught:
            MappingText.of({"params": deep})
        self.assertEqual(caught.exception.code, 400)
        while deep:
            deep = deep.pop()


    def test_what_json_cannot_hold(self):
        for value in (object(), b"\xff", {(1, 2): 3}):
            with self.assertRaises(Failure) as caught:
                MappingText.of({"params": value})
            self.assertEqual(caught.exception.code, 599)


class Mapping(unittest.TestCase):
    def setUp(self):
        self.mapping = MappingText.of(VALUE)

    def test_looks(self):
        mapping = self.mapping
        self.assertEqual(mapping["reqs"][0]["data"]["uri"], "/x")
        self.assertEqual((mapping.get("reqid"), mapping.get("nothing"), mapping.get("nothing", 5)), ("R1", None, 5))
        self.assertRaises(KeyError, lambda: mapping["nothing"])
        self.assertTrue("reqs" in mapping)
        self.assertFalse("threshold" in mapping)
        for keys in (mapping.keys(), list(mapping), sorted(key for key, _ in mapping.items())):
            self.assertEqual(sorted(keys), sorted(VALUE))
        self.assertEqual(len(list(mapping.values())), len(VALUE))
        for whole in (dict(mapping), mapping.copy(), dict(**mapping)):
            self.assertEqual((type(whole), whole), (dict, VALUE))
        if sys.version_info[0] == 2:
            self.assertTrue(mapping.has_key("app"))
            self.assertEqual(dict(mapping.iteritems()), VALUE)

    def test_changes(self):
        mapping = self.mapping
        mapping["new"] = 1
        mapping["reqs"].append(2)
        mapping.update(other=3)
        del mapping["none"]
        self.assertEqual((mapping.pop("app"), mapping.setdefault("last", 4)), (u"\u4e2d", 4))
        self.assertEqual(sorted(mapping), ["custom_values", "last", "new", "other", "reqid", "reqs"])
        self.assertEqual((mapping["reqs"][1], mapping["new"]), (2, 1))

    def test_helpers(self):
        self.assertEqual(value_check(self.mapping, "reqid"), "R1")
        self.assertRaises(ErrorConfig, value_check, self.mapping, "none")
        self.assertRaises(ErrorConfig, file_check, self.mapping, "threshold")
        self.assertEqual(parse_crop_size(self.mapping), (0, 0))

    def test_unknown_attributes(self):
        self.assertFalse(hasattr(self.mapping, "nothing"))
        self.assertFalse(hasattr(self.mapping, "__array__"))


if __name__ == "__main__":
    unittest.main()
