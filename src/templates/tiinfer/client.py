"""One request, with the standard library alone.

    python3 client.py [http://127.0.0.1:8080]

The address is that of `evalbridge serve`; with `--platform-ports` http://127.0.0.1:8501 answers too.
"""
import json
import sys
import urllib.error
import urllib.request


def infer(address, request):
    """The answer to one request, and its HTTP status."""
    data = json.dumps(request).encode("utf-8")
    asked = urllib.request.Request(address + "/v1/models/m:predict", data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=60) as response:
            return response.status, response.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


if __name__ == "__main__":
    status, answer = infer(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080", {"values": [1, 2, 3.5]})
    print(status, answer)
    sys.exit(status != 200)
