"""The bench's echo as a tiinfer model."""
import tiinfer


class Echo(tiinfer.Model):
    def load(self):
        return True

    def predict(self, request):
        return request
