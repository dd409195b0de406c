"""One request over HTTP, with the standard library alone.

    python3 pipeline_http_client.py [http://127.0.0.1:8080 [photo.jpg]]

The address is that of `evalbridge serve`; with `--platform-ports` http://127.0.0.1:18080 answers too, as config.yml says.
"""
import base64
import json
import os
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))


def predict(address, path):
    """The answer to one picture."""
    with open(path, "rb") as stream:
        image = base64.b64encode(stream.read()).decode("ascii")
    data = json.dumps({"key": ["image"], "value": [image], "logid": 10000}).encode("utf-8")
    request = urllib.request.Request(address + "/colours/prediction", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read().decode("utf-8"))


if __name__ == "__main__":
    answer = predict(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080",
                     sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "photo.jpg"))
    print(answer)
    # The status is 200 of failures, too.
    sys.exit(answer["err_no"] != 0)
