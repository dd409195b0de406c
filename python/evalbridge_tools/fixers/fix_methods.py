"""Methods and attributes that objects do not have any more, or that answer otherwise."""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Leaf, Name, Node, String, syms
from fissix.pgen2 import token

from evalbridge_runner.python2.renames import ITER_METHODS
from evalbridge_tools.tree import (
    arguments_of, attribute_of, helper_call, is_call, is_plain_argument, is_target, join_power, keep_lines)


def _any(arguments):
    return True


def _none(arguments):
    return not arguments


def _one(arguments):
    return len(arguments) == 1 and is_plain_argument(arguments[0])


# Which calls of a method become `__py2__.<name>(object, ...)`.
METHODS = dict(
    dict.fromkeys(ITER_METHODS, _none), has_key=_one, keys=_none, values=_none, items=_none, next=_none, sort=_any,
    encode=_any, decode=_any, translate=_any, join=_one, format=_any, tostring=_none, fromstring=_any, write=_one,
    writelines=_one, isAlive=_none, xreadlines=_none)
HELPER_NAMES = {"next": "next_of", "format": "format_text"}
# What they answer may be bytes.
READERS = set("read readline readlines recv getvalue digest communicate tobytes".split())
# So may these, which are no calls (of requests' responses).
READ = {"content"}
# Used without a call, and nowhere else than on Python 2.
UNCALLED = {"has_key", *ITER_METHODS}
ATTRIBUTES = READ.union({"message"})


class FixMethods(BaseFix):
    """`d.has_key(k)` is `__py2__.has_key(d, k)`: the helper looks at the object."""

    order = "post"
    PATTERN = "power< any trailer+ any* >"

    def transform(self, node, results):
        children = list(node.children)
        parts, changed, at = [children[0].clone()], False, 1
        before, prefix = str(node), node.prefix
        parts[0].prefix = ""
        while at < len(children):
            child = children[at]
            name = attribute_of(child)
            following = children[at + 1] if at + 1 < len(children) else None
            if name is not None and following is not None and is_call(following):
                call = _call(name, parts, child, following)
                if call is not None:
                    parts, changed, at = [call], True, at + 2
                    continue
            elif name in UNCALLED or name in ATTRIBUTES and not (following is None and is_target(node)):
                parts, changed, at = [_uncalled(name, parts)], True, at + 1
                continue
            parts.append(child.clone())
            at += 1
        if not changed:
            return None
        result = join_power(parts)
        result.prefix = prefix
        return keep_lines(before, result)


def _call(name, parts, attribute, trailer):
    """The call as a helper's; None where it stays as it is."""
    arguments = arguments_of(trailer)
    if name in READERS:
        call = join_power(parts + [attribute.clone(), trailer.clone()])
        call.prefix = ""
        return helper_call("native", [call], "")
    if name not in METHODS or not METHODS[name](arguments):
        return None
    owner = join_power(parts)
    owner.prefix = ""
    inside = [owner]
    for argument in trailer.children[1:-1]:
        copy = argument.clone()
        if copy.type == syms.argument and any(child.type in _LOOPS for child in copy.children):
            # A generator that was the only argument.
            copy.prefix = ""
            copy = Node(syms.atom, [Leaf(token.LPAR, "("), copy, Leaf(token.RPAR, ")")])
        copy.prefix = argument.prefix or " "
        inside.append(copy)
    call = helper_call(HELPER_NAMES.get(name, name), inside, "")
    call.children[-1].children[-1].prefix = trailer.children[-1].prefix
    return call


_LOOPS = (syms.comp_for,)


def _uncalled(name, parts):
    owner = join_power(parts)
    owner.prefix = ""
    if name == "message":
        return helper_call("message", [owner], "")
    if name in READ:
        return helper_call("native", [join_power([owner, Node(syms.trailer, [Leaf(token.DOT, "."), Name(name)])])], "")
    owner.prefix = " "
    return helper_call("bound", [String(repr(name)), owner], "")
