"""The platform's gRPC service for clients (``GRPCInferenceServiceStub``) and servers, on the user's own ``grpcio``."""
import grpc

from taichu_serve import grpc_predict_v2_pb2 as messages

_NAME = "%s.%s" % (messages.PACKAGE, messages.SERVICE)


class GRPCInferenceServiceStub(object):
    """A client: one method for each of the service's.

    :param channel: a ``grpc.Channel``
    """

    def __init__(self, channel):
        for name, request, response, streams in messages.METHODS:
            make = channel.stream_stream if streams else channel.unary_unary
            setattr(self, name, make(
                "/%s/%s" % (_NAME, name), request_serializer=getattr(messages, request).SerializeToString,
                response_deserializer=getattr(messages, response).FromString))


class GRPCInferenceServiceServicer(object):
    """A server's methods, all of them unimplemented."""

    def _unimplemented(self, request, context):
        context.set_code(grpc.StatusCode.UNIMPLEMENTED)
        context.set_details("Method not implemented!")
        raise NotImplementedError("Method not implemented!")

    ServerLive = ServerReady = ModelReady = ServerMetadata = ModelMetadata = _unimplemented
    ModelInfer = ModelStreamInfer = _unimplemented


def add_GRPCInferenceServiceServicer_to_server(servicer, server):
    """Lets a ``grpc.Server`` answer with a servicer's methods."""
    handlers = {}
    for name, request, response, streams in messages.METHODS:
        make = grpc.stream_stream_rpc_method_handler if streams else grpc.unary_unary_rpc_method_handler
        handlers[name] = make(
            getattr(servicer, name), request_deserializer=getattr(messages, request).FromString,
            response_serializer=getattr(messages, response).SerializeToString)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(_NAME, handlers),))
