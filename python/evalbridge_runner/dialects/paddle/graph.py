"""The DAG of a service: which Ops it has, and in which order they run."""
from evalbridge_runner.failure import Failure


class Graph(object):
    """
    :param response_op: its end
    :ivar ops: all that it needs but the first and the last, each behind those before it
    :raises Failure: it has no Op or goes in a circle, a name is there twice, or requests come in at no one place
    """

    def __init__(self, response_op):
        from paddle_serving_server.pipeline import RequestOp
        self.response_op = response_op
        self._ordered, self._open = [], []
        self._visit(response_op)
        requests = [op for op in self._ordered if isinstance(op, RequestOp)]
        if len(requests) != 1:
            raise Failure(599, u"the DAG has %d RequestOps; it must have one" % len(requests))
        self.request_op = requests[0]
        self.ops = [op for op in self._ordered if op not in (response_op, requests[0])]
        if not self.ops:
            raise Failure(599, u"the DAG has no Op between its RequestOp and its ResponseOp")
        names = [op.name for op in self.ops]
        twice = sorted(set(name for name in names if names.count(name) > 1))
        if twice:
            raise Failure(599, u"the DAG has several Ops of the name %s" % u", ".join(twice))
        for op in self.ops:
            if not op.get_input_ops():
                raise Failure(599, u"the Op %s has no input_ops" % op.name)

    def _visit(self, op):
        if op in self._ordered:
            return
        if op in self._open:
            circle = self._open[self._open.index(op):] + [op]
            raise Failure(599, u"the DAG goes in a circle: %s" % u" <- ".join(one.name for one in circle))
        self._open.append(op)
        for before in op.get_input_ops():
            self._visit(before)
        self._open.pop()
        self._ordered.append(op)

    def behind(self, op):
        """The Ops that get an Op's output."""
        return [one for one in self.ops + [self.response_op] if op in one.get_input_ops()]
