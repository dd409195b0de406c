"""What is Python 2 in a source: syntax (found in fissix's concrete tree), and meaning (found in the ``ast``)."""
import re

from fissix import pygram, pytree
from fissix.pgen2 import driver, parse, tokenize
from fissix.pygram import python_symbols as symbols

# Each construct: what it is called, and what Python 3 has instead. The translator does it; doctor only tells.
CONSTRUCTS = {
    # Syntax
    "print-statement": ("print statement", "print(...)"),
    "except-comma": ("except E, e", "except E as e"),
    "raise-comma": ("raise E, value", "raise E(value)"),
    "exec-statement": ("exec statement", "exec(...)"),
    "backticks": ("`x`", "repr(x)"),
    "not-equal": ("<>", "!="),
    "long-literal": ("a long literal (10L)", "10"),
    "octal-literal": ("an octal literal (0777)", "0o777"),
    "unicode-raw": ('ur"..."', 'r"..."'),
    "tuple-parameter": ("a tuple as parameter", "a parameter that is unpacked in the body"),
    "bare-tuple-in": ("a bare tuple in a comprehension", "(1, 2)"),
    "keyword-name": ("a name that is a keyword now", "another name"),
    "mixed-tabs": ("tabs and spaces mixed", "spaces, a tab being eight columns"),
    # Names
    "builtin": ("a built-in of Python 2", "its successor"),
    "reload": ("reload(module)", "importlib.reload"),
    "moved-module": ("a module that was renamed", "its new name"),
    "moved-function": ("a function that has moved", "its new place"),
    "implicit-relative": ("implicit relative import", "from . import"),
    # Meaning
    "integer-division": ("/ between whole numbers", "// where both are whole"),
    "list-of-iterator": ("map, filter, zip or range used as a list", "list(...)"),
    "view-index": ("keys(), values() or items() used as a list", "list(...)"),
    "has-key": ("dict.has_key", "in"),
    "iter-method": ("iteritems, itervalues, iterkeys", "items, values, keys"),
    "next-method": ("x.next()", "next(x)"),
    "exception-message": ("e.message", "str(e)"),
    "exception-index": ("e[0]", "e.args[0]"),
    "sort-cmp": ("sort(cmp)", "functools.cmp_to_key"),
    "byte-codec": ('text.encode("hex"), .decode("base64")', "codecs.encode, codecs.decode"),
    "json-encoding": ("json.loads(encoding=)", "json.loads without it"),
    "csv-bytes": ("csv on a file opened as bytes", "a file opened as text"),
    "class-method": ("a method that Python 3 calls by another name", "its new name"),
    "metaclass": ("__metaclass__", "class C(metaclass=M)"),
}


def construct(rule, line, text):
    """One construct as the report holds it."""
    name, becomes = CONSTRUCTS[rule]
    return {"rule": rule, "line": line, "construct": name, "becomes": becomes, "text": text}


class NotPython2(Exception):
    """The text is not Python 2 either; with the line."""

    def __init__(self, message, line):
        super().__init__(message)
        self.line = line


def modernise(text):
    """A text that ``ast`` reads, with the lines of the original, and the constructs that were in it.

    It is for reading only: what a program means may change, where things stand does not.

    :returns: (text, constructs without their ``text``)
    :raises NotPython2: no grammar takes it
    """
    tree = _concrete_tree(text)
    found = []
    try:
        for node in list(tree.pre_order()):
            rule = _mend(node)
            if rule:
                found.append(construct(rule, node.get_lineno() or 1, ""))
        return str(tree), found
    except RecursionError:
        raise NotPython2("is nested too deeply to be parsed", 0)


def _concrete_tree(text):
    problem = None
    for grammar in (pygram.python_grammar, pygram.python_grammar_no_print_statement):
        try:
            return driver.Driver(grammar, convert=pytree.convert).parse_string(text + "\n")
        except parse.ParseError as error:
            line = error.context[1][0] if error.context else 0
            value = (error.value or "").strip()
            problem = problem or NotPython2("invalid syntax at %r" % value if value else "invalid syntax", line)
        except tokenize.TokenError as error:
            problem = problem or NotPython2(str(error.args[0]), error.args[1][0])
        except IndentationError as error:
            problem = problem or NotPython2(error.msg, error.lineno or 0)
        except KeyError as error:
            # The parser's own word for a character that is no operator.
            problem = problem or NotPython2("invalid syntax at %s" % error, 0)
        except RecursionError:
            problem = problem or NotPython2("is nested too deeply to be parsed", 0)
    raise problem


def _mend(node):
    """Makes one node of the tree readable; the rule that it fell under, or None."""
    if isinstance(node, pytree.Leaf):
        return _mend_leaf(node)
    mend = _MENDERS.get(node.type)
    return mend(node) if mend else None


def _mend_leaf(leaf):
    value = leaf.value
    if value == "<>":
        leaf.value = "!="
        return "not-equal"
    if value in ("async", "await", "nonlocal"):
        leaf.value = value + "_"
        return "keyword-name"
    if re.match(r"[uU][rR]['\"]", value):
        leaf.value = value[1:]
        return "unicode-raw"
    if re.match(r"0[xXbBoO]?[0-9a-fA-F]+[lL]$|[1-9][0-9]*[lL]$|0[lL]$", value):
        leaf.value = re.sub(r"^0+(?=[0-9])", "0o", value[:-1])
        return "long-literal"
    if re.match(r"0+[1-7][0-7]*$", value):
        leaf.value = "0o" + value
        return "octal-literal"
    return None


def _enclose(node, first, opening):
    """Puts everything from the child ``first`` on into parentheses."""
    leaves = [leaf for child in node.children[first:] for leaf in child.leaves()]
    leaves[0].value = opening + leaves[0].value
    leaves[-1].value += ")"


def _erase(node):
    """Leaves nothing of a node but its lines."""
    for leaf in node.leaves():
        leaf.value = ""


def _mend_print(node):
    arguments = node.children[1:]
    plain = len(arguments) == 1 and str(arguments[0]).lstrip().startswith("(") and arguments[0].type == symbols.atom
    if arguments[0].type == pygram.token.RIGHTSHIFT:
        arguments[0].value = ""
    node.children[0].value = "print("
    list(node.leaves())[-1].value += ")"
    return None if plain else "print-statement"


def _mend_except(node):
    if len(node.children) < 4 or str(node.children[2]).strip() != ",":
        return None
    comma, target = node.children[2:4]
    if target.type == pygram.token.NAME:
        comma.value = " as"
    else:
        comma.value = ""
        _erase(target)
    return "except-comma"


def _mend_raise(node):
    if not any(str(child).strip() == "," for child in node.children):
        return None
    _enclose(node, 1, "(")
    return "raise-comma"


def _mend_exec(node):
    for child in node.children[2:]:
        if str(child).strip() == "in":
            child.value = ","
    _enclose(node, 1, "(")
    return "exec-statement"


def _mend_atom(node):
    if str(node.children[0]).strip() != "`":
        return None
    node.children[0].value = "repr("
    node.children[-1].value = ")"
    return "backticks"


def _mend_tuple_parameter(node):
    first = next(node.leaves())
    # One inside another is gone already.
    if first.value == "":
        return None
    _erase(node)
    first.value = "parameter_%d_%d" % (first.lineno, first.column)
    return "tuple-parameter"


def _mend_bare_tuple(node):
    _enclose(node, 0, "(")
    return "bare-tuple-in"


_MENDERS = {
    symbols.print_stmt: _mend_print,
    symbols.except_clause: _mend_except,
    symbols.raise_stmt: _mend_raise,
    symbols.exec_stmt: _mend_exec,
    symbols.atom: _mend_atom,
    symbols.tfpdef: _mend_tuple_parameter,
    symbols.vfpdef: _mend_tuple_parameter,
    symbols.testlist_safe: _mend_bare_tuple,
}
