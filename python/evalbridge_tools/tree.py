"""What the fixers share: parse trees of fissix."""
from fissix.fixer_util import Comma, Leaf, Name, Node, syms
from fissix.pgen2 import token

HELPERS = "__py2__."


def helper_call(name, arguments, prefix):
    """`__py2__.<name>(<arguments>)`"""
    parts = []
    for argument in arguments:
        parts.extend([Comma(), argument] if parts else [argument])
    inside = [Node(syms.arglist, parts)] if len(parts) > 1 else parts
    trailer = Node(syms.trailer, [Leaf(token.LPAR, "(")] + inside + [Leaf(token.RPAR, ")")])
    return Node(syms.power, [Name(HELPERS + name), trailer], prefix=prefix)


def keep_lines(before, node):
    """Gives a call that replaces the text ``before`` as many lines, so that what follows stays where it is."""
    missing = before.count("\n") - str(node).count("\n")
    if missing > 0:
        last = list(node.leaves())[-1]
        if last.type == token.RPAR:
            last.prefix += "\n" * missing
    return node


def bare(node):
    """The text of a node without the blanks and comments before it."""
    return str(node)[len(node.prefix):]


def join_power(parts):
    """One expression out of an atom and its trailers."""
    return parts[0] if len(parts) == 1 else Node(syms.power, parts)


def is_call(trailer):
    return trailer.type == syms.trailer and trailer.children[0].type == token.LPAR


def attribute_of(trailer):
    """The name in `.name`; None for another trailer."""
    if trailer.type == syms.trailer and trailer.children[0].type == token.DOT:
        return trailer.children[1].value
    return None


def arguments_of(trailer):
    """The argument nodes of a call's trailer."""
    inside = trailer.children[1:-1]
    if inside and inside[0].type == syms.arglist:
        inside = inside[0].children
    return [node for node in inside if node.type != token.COMMA]


def is_plain_argument(node):
    """It is neither a keyword's nor starred."""
    if node.type == syms.argument:
        return len(node.children) == 2 and node.children[0].type not in (token.STAR, token.DOUBLESTAR)
    return node.type not in (token.STAR, token.DOUBLESTAR)


def is_target(node):
    """An expression is bound where it stands: assigned, deleted, iterated into."""
    child, parent = node, node.parent
    while parent is not None and parent.type in _LISTS:
        child, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type == syms.expr_stmt:
        return any(item is child for item in parent.children[:-1]) and parent.children[1].type == token.EQUAL or (
            parent.children[0] is child and parent.children[1].type != token.EQUAL)
    if parent.type in (syms.for_stmt, syms.comp_for):
        return parent.children[_after(parent, "for")] is child
    if parent.type == syms.del_stmt:
        return True
    if parent.type in (syms.with_item, syms.import_as_name, syms.dotted_as_name):
        return parent.children[-1] is child
    return False


def _after(node, word):
    return next(index for index, child in enumerate(node.children) if bare(child) == word) + 1


_LISTS = tuple(getattr(syms, name) for name in (
    "exprlist", "testlist", "testlist_gexp", "listmaker", "atom", "testlist_star_expr") if hasattr(syms, name))
_SCOPES = (syms.funcdef, syms.file_input, syms.lambdef, syms.old_lambdef, syms.classdef)


def scope_of(node):
    """The function, lambda, class or file that a node belongs to."""
    node = node.parent
    while node.type not in _SCOPES:
        node = node.parent
    return node


def first_statement_slot(suite):
    """Where a statement can be put before the others of a suite on their line: (simple_stmt, index).

    None where the first one is a compound statement.
    """
    statement = suite
    if suite.type == syms.suite:
        statement = next(child for child in suite.children if isinstance(child, Node))
    if statement.type != syms.simple_stmt:
        return None
    documented = statement.children[0].type == token.STRING and suite.parent.type == syms.funcdef
    return statement, 1 if documented else 0


def insert_statement(suite, text):
    """Puts a statement first on the line of the first one, behind a docstring. False where that is no simple one."""
    slot = first_statement_slot(suite)
    if slot is None:
        return False
    statement, index = slot
    if index:
        statement.insert_child(1, Leaf(token.SEMI, ";"))
        statement.insert_child(2, Name(text, prefix=" "))
        return True
    first = statement.children[0]
    prefix, first.prefix = first.prefix, " "
    statement.insert_child(0, Leaf(token.SEMI, ";"))
    statement.insert_child(0, Name(text, prefix=prefix))
    return True


def load_after(node, name):
    """The first use of a name behind ``node`` in the same scope, where nothing binds it again before; else None."""
    scope = scope_of(node)
    leaves = list(scope.leaves())
    last = list(node.leaves())[-1]
    at = next(index for index, leaf in enumerate(leaves) if leaf is last)
    skipped = None
    for leaf in leaves[at + 1:]:
        if leaf.type != token.NAME or leaf.value != name or _is_foreign(leaf, scope, name):
            continue
        if skipped is not None and _within(leaf, skipped):
            continue
        if is_target(leaf) or leaf.parent.type == syms.except_clause:
            if leaf.parent.type != syms.except_clause:
                return None
            skipped = leaf.parent.next_sibling.next_sibling
        elif not _in_other_branch(node, leaf):
            return leaf
    return None


def _within(leaf, node):
    while leaf is not None:
        if leaf is node:
            return True
        leaf = leaf.parent
    return False


def is_named_otherwise(leaf):
    """A name is that of an attribute or of a keyword argument."""
    parent = leaf.parent
    if parent.type == syms.trailer and parent.children[0].type == token.DOT:
        return True
    return parent.type == syms.argument and parent.children[0] is leaf and parent.children[1].type == token.EQUAL


def _is_foreign(leaf, scope, name):
    """It is an attribute, a keyword, or bound by a function or comprehension of its own."""
    if is_named_otherwise(leaf):
        return True
    node = leaf
    while node is not scope:
        if node.type in _SCOPES:
            return True
        loops = [child for child in node.children if child.type == syms.comp_for]
        if loops and any(target.value == name for loop in loops for target in loop_names(loop)):
            return True
        node = node.parent
    return False


def loop_names(loop):
    """The names that a comprehension binds."""
    found = []
    for node in loop.pre_order():
        if node.type == syms.comp_for:
            target = node.children[_after(node, "for")]
            found.extend(leaf for leaf in target.leaves() if leaf.type == token.NAME)
    return found


def _in_other_branch(node, leaf):
    ancestors = []
    above = node
    while above is not None:
        ancestors.append(above)
        above = above.parent
    below, above = leaf, leaf.parent
    while not any(above is item for item in ancestors):
        below, above = above, above.parent
    if above.type not in (syms.if_stmt, syms.try_stmt):
        return False
    own = next(item for item in ancestors if item.parent is above)
    return own is not below and own.type in (syms.suite, syms.simple_stmt)


def refuse(fixer, node, reason):
    """Notes that the file cannot be translated, and why."""
    fixer.options["refused"].append({"line": node.get_lineno(), "reason": reason})
