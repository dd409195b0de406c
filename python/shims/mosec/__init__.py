"""What scripts import as mosec, from 0.4 to 0.9, on Python 3. The workers run in processes of the host."""
from mosec.errors import ClientError, DecodingError, EncodingError, ServerError, ValidationError
from mosec.log import get_logger
from mosec.runtime import Runtime
from mosec.server import Server
from mosec.worker import SSEWorker, Worker

__version__ = "0.9.8"
__all__ = ["ClientError", "DecodingError", "EncodingError", "Runtime", "SSEWorker", "Server", "ServerError",
           "ValidationError", "Worker", "get_logger"]
