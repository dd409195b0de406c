"""A service as scripts put it together by hand."""
from .analyse import Analyst  # noqa: F401
from .local_service_handler import LocalServiceHandler  # noqa: F401
from .operator import Op, RequestOp, ResponseOp  # noqa: F401
from .pipeline_client import PipelineClient  # noqa: F401
from .pipeline_server import PipelineServer  # noqa: F401
