"""A service as scripts put it together by hand."""
from .operator import Op, RequestOp, ResponseOp  # noqa: F401
from .pipeline_server import PipelineServer  # noqa: F401
