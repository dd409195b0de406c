"""String literals, and `str(x)`."""
import re

from fissix.fixer_base import BaseFix
from fissix.fixer_util import Name, Node, String, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import HELPERS, helper_call, is_call, is_target, refuse

CALLS = {"str": "to_str", "bytes": "to_str", "bytearray": "to_bytearray"}
LITERAL = re.compile(r"(?s)([a-zA-Z]*)('''|\"\"\"|'|\")(.*)\2$")
# An escape, or a single character.
UNIT = re.compile(r"(?s)\\x[0-9a-fA-F]{2}|\\[0-7]{1,3}|\\.|.")


class FixText(BaseFix):
    r"""Literals that Python 3 reads otherwise: `'\xff'` and `b''` are bytes, `'\u4e2d'` has no escape, `ur''` has.

    Text that is not ASCII, in a file that is not in UTF-8, is bytes as well: its text stands for other bytes.
    """

    order = "post"
    PATTERN = "STRING | atom< STRING STRING+ > | power< ('str' | 'bytes' | 'bytearray') trailer< '(' any* ')' > any* >"

    def start_tree(self, tree, filename):
        super().start_tree(tree, filename)
        self._unicode = "unicode_literals" in tree.future_features
        self._bound = set(leaf.value for leaf in tree.leaves() if leaf.type == token.NAME and _is_bound(leaf))

    def transform(self, node, results):
        if node.type == syms.power:
            first = node.children[0]
            if first.value not in self._bound and is_call(node.children[1]):
                first.replace(Name(HELPERS + CALLS[first.value], prefix=first.prefix))
            return None
        if node.type == syms.atom:
            return self._pieces(node, node.children)
        if node.parent is None or node.parent.type == syms.atom and len(node.parent.children) > 1 and all(
                child.type == token.STRING for child in node.parent.children):
            return None
        return self._pieces(node, [node])

    def _pieces(self, node, leaves):
        literals = [Literal(leaf.value, self._unicode, self.options["encoding"]) for leaf in leaves]
        if any(literal.is_bytes for literal in literals) and not _is_docstring(node):
            if any(literal.is_unicode for literal in literals):
                refuse(self, node, "a string literal that joins bytes and unicode")
            strings = [String(literal.as_bytes(), prefix=leaf.prefix if index else "")
                       for index, (literal, leaf) in enumerate(zip(literals, leaves))]
            return helper_call("literal", [Node(syms.atom, strings) if len(strings) > 1 else strings[0]], node.prefix)
        for leaf, literal in zip(leaves, literals):
            text = literal.as_text()
            if text != leaf.value:
                leaf.value = text
                leaf.changed()
        return None


class Literal(object):
    """A string literal of Python 2.

    :param unicode_literals: whether those without a prefix are unicode
    :param encoding: the file's
    """

    def __init__(self, source, unicode_literals, encoding):
        prefix, self._quote, self._body = LITERAL.match(source).groups()
        self._source = source
        prefix = prefix.lower()
        self._raw = "r" in prefix
        self.is_unicode = "u" in prefix or unicode_literals and "b" not in prefix
        self._has_u = "u" in prefix
        self._encoding = encoding
        self.is_bytes = not self.is_unicode and ("b" in prefix or self._holds_bytes())

    def _holds_bytes(self):
        if self._encoding not in ("utf-8", "ascii") and not self._body.isascii():
            return True
        return not self._raw and any(_number(unit) > 127 for unit in UNIT.findall(self._body))

    def as_bytes(self):
        """The literal as one of bytes, its lines kept."""
        if self._raw and self._body.isascii():
            return "rb" + self._quote + self._body + self._quote
        encoding = "utf-8" if self._encoding == "ascii" else self._encoding
        body = self._body
        if self._raw:
            body = "".join("\\\\" if unit == "\\" else unit for unit in body)
        return "b%s%s%s" % (self._quote, "".join(
            unit if unit.isascii() else "".join("\\x%02x" % byte for byte in unit.encode(encoding))
            for unit in body), self._quote)

    def as_text(self):
        """The literal as one of Python 3."""
        if self.is_unicode:
            if not (self._has_u and self._raw):
                return self._source
            return self._raw_unicode()
        if self._raw:
            return self._source
        body = "".join("\\" + unit if unit[:2] in ("\\u", "\\U", "\\N") else unit for unit in UNIT.findall(self._body))
        return self._source if body == self._body else self._source[:self._source.index(self._quote)] + (
            self._quote + body + self._quote)

    def _raw_unicode(self):
        """`ur''`: raw but for `\\uXXXX` and `\\UXXXXXXXX` behind an odd number of backslashes."""
        if not re.search(r"\\[uU]", self._body):
            return "r" + self._quote + self._body + self._quote
        value = re.sub(r"(\\+)(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})", _unescaped, self._body)
        escaped = "".join("\\\\" if char == "\\" else char for char in value)
        return "u" + self._quote + escaped.replace("\\\\" + self._quote[0], "\\\\\\" + self._quote[0]) + self._quote


def _unescaped(match):
    slashes, code = match.groups()
    return slashes[:-1] + chr(int(code[1:], 16)) if len(slashes) % 2 else match.group()


def _number(unit):
    if unit[:2] == "\\x" and len(unit) == 4:
        return int(unit[2:], 16)
    return int(unit[1:], 8) & 255 if unit[0] == "\\" and unit[1:].isdigit() and unit[1] in "01234567" else 0


def _is_docstring(node):
    parent = node.parent
    return parent is not None and parent.type == syms.simple_stmt


def _is_bound(leaf):
    return is_target(leaf) or leaf.parent.type in (
        syms.parameters, syms.typedargslist, syms.varargslist) or leaf.parent.type in (
        syms.funcdef, syms.classdef) and leaf.parent.children[1] is leaf
