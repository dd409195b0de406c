"""The Python-2 world of translations: what is asserted here of its strings and builtins, CPython 2.7's own pass as well."""
import importlib
import itertools
import unittest

import support  # noqa: F401
from evalbridge_runner.dialects.jsontext import to_json
from evalbridge_runner.failure import Failure
from evalbridge_runner.python2 import renames
from evalbridge_runner.text import PY2

if PY2:
    import __builtin__

    BUILTINS = vars(__builtin__)
    string = bytes
else:
    import builtins

    from evalbridge_runner.python2.bytestring import ByteString as string
    from evalbridge_runner.python2.modules import import_module
    from evalbridge_runner.python2.names import BUILTINS

PIECES = [b"", b"a", b"P6\n", b"a,b", b"\xff\xd8", b"\xe4\xb8\xad", b" x\t", b"abcabc"]


class Renames(unittest.TestCase):
    """The table of names: Python 2 has them, Python 3 does not, and translated modules do."""

    def test_modules(self):
        for name, successor in renames.MODULES.items():
            if not PY2:
                self.assertRaises(ImportError, importlib.import_module, name)
                importlib.import_module(successor)
            (importlib.import_module if PY2 else import_module)(name)

    def test_builtins(self):
        for name in renames.BUILTINS:
            self.assertIn(name, BUILTINS)
            self.assertFalse(not PY2 and hasattr(builtins, name), name)

    def test_members(self):
        for full in renames.MEMBERS:
            module, _, name = full.partition(".")
            # What `sys` had only after an exception, or after `reload`; the translator knows the first.
            if module != "sys" or not (PY2 or name in ("exc_type", "exc_value")):
                self.assertTrue(hasattr((importlib.import_module if PY2 else import_module)(module), name), full)
            self.assertFalse(not PY2 and hasattr(importlib.import_module(module), name), full)

    def test_methods_and_codecs(self):
        for name in renames.ITER_METHODS:
            self.assertEqual(hasattr({}, name), PY2, name)
        for name in list(renames.BYTE_CODECS) + list(renames.TEXT_CODECS):
            if PY2:
                b"abc".encode(name)
            else:
                self.assertRaises((LookupError, AssertionError), u"abc".encode, name)


class Strings(unittest.TestCase):
    def test_equal_to_text_in_every_way(self):
        for text in (u"", u"a", u"abc"):
            made = string(text.encode("ascii"))
            self.assertTrue(made == text and text == made and not made != text and not text != made)
            self.assertEqual(hash(made), hash(text))
            self.assertEqual({made: 1}[text], 1)
            self.assertTrue(made in [text] and text in [made])
            self.assertFalse(made < text or made > text)

    def test_items_and_pieces_are_strings(self):
        for piece in PIECES:
            made = string(piece)
            self.assertEqual(b"".join(made[index] for index in range(len(made))), piece)
            self.assertEqual(b"".join(list(made)), piece)
            for start, end in itertools.product(range(-3, 4), repeat=2):
                self.assertEqual(bytes(made[start:end]), piece[start:end])
                self.assertIs(type(made[start:end]), string)

    def test_sums_and_products(self):
        for left, right in itertools.product(PIECES, repeat=2):
            made = string(left) + string(right)
            self.assertEqual((bytes(made), type(made)), (left + right, string))
        self.assertEqual(string(b"a") + "b", "ab")
        self.assertEqual("b" + string(b"a"), "ba")
        self.assertEqual(string(b"ab") * 2, "abab")
        with self.assertRaises(TypeError):
            string(b"a") + 1
        with self.assertRaises(TypeError):
            1 + string(b"a")

    def test_methods_take_text(self):
        made = string(b"a,b c\n")
        self.assertEqual(made.split(","), ["a", "b c\n"])
        self.assertEqual(made.strip(), "a,b c")
        self.assertEqual(made.replace("b", "x"), "a,x c\n")
        self.assertEqual([made.find("b"), made.count(","), made.index("c"), made.rfind("zz")], [2, 1, 4, -1])
        self.assertTrue(made.startswith("a,") and made.endswith(("x", "\n")) and "b c" in made and "zz" not in made)
        self.assertEqual(made.partition(","), ("a", ",", "b c\n"))
        self.assertEqual([made.upper(), made.title(), made.splitlines()], ["A,B C\n", "A,B C\n", ["a,b c"]])
        self.assertEqual(string(b", ").join(["a", string(b"b")]), "a, b")
        self.assertEqual(string(b"%s=%d") % ("a", 3), "a=3")
        self.assertEqual(string(b"{0}-{1}").format("a", 3), "a-3")
        self.assertEqual("%s|%5s|%-4s|" % (made[:1], string(b"ab"), string(b"c")), "a|   ab|c   |")

    def test_shown_as_before(self):
        self.assertEqual(repr(string(b"a'\xff\n")), '"a\'\\xff\\n"')
        self.assertEqual([string(b"a")], ["a"])
        self.assertEqual(str([string(b"a")]), "['a']")
        self.assertEqual(string.__name__, "str")

    def test_types(self):
        isinstance_ = BUILTINS["isinstance"]
        made, names = string(b"a"), dict((name, BUILTINS[name]) for name in ("str", "unicode", "basestring", "bytes"))
        self.assertTrue(isinstance_(made, names["str"]) and isinstance_(made, (int, names["str"])))
        self.assertTrue(isinstance_(made, names["basestring"]) and isinstance_(made, names["bytes"]))
        self.assertFalse(isinstance_(made, names["unicode"]) or isinstance_(made, int))
        self.assertTrue(isinstance_(u"a", names["unicode"]) and isinstance_(u"a", names["basestring"]))
        self.assertTrue(type(made) == names["str"] and names["str"] == type(made))
        self.assertTrue(type(made) != names["unicode"] and type(u"a") == names["unicode"])
        self.assertTrue(type(made) in (names["str"], int) and type(made) not in (names["unicode"], int))

    def test_libraries_see_bytes(self):
        made = string(b"\x00\xff")
        self.assertEqual(bytearray(made), bytearray(b"\x00\xff"))
        self.assertEqual(memoryview(made).tobytes(), b"\x00\xff")
        self.assertTrue(isinstance(made, bytes))


class Builtins(unittest.TestCase):
    def test_the_one_that_is_no_text_is_told(self):
        with self.assertRaises(Failure) as raised:
            to_json([string(b"\xe4\xb8\xad"), string(b"\xe4")])
        self.assertEqual(raised.exception.message, u"result[1] is bytes, not text: decode it or put it into `body`")

    def test_lists(self):
        self.assertEqual(BUILTINS["map"](lambda item: item * 2, [1, 2]), [2, 4])
        self.assertEqual(BUILTINS["map"](None, [1, 2], [3]), [(1, 3), (2, None)])
        self.assertEqual(BUILTINS["filter"](None, "a b"), "a b")
        self.assertEqual(BUILTINS["filter"](lambda item: item > 1, (1, 2)), (2,))
        self.assertEqual(BUILTINS["zip"]([1], [2]), [(1, 2)])
        self.assertEqual(BUILTINS["range"](3), [0, 1, 2])
        with self.assertRaises(TypeError):
            BUILTINS["range"](2.5)

    def test_order(self):
        values = [3, "a", None, 2.5, (1,), [2], {}]
        self.assertEqual(BUILTINS["sorted"](values), [None, 2.5, 3, {}, [2], "a", (1,)])
        for a, b in itertools.product(values, repeat=2):
            self.assertEqual(BUILTINS["cmp"](a, b), -BUILTINS["cmp"](b, a))
        self.assertEqual(BUILTINS["sorted"]([1, 3, 2], lambda a, b: b - a), [3, 2, 1])
        self.assertEqual((BUILTINS["max"](None, 3), BUILTINS["min"]("a", 1)), (3, 1))
        with self.assertRaises(TypeError):
            BUILTINS["sorted"]([1, 1j])

    def test_round(self):
        numbers = [2.5, -2.5, 0.5, 0.49999999999999994, 2.675, 1e22, -0.2]
        self.assertEqual([BUILTINS["round"](number) for number in numbers], [3.0, -3.0, 1.0, 0.0, 3.0, 1e22, -0.0])
        self.assertEqual((BUILTINS["round"](2.675, 2), BUILTINS["round"](1250, -2)), (2.67, 1300.0))
        self.assertEqual(type(BUILTINS["round"](2)), float)

    def test_characters(self):
        self.assertEqual((BUILTINS["chr"](65), BUILTINS["chr"](200)), ("A", string(b"\xc8")))
        self.assertEqual((BUILTINS["oct"](8), BUILTINS["unichr"](0x4e2d)), ("010", u"\u4e2d"))
        with self.assertRaises(ValueError):
            BUILTINS["chr"](256)

    def test_evaluated_source(self):
        self.assertEqual(BUILTINS["eval"]("7 / n", {"n": 2}), 3)
        self.assertEqual(BUILTINS["eval"]("len(range(3))", {}), 3)
