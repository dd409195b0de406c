"""Comparisons with what may be None, and `type(x) is str`."""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Leaf, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import arguments_of, attribute_of, bare, helper_call, is_call, keep_lines

HELPERS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


class FixCompare(BaseFix):
    """None is less than anything on Python 2: `<` becomes `__py2__.lt` where the source shows that None may come.

    That is None itself, `d.get(k)`, and names and attributes that the file binds to either of them. `type(x) is T`
    becomes `==`, because bytes have another type than text, one that is equal to it.
    """

    order = "post"
    PATTERN = "comparison< any any any >"

    def start_tree(self, tree, filename):
        super().start_tree(tree, filename)
        self._maybe_none = _bound_to_none(tree)

    def transform(self, node, results):
        left, operator, right = node.children
        if bare(operator).split() in (["is"], ["is", "not"]):
            if _is_type_call(left) or _is_type_call(right):
                operator.replace(Leaf(token.EQEQUAL, "==" if operator.type == token.NAME else "!=", prefix=" "))
            return None
        helper = HELPERS.get(bare(operator))
        if helper is None or not (self._may_be_none(left) or self._may_be_none(right)):
            return None
        before, prefix = str(node), node.prefix
        left, right = left.clone(), right.clone()
        left.prefix = ""
        return keep_lines(before, helper_call(helper, [left, right], prefix))

    def _may_be_none(self, node):
        return _is_none(node) or _name_of(node) in self._maybe_none


def _is_type_call(node):
    return node.type == syms.power and bare(node.children[0]) == "type" and len(node.children) == 2 and (
        is_call(node.children[1]) and len(arguments_of(node.children[1])) == 1)


def _is_none(node):
    if node.type == token.NAME:
        return node.value == "None"
    return node.type == syms.power and len(node.children) > 2 and is_call(node.children[-1]) and (
        attribute_of(node.children[-2]) == "get" and len(arguments_of(node.children[-1])) == 1)


def _name_of(node):
    """`x` of `x` and of `a.x`."""
    if node.type == token.NAME:
        return node.value
    return attribute_of(node.children[-1]) if node.type == syms.power else None


def _bound_to_none(tree):
    names = set()
    for node in tree.pre_order():
        if node.type == syms.expr_stmt and node.children[1].type == token.EQUAL and _is_none(node.children[-1]):
            names.update(_name_of(target) for target in node.children[:-1:2])
        elif node.type in (syms.typedargslist, syms.parameters, syms.varargslist):
            for index, child in enumerate(node.children):
                if child.type == token.EQUAL and _is_none(node.children[index + 1]):
                    names.add(_name_of(node.children[index - 1]))
    names.discard(None)
    return names
