"""Tells whether legacy scripts will run, and on what, without running them: ``evalbridge_tools doctor <request file>``.

The request is JSON::

    {"scripts": [{"script": path, "folder": path, "working_folder": path, "python_path": [path],
                  "python": path of an interpreter, "version": "3.11.7", "env": {name: value},
                  "source": "python2", "python3" or "detected", "dialect": "ava", "tiinfer", "taichu" or "paddle",
                  "args": [its command line], "documents": {path of a YAML file that configures it: the same as JSON text},
                  "replaced": [name of a package in requirements.txt that evalbridge brings],
                  "tar_file": path, "model_files": {name: path}, "custom_files": {name: path},
                  "model_params": [name], "custom_params": [name]}]}

all paths absolute; files may be URIs, and ``tar_file`` empty. The answer is ``{"scripts": [report]}`` in the same order; see ``judge`` for a report.
"""
import json
import os

from evalbridge_tools.doctor import interpreters
from evalbridge_tools.doctor.isolation import Lost, isolated
from evalbridge_tools.doctor.judge import Case
from evalbridge_tools.doctor.paddle_models import NEEDED
from evalbridge_tools.doctor.problems import ERROR, NOTE, WARNING, problem
from evalbridge_tools.doctor.requirements import read_requirements
from evalbridge_tools.doctor.survey import survey
from evalbridge_tools.doctor.translation import foresee
from evalbridge_tools.translate import translator

# What leads an interpreter to another one's library; the host keeps it from workers too.
LEAKING = ("PYTHONHOME", "__PYVENV_LAUNCHER__")


def main(arguments):
    """See the module; ``arguments`` are those after ``doctor``."""
    with open(arguments[0], encoding="utf-8") as stream:
        return examine(json.load(stream))


def examine(request):
    """The answer to a request."""
    scripts = request["scripts"]
    # Here, for the processes that it forks: to set it up takes longer than to read a script.
    translator()
    facts = [_read(script) for script in scripts]
    answers = _probe(scripts, facts)
    return {"scripts": [_judge(*case) for case in zip(scripts, facts, answers)]}


def _survey(script):
    python2 = script["version"].startswith("2.")
    try:
        return isolated(
            survey, script["script"], script["folder"], script["working_folder"], script["python_path"], python2,
            script["dialect"], _environment(script["env"]), script["args"], script["documents"])
    except Lost as lost:
        source = {"file": script["script"], "lines": 0, "encoding": "", "pythons": [], "readable": False}
        unread = problem(ERROR, "unreadable", script["script"], 0, str(lost), "simplify it, or split it up")
        return {"generation": "", "entries": [], "sources": [source], "constructs": [], "imports": [], "compiled": [],
                "wants": [], "uses": [], "own": {}, "roots": [], "models": [], "problems": [unread]}


def _read(script):
    facts = _survey(script)
    facts["translation"] = {"translated": False, "refused": []}
    sources = [source["file"] for source in facts["sources"] if source["readable"]]
    if script["version"].startswith("3.") and script["script"] in sources:
        try:
            facts["translation"] = isolated(
                foresee, script["script"], sources, facts["roots"], script["source"], script["version"])
        except Lost as lost:
            facts["problems"].append(problem(
                WARNING, "translation", script["script"], 0, "could not be translated to see: %s" % lost,
                "if it is Python 2, try it with --run"))
    return facts


def _probe(scripts, facts):
    """The interpreters' answers, each asked once for everything."""
    groups = {}
    for index, script in enumerate(scripts):
        groups.setdefault((script["python"], json.dumps(script["env"], sort_keys=True), script["dialect"]), []).append(index)
    answers = [None] * len(scripts)
    for (python, env, dialect), members in groups.items():
        modules = {name for index in members for name in _names(facts[index])}
        sources = {source["file"] for index in members for source in facts[index]["sources"] if source["readable"]}
        answer = _ask(python, json.loads(env), modules, sources, scripts[members[0]]["version"], dialect)
        for index in members:
            answers[index] = answer
    return answers


def _names(facts):
    imported = {found["module"].partition(".")[0] for found in facts["imports"] if not found["level"]}
    return (imported | set(facts["own"]) | set(NEEDED)) - {""}


def _ask(python, env, modules, sources, version, dialect):
    try:
        return interpreters.ask(python, _environment(env), modules, sources, dialect)
    except interpreters.Unusable as error:
        return {"version": version, "modules": {}, "sources": {}, "loaded": [], "platform": {},
                "unusable": str(error)}


def _environment(env):
    return dict({name: value for name, value in os.environ.items() if name not in LEAKING}, **env)


def _wanted(script):
    """What an environment will be built from, which then has nothing else; empty when none is."""
    wanted = read_requirements(script["folder"], script["replaced"])
    file = os.path.join(script["folder"], "requirements.txt")
    if wanted and interpreters.has_requirements(script["python"], _environment(script["env"]), file, script["replaced"]):
        return {}
    return wanted


def _judge(script, facts, probe):
    keys = ("tar_file", "model_files", "custom_files", "model_params", "custom_params")
    release = {key: script[key] for key in keys}
    wanted = _wanted(script)
    if "unusable" in probe:
        text = "does not run: " + probe["unusable"]
        facts["problems"].append(problem(ERROR, "interpreter", script["python"], 0, text,
                                         'set "python:" in release.yaml to one that does'))
        facts["imports"] = []
    if script["replaced"]:
        file = os.path.join(script["folder"], "requirements.txt")
        facts["problems"].append(problem(NOTE, "replaced", file, 0, "asks for %s, which evalbridge brings itself" % (
            ", ".join(script["replaced"])), "nothing to do: the lines are left out of its environment"))
    return Case(script["script"], script["folder"], facts, probe, wanted, release, script["dialect"]).report()
