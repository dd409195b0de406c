"""`a / b`, `a /= b`, and `%` where it may format."""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Leaf, Name, Node, String, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import HELPERS, helper_call, join_power, keep_lines


class FixDivision(BaseFix):
    """`/` is `__py2__.div`, unless `from __future__ import division`; `%` is `__py2__.percent` but next to a number."""

    order = "post"
    PATTERN = "term | expr_stmt< any ('/=' | '%=') any >"

    def start_tree(self, tree, filename):
        super().start_tree(tree, filename)
        self._true = "division" in tree.future_features

    def transform(self, node, results):
        return self._term(node) if node.type == syms.term else self._augmented(node)

    def _term(self, node):
        operators = [(child.value, child) for child in node.children[1::2]]
        if not any(self._helper(value, node.children[index], node.children[index + 2])
                   for index, (value, _) in zip(range(0, len(node.children), 2), operators)):
            return None
        before, prefix = str(node), node.prefix
        operands = [child.clone() for child in node.children[0::2]]
        result = operands[0]
        result.prefix = ""
        for (value, operator), right in zip(operators, operands[1:]):
            name = self._helper(value, result, right)
            if name is None:
                result = Node(syms.term, [result, operator.clone(), right])
            else:
                result = helper_call(name, [result, right], "")
                # The comma stands where the operator stood.
                result.children[1].children[1].children[1].prefix = _breaks(operator.prefix)
                right.prefix = right.prefix or " "
        result.prefix = prefix
        return keep_lines(before, result)

    def _helper(self, operator, left, right):
        if operator == "/" and not self._true:
            return "div"
        if operator == "%" and token.NUMBER not in (left.type, right.type):
            return "percent"
        return None

    def _augmented(self, node):
        target, operator, value = node.children
        if operator.value == "%=" or self._true:
            return None
        before, prefix = str(node), node.prefix
        target, value = target.clone(), value.clone()
        target.prefix = ""
        value.prefix = " "
        if value.type in _UNENCLOSED:
            return None
        if any(leaf.type == token.LPAR for leaf in target.leaves()):
            return keep_lines(before, _with_target_once(target, value, prefix))
        again = target.clone()
        result = helper_call("idiv", [again, value], " ")
        assigned = Node(syms.expr_stmt, [target, Leaf(token.EQUAL, "=", prefix=" "), result])
        assigned.prefix = prefix
        return keep_lines(before, assigned)


_UNENCLOSED = (syms.yield_expr, syms.testlist)


def _breaks(prefix):
    return prefix if "\n" in prefix else ""


def _with_target_once(target, value, prefix):
    """The target holds a call, which must not run twice."""
    owner = join_power([child.clone() for child in target.children[:-1]])
    owner.prefix = ""
    last = target.children[-1]
    if last.children[0].type == token.DOT:
        name = String(repr(str(last.children[1].value)), prefix=" ")
        return helper_call("idiv_attribute", [owner, name, value], prefix)
    key = Node(syms.power, [Name(HELPERS + "at", prefix=" "), last.clone()])
    return helper_call("idiv_item", [owner, key, value], prefix)
