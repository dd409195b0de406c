"""`except E, e:`"""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Name, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import helper_call, insert_statement, is_named_otherwise, load_after, refuse


class FixExcept(BaseFix):
    """`except E as e:`. Where `e` is used behind the block, which Python 3 would have cleared, it gets another name."""

    order = "post"
    PATTERN = "except_clause< 'except' any (',' | 'as') any >"

    def transform(self, node, results):
        word, target = node.children[2:]
        if word.value == ",":
            word.replace(Name("as", prefix=" "))
        suite = node.next_sibling.next_sibling
        if target.type == token.NAME:
            _index_arguments(suite, target.value)
            target.prefix = target.prefix or " "
            if load_after(suite, target.value) is None:
                return None
        name = self.new_name("__py2_error")
        value = name + ".args" if target.type == syms.atom else name
        if not insert_statement(suite, "%s = %s" % (str(target).strip(), value)):
            refuse(self, node, "%s is used behind its except block, which begins with a compound statement"
                   % str(target).strip())
        target.replace(Name(name, prefix=" "))
        return None


def _index_arguments(suite, name):
    """`e[0]` was `e.args[0]`."""
    for leaf in list(suite.leaves()):
        if leaf.type == token.NAME and leaf.value == name and not is_named_otherwise(leaf):
            following = leaf.next_sibling
            if leaf.parent.type == syms.power and following is not None and str(following).startswith("["):
                leaf.replace(helper_call("indexed", [Name(name)], leaf.prefix))
