"""`raise E, value, traceback`"""
from fissix.fixes import fix_raise

from evalbridge_tools.tree import keep_lines


class FixRaise(fix_raise.FixRaise):
    """The standard fixer, on as many lines."""

    def transform(self, node, results):
        before = str(node)
        result = super().transform(node, results)
        return result if result is None else keep_lines(before, result)
