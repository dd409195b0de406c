"""The print statement."""
from fissix.fixer_util import Name
from fissix.fixes import fix_print

from evalbridge_tools.tree import HELPERS, keep_lines


class FixPrint(fix_print.FixPrint):
    """The standard fixer, but that `print x,` leaves a space only for what follows."""

    def transform(self, node, results):
        before = str(node)
        result = super().transform(node, results)
        return result if result is None else keep_lines(before, result)

    def add_kwarg(self, l_nodes, s_kwd, n_expr):
        if s_kwd == "end":
            n_expr = Name(HELPERS + "softspace")
        super().add_kwarg(l_nodes, s_kwd, n_expr)
