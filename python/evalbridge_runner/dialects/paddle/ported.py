"""A pipeline Op by Op, for its port: what the ``bridge.py`` calls that `evalbridge init --from` writes."""
import json

from paddle_serving_server.pipeline import pipeline_server
from paddle_serving_server.pipeline.channel import ChannelData, ChannelDataErrcode, output_of

from evalbridge_runner import program
from evalbridge_runner.dialects.paddle import prepare
from evalbridge_runner.dialects.paddle.script import Script

OK = ChannelDataErrcode.OK.value


class Pipeline(Script):
    """
    :param create: the Create message
    :param path: the script, which is started as it was there, up to its ``run_service()``
    :param args: of its command line
    :raises Failure: it cannot be served
    """

    def __init__(self, create, path, args, log):
        servers = []
        prepare(create)
        pipeline_server.serve = servers.append
        program.run_file(path, args)
        if not servers:
            raise RuntimeError("the script ended without a run_service() or run_server()")
        super(Pipeline, self).__init__(servers[0], create, log)
        jumping = [op.name for op in self._graph.ops if op.get_jump_to_ops()]
        if jumping:
            raise RuntimeError("jump_to_ops of %s is not followed Op by Op" % ", ".join(jumping))

    def ops(self):
        """``{name, inputs}`` of each Op, behind those whose output it gets."""
        return [{"name": op.name, "inputs": [before.name for before in op.get_input_ops()]} for op in self._graph.ops]

    def unpack(self, body):
        """What a request gives to the first Ops, or how it is refused."""
        return self._unpack({"data": {"body": body}}, "")

    def run(self, name, inputs):
        """What an Op puts out.

        :param inputs: by the name of the Op, what each of those before it has put out; a failure goes on as it is
        """
        failed = _failed(inputs)
        if failed is not None:
            return failed
        before = list(inputs.values())[0]
        op = next(op for op in self._graph.ops if op.name == name)
        batch = {before.id: (dict((one, data.parse()) for one, data in inputs.items()), before.log_id)}
        outputs, _ = self._steps[op].run(batch)
        return outputs[before.id]

    def pack(self, data):
        """The answer, ``{code, message, result}``."""
        answer = self._pack(data) if isinstance(data, ChannelData) else data
        return dict(answer, result=json.loads(answer["result"]))


def values(inputs):
    """What is in the outputs of some Ops, by their names; None where one of them is a failure."""
    return None if _failed(inputs) is not None else dict((name, data.parse()) for name, data in inputs.items())


def output(found, inputs):
    """What an Op puts out that is ported.

    :param found: a dict; None where it could not run
    :param inputs: what those before it have put out
    """
    before = list(inputs.values())[0]
    return _failed(inputs) if found is None else output_of(found, before.id, before.log_id)


def _failed(inputs):
    """The first failure."""
    return next((data for data in inputs.values() if not isinstance(data, ChannelData) or data.error_code != OK), None)
