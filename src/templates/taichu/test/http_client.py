"""One request over HTTP, with the standard library alone.

    python3 test/http_client.py [http://127.0.0.1:8080]

The address is that of `evalbridge serve`; with `--platform-ports` http://127.0.0.1:8081 answers too.
"""
import json
import sys
import urllib.error
import urllib.request

MODEL, VERSION = "modelservice", "1"


def infer(address, parameters):
    """The answer to one request, and its HTTP status."""
    url = "%s/v2/models/%s/versions/%s/infer" % (address, MODEL, VERSION)
    headers = {"Content-Type": "application/json", "X-Request-Id": "request-1"}
    request = urllib.request.Request(url, json.dumps({"parameters": parameters}).encode("utf-8"), headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


if __name__ == "__main__":
    status, answer = infer(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080", {"text": "hello", "limit": 3})
    print(status, answer)
    sys.exit(status != 200)
