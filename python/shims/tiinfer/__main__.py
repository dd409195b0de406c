"""``python -m tiinfer``: the host's runner starts it where the platform did."""
import logging
import sys

import tiinfer
from mosec import Server, args

LOG_FORMAT = "%(asctime)s %(levelname)s    %(module)s:%(lineno)d    %(message)s"
logging.basicConfig(stream=sys.stdout, format=LOG_FORMAT, level=logging.DEBUG)

if __name__ == "__main__":
    # As the platform starts it (spec: tiinfer, section A3).
    args.DEFAULTS.update(timeout=30000, port=8501)
    server = Server()
    for worker_args in tiinfer.load_workers():
        server.append_worker(**worker_args)
    server.run()
