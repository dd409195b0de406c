"""`except E, e:`"""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Name, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import (
    bare, first_statement_slot, helper_call, insert_statement, is_named_otherwise, is_target, load_after, refuse)


class FixExcept(BaseFix):
    """`except E as e:`. Where `e` is used behind the block, which Python 3 would have cleared, it gets another name.

    The standard fixer adds lines for `except E, (a, b):`.
    """

    order = "post"
    PATTERN = "except_clause< 'except' any (',' | 'as') any >"

    def transform(self, node, results):
        word, target = node.children[2:]
        while target.type == syms.atom and target.children[1].type in (token.NAME, syms.atom):
            # `except E, (e):` is `except E, e:`.
            inner = target.children[1]
            inner.prefix = target.prefix
            target.replace(inner)
            target = inner
        if word.value == ",":
            word.replace(Name("as", prefix=" "))
        suite = node.next_sibling.next_sibling
        if target.type == token.NAME:
            target.prefix = target.prefix or " "
            _index_arguments(suite, target.value)
            if load_after(suite, target.value) is None:
                return None
        name = self.new_name("__py2_error")
        if first_statement_slot(suite) is not None:
            value = name if target.type == token.NAME else name + ".args"
            insert_statement(suite, "%s = %s" % (bare(target), value))
        elif not _replace_items(suite, target, name):
            refuse(self, node, "%s is bound by except and used behind a block that begins with a compound statement"
                   % bare(target))
        target.replace(Name(name, prefix=" "))
        return None


def _index_arguments(suite, name):
    """`e[0]` was `e.args[0]`."""
    for leaf in list(suite.leaves()):
        if leaf.type == token.NAME and leaf.value == name and not is_named_otherwise(leaf):
            following = leaf.next_sibling
            if leaf.parent.type == syms.power and following is not None and bare(following).startswith("["):
                leaf.replace(helper_call("indexed", [Name(name)], leaf.prefix))


def _replace_items(suite, target, name):
    """Uses the items of `(a, b)` themselves in the block. False where that is not all there is to it."""
    names = [leaf.value for leaf in target.leaves() if leaf.type == token.NAME]
    leaves = [leaf for leaf in suite.leaves() if leaf.value in names and not is_named_otherwise(leaf)]
    plain = target.type == syms.atom and all(child.type in (token.NAME, token.COMMA) for child in target.children[1].children)
    if not plain or any(map(is_target, leaves)) or any(load_after(suite, item) is not None for item in names):
        return False
    for leaf in leaves:
        leaf.replace(Name("%s.args[%d]" % (name, names.index(leaf.value)), prefix=leaf.prefix))
    return True
