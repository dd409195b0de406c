"""What scripts take from ``taichu_serve.common``."""
import threading

# ``Local.request_id``: of the request being worked on.
Local = threading.local()
