import tiinfer
from mosec import Worker


class A(Worker):
    def forward(self, data):
        return {"a": data}


class B(Worker):
    def forward(self, data):
        return {"b": data}


tiinfer.append_worker(A)
tiinfer.append_worker(B)
