"""The bench's echo as a mosec service. `ECHO_WORKERS` says how many worker processes each of its two routes has."""
import base64
import os

from mosec import Runtime, Server, Worker

DATA_PREFIX = "data:application/octet-stream;base64,"


class Length(Worker):
    """The JSON request of the host's gate; the answer is mosec's own JSON, as its users get it."""

    def forward(self, data):
        body = base64.b64decode(data["data"]["uri"][len(DATA_PREFIX):])
        return {"code": 0, "message": "", "result": {"length": len(body)}}


class Octets(Worker):
    """Bytes in, the same bytes out."""

    resp_mime_type = "application/octet-stream"

    def deserialize(self, data):
        return data

    def serialize(self, data):
        return data

    def forward(self, data):
        return data


if __name__ == "__main__":
    workers = int(os.environ["ECHO_WORKERS"])
    server = Server()
    server.register_runtime({
        "/application/json": [Runtime(Length, num=workers)],
        "/application/octet-stream": [Runtime(Octets, num=workers)],
    })
    server.run()
