"""The bench's echo as a mosec worker: JSON in, the same JSON out, at /inference."""
from mosec import Server, Worker


class Echo(Worker):
    def forward(self, data):
        return data


if __name__ == "__main__":
    server = Server()
    server.append_worker(Echo)
    server.run()
