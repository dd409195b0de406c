"""Where in a module a node stands: in which function, under which guard. Everything that doctor says rests on it."""
import ast
from collections import namedtuple

from evalbridge_tools.syntax import constant, kinds_of, last_name

# function: the outermost function (dotted for methods), "" at module level. main: under `if __name__ == "__main__"`.
# attempt: the try statement whose handlers would catch a failing import here. fallback: the one whose handler it is in.
Place = namedtuple("Place", "function main attempt fallback")
MODULE = Place("", False, None, None)

_IMPORT_FAILURES = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException", "StandardError")


def walk(tree, main=False):
    """Every node with its Place, in the order of the text. Not recursive: generated sources nest deeply.

    :param main: the module is started as ``__main__``, so that what is under that guard is as good as the rest
    """
    stack = [(tree, MODULE)]
    while stack:
        node, place = stack.pop()
        yield node, place
        stack.extend(reversed([(child, inner._replace(main=False)) if main else (child, inner)
                               for child, inner in _children(node, place)]))


def _children(node, place):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return _function_children(node, place)
    if isinstance(node, ast.ClassDef) and not place.function:
        return [(child, place) for child in ast.iter_child_nodes(node)]
    if isinstance(node, ast.Try):
        return _try_children(node, place)
    if isinstance(node, ast.If) and is_main_guard(node.test):
        inner = place._replace(main=True)
        body = [(child, inner) for child in node.body]
        return [(node.test, place)] + body + [(child, place) for child in node.orelse]
    return [(child, place) for child in ast.iter_child_nodes(node)]


def _function_children(node, place):
    inner = place._replace(function=place.function or node.name, attempt=None, fallback=None)
    outside = node.decorator_list + node.args.defaults
    return [(child, place) for child in outside] + [(child, inner) for child in node.body]


def _try_children(node, place):
    caught = any(_catches_import_error(handler) for handler in node.handlers)
    body = place._replace(attempt=node) if caught else place
    yield from ((child, body) for child in node.body)
    for handler in node.handlers:
        inner = place._replace(fallback=node) if _catches_import_error(handler) else place
        yield handler, inner
    yield from ((child, place) for child in node.orelse + node.finalbody)


def _catches_import_error(handler):
    return handler.type is None or any(last_name(kind) in _IMPORT_FAILURES for kind in kinds_of(handler))


def is_main_guard(test):
    """Whether an expression is ``__name__ == "__main__"``."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return False
    sides = [test.left, test.comparators[0]]
    return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides) and any(
        constant(side) == "__main__" for side in sides)
