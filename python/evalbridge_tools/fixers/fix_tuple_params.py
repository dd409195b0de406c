"""`def f(a, (b, c))` and `lambda a, (b, c): b`."""
from fissix.fixer_base import BaseFix
from fissix.fixer_util import Name, Node, Number, Subscript, syms
from fissix.pgen2 import token

from evalbridge_tools.tree import bare, insert_statement, is_named_otherwise, loop_names, refuse


class FixTupleParams(BaseFix):
    """A function takes the tuple apart on the line of its first statement; a lambda uses its items.

    The standard fixer adds lines, and takes attributes of that name for the parameter.
    """

    order = "post"
    PATTERN = "funcdef< any+ > | lambdef< any+ > | old_lambdef< any+ >"

    def transform(self, node, results):
        is_function = node.type == syms.funcdef
        parameters = node.children[2] if is_function else node.children[1]
        kind = syms.tfpdef if is_function else syms.vfpdef
        tuples = [child for child in _listed(parameters) if child.type == kind]
        if not tuples:
            return None
        names = [self.new_name("__py2_tuple") for _ in tuples]
        if is_function:
            self._unpack_first(node, tuples, names)
        else:
            _use_items(node.children[-1], tuples, names)
        for parameter, name in zip(tuples, names):
            parameter.replace(Name(name, prefix=parameter.prefix or (" " if parameter is parameters else "")))
        return None

    def _unpack_first(self, node, tuples, names):
        statements = ["%s = %s" % (bare(parameter), name) for parameter, name in zip(tuples, names)]
        if not insert_statement(node.children[-1], "; ".join(statements)):
            refuse(self, node, "a tuple as parameter of a function that begins with a compound statement")


def _listed(parameters):
    """The parameters of `(a, b)`, `a, b` or a single one."""
    if parameters.type == syms.parameters:
        parameters = parameters.children[1]
    if parameters.type in (syms.typedargslist, syms.varargslist):
        return list(parameters.children)
    return [parameters]


def _use_items(body, tuples, names):
    places = {}
    for parameter, name in zip(tuples, names):
        _find_places(parameter.children[1], name, [], places)
    for leaf in list(body.leaves()):
        if leaf.type == token.NAME and leaf.value in places and not _is_other(leaf, body):
            name, indexes = places[leaf.value]
            items = [Subscript(Number(str(index))) for index in indexes]
            leaf.replace(Node(syms.power, [Name(name)] + items, prefix=leaf.prefix))


def _find_places(node, name, indexes, places):
    """Notes for each name in the tuple which item it is: (parameter, indexes)."""
    if node.type == token.NAME:
        # `((x))` is `x`, but `(x)` in the place of a parameter is no tuple.
        places[node.value] = (name, indexes)
    elif node.type == syms.vfpdef:
        _find_places(node.children[1], name, indexes, places)
    else:
        for index, child in enumerate(node.children[0::2]):
            _find_places(child, name, indexes + [index], places)


def _is_other(leaf, body):
    """It is an attribute or keyword, or bound by a lambda or comprehension in the body."""
    if is_named_otherwise(leaf):
        return True
    node = leaf
    while node is not body.parent:
        loops = [child for child in node.children if child.type == syms.comp_for]
        if any(bound.value == leaf.value for loop in loops for bound in loop_names(loop)):
            return True
        if node.type in (syms.lambdef, syms.old_lambdef) and any(
                inner.type == token.NAME and inner.value == leaf.value for inner in node.children[1].leaves()):
            return True
        node = node.parent
    return False
