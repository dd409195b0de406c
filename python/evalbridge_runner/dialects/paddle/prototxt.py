"""serving_server_conf.prototxt: what a model's inputs and outputs are called (spec: paddle-pipeline, section B4)."""
import collections
import io
import re

# Types by their numbers, as numpy calls them; text is `object`.
TYPES = {0: "int64", 1: "float32", 2: "int32", 3: "float64", 4: "int16", 5: "float16", 6: "uint16", 7: "uint8", 8: "int8",
         9: "bool", 10: "complex64", 11: "complex128", 20: "object"}
# An input or output: the model's own name, and the one that scripts use; dtype is None where nobody says it.
Variable = collections.namedtuple("Variable", "name alias dtype is_lod")
TOKEN = re.compile(r"""
    \s+ | \#[^\n]* | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*') | (?P<word>[\w.+-]+) | (?P<sign>[{}<>\[\]:,;])
    """, re.VERBOSE)
CLOSING = {"{": "}", "<": ">"}


def read(path):
    """The inputs and the outputs that a file names: two lists of Variables.

    :raises ValueError: it is no such file; the line is named
    """
    with io.open(path, encoding="utf-8") as stream:
        fields = _Reader(stream.read()).message(None)
    return ([_variable(one, "feed_type") for name, one in fields if name == "feed_var"],
            [_variable(one, "fetch_type") for name, one in fields if name == "fetch_var"])


def _variable(fields, kind):
    if not isinstance(fields, list):
        raise ValueError("%s is no message" % fields)
    values = dict(fields)
    if not isinstance(values.get("name"), str):
        raise ValueError("a variable has no name")
    number = values.get(kind, "0")
    if not number.isdigit() or int(number) not in TYPES:
        raise ValueError("%s of %s is %s, which is no type" % (kind, values["name"], number))
    alias = values.get("alias_name", values["name"])
    return Variable(values["name"], alias, TYPES[int(number)], values.get("is_lod_tensor") in ("true", "True", "t", "1"))


class _Reader(object):
    """A protobuf message as text: pairs of a field's name and its text, or its own pairs."""

    def __init__(self, text):
        self._tokens = list(_tokens(text))
        self._next = 0

    def message(self, closing):
        """The fields up to a sign; None is the end."""
        fields = []
        while self._kind() != closing:
            name = self._take("word")
            if self._kind() == ":":
                self._take(":")
            fields.extend((name, value) for value in self._values())
            if self._kind() in (",", ";"):
                self._take(self._kind())
        if closing:
            self._take(closing)
        return fields

    def _values(self):
        if self._kind() != "[":
            return [self._value()]
        self._take("[")
        values = []
        while self._kind() != "]":
            values.append(self._value())
            if self._kind() != "]":
                self._take(",")
        self._take("]")
        return values

    def _value(self):
        kind = self._kind()
        if kind in CLOSING:
            self._take(kind)
            return self.message(CLOSING[kind])
        if kind != "text":
            return self._take("word")
        texts = []
        while self._kind() == "text":
            texts.append(re.sub(r"\\(.)", r"\1", self._take("text")[1:-1]))
        return "".join(texts)

    def _kind(self):
        return self._tokens[self._next][0] if self._next < len(self._tokens) else None

    def _take(self, kind):
        if self._kind() != kind:
            line, found = self._tokens[self._next][1:] if self._next < len(self._tokens) else ("the last", "the end")
            raise ValueError("line %s: %s is not expected" % (line, found))
        self._next += 1
        return self._tokens[self._next - 1][2]


def _tokens(text):
    """(kind, line, text) of each; a sign's kind is itself."""
    position, line = 0, 1
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise ValueError("line %d: %s is not expected" % (line, text[position]))
        if found.lastgroup:
            yield (found.group() if found.lastgroup == "sign" else found.lastgroup), line, found.group()
        line += found.group().count("\n")
        position = found.end()
