"""A DAG, run whole on some requests."""
import copy
from collections import OrderedDict

from paddle_serving_server.pipeline.channel import ChannelDataErrcode

from evalbridge_runner.dialects.paddle import errors

OK = ChannelDataErrcode.OK.value


class Run(object):
    """
    :param graph: the Graph
    :param steps: Steps by Op
    :param first_arrives: an Op with several before it runs with the first output, and gets no other
    """

    def __init__(self, graph, steps, first_arrives):
        self._graph = graph
        self._steps = steps
        self._first_arrives = first_arrives
        # By Op and the request's number: ChannelData by the name of the Op that it comes from.
        self._waiting = dict((op, OrderedDict()) for op in graph.ops + [graph.response_op])
        self._done = set()

    def answers(self, requests):
        """The ChannelData that answers each request.

        :param requests: ChannelData
        """
        for request in requests:
            self._deliver(self._graph.request_op, request, [self._graph.request_op])
        while True:
            op, ready = self._next()
            if op is None:
                break
            self._advance(op, ready)
        arrived = self._waiting[self._graph.response_op]
        return [list(arrived[one.id].values())[0] if one.id in arrived else _unanswered(one) for one in requests]

    def _next(self):
        """The first Op that can run, and the numbers of the requests. Where nothing is complete, what jumps left out lacks."""
        for complete in (True, False):
            for op in self._graph.ops:
                ready = [data_id for data_id, inputs in self._waiting[op].items()
                         if self._first_arrives or not complete or len(inputs) == len(op.get_input_ops())]
                if ready:
                    return op, ready
        return None, []

    def _advance(self, op, ready):
        steps = self._steps[op]
        ready = ready[:steps.batch_size]
        batch = OrderedDict()
        for data_id in ready:
            arrived = self._waiting[op].pop(data_id)
            self._done.add((op, data_id))
            error = next((data for data in arrived.values() if data.error_code != OK), None)
            if error is not None:
                self._deliver(op, error, [op])
            else:
                log_id = list(arrived.values())[0].log_id
                batch[data_id] = OrderedDict((name, data.parse()) for name, data in arrived.items()), log_id
        if batch:
            outputs, jumps = steps.run(batch)
            for data in outputs.values():
                self._deliver(op, data, op.get_jump_to_ops() if jumps and data.error_code == OK else [op])

    def _deliver(self, op, data, places):
        """Hands what comes from one Op to those behind some: to each its own, which it may change."""
        for index, behind in enumerate(behind for place in places for behind in self._graph.behind(place)):
            late = self._first_arrives and (behind, data.id) in self._done
            if not late and not (self._first_arrives and data.id in self._waiting[behind]):
                own = data if index == 0 else _copied(data)
                self._waiting[behind].setdefault(data.id, OrderedDict())[op.name] = own


def _copied(data):
    """The same, to the bottom; what cannot be copied, as no process could hand it to another either, is shared."""
    try:
        return copy.deepcopy(data)
    except Exception:
        return data


def _unanswered(request):
    return errors.failed(request.id, request.log_id, "UNKNOW", "no Op has answered")
