"""Payload files, and the ``uri`` that is written when a script looks at it."""
import copy
import json
import os
import pickle
import shutil
import sys
import tempfile
import unittest

import support  # noqa: F401
from evalbridge_runner.payload import PayloadFolder, request_data, read_file

PY2 = sys.version_info[0] == 2


def keyword_arguments(**kwargs):
    return kwargs


def looked_up_by_iteration(data):
    return dict((key, data[key]) for key in data)["uri"]


def updated(data):
    copied = {}
    copied.update(data)
    return copied["uri"]


# Every way in which a script may come to the value of `uri`.
LOOKS = {
    "[]": lambda data: data["uri"],
    "get": lambda data: data.get("uri"),
    "get with default": lambda data: data.get("uri", "default"),
    "setdefault": lambda data: data.setdefault("uri", "default"),
    "items": lambda data: dict(list(data.items()))["uri"],
    "values": lambda data: [value for value in data.values() if value not in (b"bytes", {"a": 1})][0],
    "pop": lambda data: data.pop("uri"),
    "copy": lambda data: data.copy()["uri"],
    "copy.copy": lambda data: copy.copy(data)["uri"],
    "copy.deepcopy": lambda data: copy.deepcopy(data)["uri"],
    "pickle": lambda data: pickle.loads(pickle.dumps(data, 2))["uri"],
    "dict()": lambda data: dict(data)["uri"],
    "**": lambda data: keyword_arguments(**data)["uri"],
    "format": lambda data: "{uri}".format(**data),
    "%": lambda data: "%(uri)s" % data,
    "iteration": looked_up_by_iteration,
    "update": updated,
    "repr": lambda data: [part for part in repr(data).split("'") if os.sep in part][0],
    "json": lambda data: json.loads(json.dumps(data, default=lambda value: "bytes"))["uri"],
    "popitem": lambda data: dict(data.popitem() for _ in range(3))["uri"],
    "after the body was replaced": lambda data: (data.__setitem__("body", b"other"), data["uri"])[1],
    "after another key was added": lambda data: (data.__setitem__("other", 1), data["uri"])[1],
}
if sys.version_info >= (3, 9):
    LOOKS["|"] = lambda data: (data | {"a": 1})["uri"]
    LOOKS["| from the right"] = lambda data: ({"a": 1} | data)["uri"]
if sys.version_info >= (3, 5):
    LOOKS["{**}"] = eval("lambda data: {**data}['uri']")
    LOOKS["format_map"] = lambda data: "{uri}".format_map(data)


class Payload(unittest.TestCase):
    def setUp(self):
        self.path = tempfile.mkdtemp()
        self.folder = PayloadFolder(u"%s" % self.path)

    def tearDown(self):
        shutil.rmtree(self.path)

    def test_every_look_finds_a_file_with_the_bytes(self):
        for name, look in sorted(LOOKS.items()):
            data = request_data({"body": b"bytes", "attribute": {"a": 1}}, self.folder)
            uri = look(data)
            self.assertEqual(os.path.dirname(uri), self.path, name)
            self.assertEqual(read_file(u"%s" % uri), b"bytes", name)
            self.folder.clean()
            self.assertEqual(os.listdir(self.path), [], name)

    def test_other_looks_write_nothing(self):
        data = request_data({"body": b"bytes", "attribute": {"a": 1}}, self.folder)
        self.assertEqual((data["body"], data.get("attribute"), len(data), "uri" in data), (b"bytes", {"a": 1}, 3, True))
        self.assertEqual(sorted(data), ["attribute", "body", "uri"])
        self.assertEqual(sorted(data.keys()), ["attribute", "body", "uri"])
        self.assertEqual(os.listdir(self.path) == [], not PY2)

    def test_one_file_for_many_looks(self):
        data = request_data({"body": b"bytes", "attribute": {}}, self.folder)
        self.assertEqual(data["uri"], data.get("uri"))
        self.assertEqual(len(os.listdir(self.path)), 1)

    def test_a_script_may_set_its_own_uri(self):
        for change in (lambda data: data.__setitem__("uri", "own"), lambda data: data.update(uri="own")):
            data = request_data({"body": b"bytes", "attribute": {}}, self.folder)
            change(data)
            self.assertEqual((data["uri"], dict(data)["uri"]), ("own", "own"))

    def test_it_is_a_dict(self):
        data = request_data({"body": b"bytes", "attribute": {}}, self.folder)
        self.assertTrue(type(data) == dict and dict == type(data) and type(data) in (list, dict) and type(data) != list)
        self.assertEqual((type(data).__name__, {dict: 1}.get(type(data))), ("dict", 1))
        self.assertIsInstance(data, dict)
        self.assertEqual(data, {"uri": data["uri"], "body": b"bytes", "attribute": {}})
        del data["uri"]
        self.assertEqual(data, {"body": b"bytes", "attribute": {}})

    def test_clean_forgives_files_that_the_script_has_moved(self):
        os.remove(self.folder.write_input(b"bytes"))
        self.folder.clean()

    def test_no_room(self):
        for path in (u"", u"%s/missing" % self.path):
            folder = PayloadFolder(path)
            self.assertEqual(folder.write_reply(b"x"), None)
            self.assertEqual(request_data({"body": b"bytes", "attribute": {}}, folder)["uri"], u"")
            folder.clean()

    def test_no_room_for_an_input_but_in_the_spare_folder(self):
        folder = PayloadFolder(u"%s/missing" % self.path, u"%s" % self.path)
        self.assertEqual(folder.write_reply(b"x"), None)
        self.assertEqual(read_file(u"%s" % folder.write_input(b"bytes")), b"bytes")
        folder.clean()
        self.assertEqual(os.listdir(self.path), [])

    def test_private_files(self):
        self.assertEqual(os.stat(self.folder.write_reply(b"x")).st_mode & 0o777, 0o600)

    def test_names_beyond_ascii(self):
        path = os.path.join(self.path, "\xe9" if not PY2 else "\xc3\xa9")
        os.mkdir(path)
        folder = PayloadFolder(path if not PY2 else path.decode("utf-8"))
        reply = folder.write_reply(b"x")
        self.assertEqual(read_file(reply), b"x")


if __name__ == "__main__":
    unittest.main()
