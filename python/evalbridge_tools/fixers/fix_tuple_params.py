"""`def f(a, (b, c))` and `lambda (a, b): a`."""
from fissix.fixer_util import Name, syms
from fissix.fixes import fix_tuple_params

from evalbridge_tools.tree import insert_statement, refuse


class FixTupleParams(fix_tuple_params.FixTupleParams):
    """The standard fixer, but for functions: the tuple is taken apart on the line of the first statement."""

    def transform(self, node, results):
        if "lambda" in results:
            return self.transform_lambda(node, results)
        parameters = [child for child in results["args"].children if child.type == syms.tfpdef]
        if results["args"].type == syms.tfpdef:
            parameters = [results["args"]]
        if not parameters:
            return None
        statements = []
        for parameter in parameters:
            name = self.new_name()
            statements.append("%s = %s" % (str(parameter).strip(), name))
            parameter.replace(Name(name, prefix=parameter.prefix))
        if not insert_statement(node.children[-1], "; ".join(statements)):
            refuse(self, node, "a tuple as parameter of a function that begins with a compound statement")
        return None
