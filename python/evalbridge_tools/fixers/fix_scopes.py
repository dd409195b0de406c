"""What ran in another scope on Python 2. Nothing is changed; what depends on it is refused."""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import syms

from evalbridge_tools.tree import bare, load_after, loop_names, refuse, scope_of


class FixScopes(BaseFix):
    """Variables of list comprehensions that are used behind them, and `exec` that makes variables of a function."""

    order = "pre"
    PATTERN = "listmaker< any+ > | exec_stmt"

    def transform(self, node, results):
        if node.type == syms.exec_stmt:
            if scope_of(node).type == syms.funcdef and not any(bare(child) == "in" for child in node.children):
                refuse(self, node, "exec without `in` in a function: it makes variables there that Python 3 does not see")
            return None
        loops = [child for child in node.children if child.type == syms.comp_for]
        for name in loop_names(loops[0]) if loops else ():
            use = load_after(node.parent, name.value)
            if use is not None:
                refuse(self, use, "%s, the variable of a list comprehension in line %d, is used behind it"
                       % (name.value, name.get_lineno()))
        return None
