"""A service as scripts put it together by hand."""
from .local_service_handler import LocalServiceHandler  # noqa: F401
from .operator import Op, RequestOp, ResponseOp  # noqa: F401
from .pipeline_server import PipelineServer  # noqa: F401
