"""What an interpreter has, by asking it (``probe.py``)."""
import json
import os
import subprocess

PROBE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "probe.py")
# The host's own judge of whether an environment has to be built.
CHECK = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(PROBE))), "environment", "check_requirements.py")
PROBE_S = 120


class Unusable(Exception):
    """The interpreter did not answer; with what it printed last."""


def ask(executable, environment, modules, sources, dialect):
    """The probe's answer; see there.

    A source that crashes the compiler is left out of the next try, and reported as what it is.
    """
    try:
        return _run(executable, environment, modules, sources, dialect)
    except Unusable:
        answer = _run(executable, environment, modules, [], dialect)
    for path in sources:
        try:
            answer["sources"].update(_run(executable, environment, [], [path], dialect)["sources"])
        except Unusable:
            answer["sources"][path] = {"line": 0, "message": "crashes the compiler"}
    return answer


def has_requirements(executable, environment, file, replaced):
    """Whether an interpreter already has what a requirements.txt asks for, so that no environment is built for it."""
    try:
        done = subprocess.run([executable, "-B", CHECK, file] + replaced, env=environment, cwd=os.path.dirname(file),
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PROBE_S, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return b"requirements\t" in done.stdout.split(b"\n")


def _run(executable, environment, modules, sources, dialect):
    question = json.dumps({"modules": sorted(modules), "sources": sorted(sources)})
    try:
        done = subprocess.run([executable, "-B", PROBE, dialect], input=question.encode(), env=environment, cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PROBE_S, check=False)
        return json.loads(done.stdout.decode("utf-8", "replace"))
    except (OSError, subprocess.SubprocessError) as error:
        raise Unusable(str(error))
    except ValueError:
        lines = done.stderr.decode("utf-8", "replace").strip().split("\n")
        raise Unusable(lines[-1] or "exit status %d" % done.returncode)
