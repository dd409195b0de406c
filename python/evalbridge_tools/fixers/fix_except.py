"""`except E, e:`"""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Name, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import insert_statement, load_after, refuse


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
