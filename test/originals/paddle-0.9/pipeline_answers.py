"""What our runner answers to every recorded request of the apps whose Ops are all Python, beside the recorded answer.

Usage: `python pipeline_answers.py <documents>`: a file with JSON, an object with what each config.yml says, as text, by path.
Prints JSON lines: name, generation, status, the recorded answer, ours; an answer is [err_no, err_msg, [[key, value], ..]], null
where there is none, and of ours where a gateway would not have asked.
"""
import io
import json
import os
import re
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path.insert(0, os.path.join(ROOT, "test", "python"))
from support import Runner, single  # noqa: E402

FOLDER = os.path.join(ROOT, "test", "conformance", "paddle")
FILES = {"0.9": "paddle.jsonl", "0.7": "paddle-0.7.jsonl"}
COMMAND = re.compile(r"(?:((?:[A-Z]+=\S+ )*)python web_service.py (\S+))?$")


class Runners(object):
    """One for each app, configuration and environment."""

    def __init__(self, documents):
        self._documents = documents
        self._known = {}
        self._scratch = tempfile.mkdtemp()

    def get(self, script, generation, server):
        variables, config = COMMAND.search(server).groups()
        key = script, generation, variables, config
        if key not in self._known:
            self._known[key] = self._start(script, generation, variables or "", config or "config.yml")
        return self._known[key]

    def _start(self, script, generation, variables, config):
        folder = os.path.join(self._scratch, str(len(self._known)))
        shutil.copytree(os.path.join(FOLDER, os.path.dirname(script)), folder)
        # The scripts' own log.
        os.mkdir(os.path.join(folder, "paddle"))
        documents = [{"key": os.path.join(folder, os.path.basename(path)), "value": text}
                     for path, text in self._documents.items() if os.path.dirname(path) == os.path.dirname(script)]
        environment = dict(one.split("=", 1) for one in variables.split())
        runner = Runner("", "web_service.py", folder=folder, dialect="paddle", args=[config], documents=documents,
                        compat=[{"key": "paddle", "value": generation}], environment=environment)
        assert "code" not in runner.ready, runner.ready
        return runner

    def close(self):
        for runner in self._known.values():
            runner.close()
        shutil.rmtree(self._scratch)


def recorded():
    for generation, name in sorted(FILES.items()):
        with io.open(os.path.join(FOLDER, name), encoding="utf-8") as stream:
            for line in map(json.loads, stream):
                if line["service_script"] != "apps/paddle/model/web_service.py":
                    yield generation, line


def request_of(line):
    """What a gateway would hand over, and for whom; None for what it answers itself."""
    body = line.get("body")
    if line["method"] == "GRPC":
        asked = isinstance(body, dict) and "key" in body
        return (body, "%(name)s/%(method)s" % body) if asked else None
    parts = line["path"].partition("?")[0].split("/")
    if line["status"] not in (200, None) or line["method"] != "POST" or "body_b64" in line:
        return None
    # It reads the first value alone.
    values = json.JSONDecoder().raw_decode(body)[0] if body else {}
    return values or {}, "/".join(parts[1:])


def theirs(line):
    answer = line.get("resp_body")
    answer = json.loads(answer) if line["status"] == 200 and answer else answer
    return shown(answer) if isinstance(answer, dict) else None


def shown(answer):
    return [answer["err_no"], answer["err_msg"], list(zip(answer["key"], answer["value"]))]


def main(documents):
    runners = Runners(documents)
    for generation, line in recorded():
        request = request_of(line)
        ours = None
        if request is not None:
            runner = runners.get(line["service_script"], generation, line["server"])
            values, target = request
            _, (response,) = runner.call(single(json.dumps(values).encode("utf-8")), targets=[target])
            ours = shown(json.loads(response["result"]))
        print(json.dumps([line["name"], generation, line["status"], theirs(line), ours]))
    runners.close()


if __name__ == "__main__":
    with io.open(sys.argv[1], encoding="utf-8") as documents_file:
        main(json.load(documents_file))
