"""Sets what a script says (``survey``) against what its interpreter has (``probe``) and its release gives it."""
import os
import tarfile

from evalbridge_runner.python2.renames import MODULES
from evalbridge_tools.doctor import entries, packages, provisions, removals, shadows
from evalbridge_tools.doctor.modules import cython_source
from evalbridge_tools.doctor.paddle_models import model_problems, reader_problems
from evalbridge_tools.doctor.platform_modules import is_platform, platform_file, stand_in
from evalbridge_tools.doctor.problems import ERROR, MISSING, WARNING, in_order, problem


class Case:
    """One script, everything known about it, and the judgement.

    :param facts: of ``survey``
    :param probe: the interpreter's answer
    :param wanted: what an environment is built from, {name of a package: its version specifiers}; empty when the interpreter
        runs as it is
    :param dialect: its platform
    :param release: what release.yaml gives: ``tar_file``, ``model_files`` and ``custom_files`` as {name: path},
        ``model_params`` and ``custom_params`` as names
    """

    def __init__(self, script, folder, facts, probe, wanted, release, dialect):
        self.dialect = dialect
        self.script = script
        self.folder = folder
        self.facts = facts
        self.probe = probe
        self.wanted = wanted
        self.release = dict(release, model_files=dict(tar_members(release["tar_file"]), **release["model_files"]))
        self.python2 = probe["version"].startswith("2.")
        self.translated = facts["translation"]["translated"]
        self.problems = list(facts["problems"])

    def report(self):
        """The report's part for this script."""
        imports = self._imports()
        found = shadows.find(self)
        self.problems += [shadow["problem"] for shadow in found if shadow["problem"] is not None]
        self.problems += removals.problems(self) + model_problems(self) + reader_problems(self)
        wants, unmet = provisions.find(self)
        self.problems += unmet
        self._sources()
        self._compiled()
        self._refused()
        return {
            "generation": self.facts["generation"],
            "entries": self.facts["entries"],
            "language": self._language(),
            "sources": self._source_list(),
            "imports": imports,
            "python2": [dict(found, effect=self._effect(found)) for found in self.facts["constructs"]],
            "shadows": [{key: shadow[key] for key in ("module", "own", "other", "kind", "wins")} for shadow in found],
            "wants": wants,
            "problems": in_order(self.problems),
            "translated": self.translated,
            "verdict": verdict(self.problems),
        }

    def _effect(self, found):
        refused = {(one["file"], one["line"]) for one in self.facts["translation"]["refused"]}
        if (found["file"], found["line"]) in refused:
            return "refused"
        return "translated" if self.translated else "as it is"

    def _refused(self):
        for refused in self.facts["translation"]["refused"]:
            self.problems.append(problem(
                ERROR, "untranslatable", refused["file"], refused["line"],
                "cannot be translated safely: %s" % refused["reason"],
                'set "python:" in release.yaml to a Python 2.7, or change the line'))

    def _language(self):
        languages = [set(source["pythons"]) for source in self.facts["sources"]]
        return sorted(set.intersection(*languages)) if languages else []

    def _source_list(self):
        keys = ("file", "lines", "encoding", "pythons")
        return [{key: source[key] for key in keys} for source in self.facts["sources"]]

    # Imports

    def _imports(self):
        judged = [dict(found, **self._resolve(found)) for found in self.facts["imports"]]
        for found in judged:
            found["needed"] = _need(found, judged)
            self._report_names(found)
        self._report_modules(judged)
        listed = {}
        for found in judged:
            known = listed.setdefault(found["module"], _listed(found))
            if _NEEDS.index(found["needed"]) < _NEEDS.index(known["needed"]):
                listed[found["module"]] = _listed(found)
        return list(listed.values())

    def _resolve(self, found):
        """{status, at} of one import."""
        module, top = found["module"], found["module"].partition(".")[0]
        own = found["found"][-1] if found["found"] else ""
        if found["level"]:
            return _status("own" if own else "missing", own)
        source = self._cython_source(module)
        # Compiled, it would be beside its source.
        if source and not any(file.startswith(source[:-len("pyx")]) for file in found["found"]):
            return _status("own", source) if self._is_compiled_on_import() else _status("missing", "")
        if top == "evals" and self.dialect == "ava":
            return self._resolve_evals(module, own)
        other = self.other(top)
        if own and shadows.own_wins(self, top, own):
            return _status("own", own)
        if self.translated and top in MODULES and other is None:
            return _status("renamed", MODULES[top])
        return self._resolve_elsewhere(top, other) if other is not None or not own else _status("own", own)

    def _resolve_evals(self, module, own):
        if module == "evals" or is_platform(module):
            return _status("platform", "evalbridge")
        if module == "evals.eval":
            return _status("own", self.script)
        return _status("own" if own else "missing", own)

    def _cython_source(self, module):
        return cython_source(self.facts["roots"], module)

    def _is_compiled_on_import(self):
        """Whether the script asks for that, and Cython will be there."""
        asked = any(found["module"] == "pyximport" for found in self.facts["imports"])
        installed = not self.wanted and self.probe["modules"].get("pyximport") is not None
        return asked and (installed or any(name in self.wanted for name in packages.providers("Cython")))

    def other(self, top):
        """Where a top-level name comes from if not from the folder: {kind, file}; None from nowhere."""
        file = platform_file(top) or (platform_file("evals." + top) if self.dialect == "ava" else "")
        if file:
            return {"kind": "platform", "file": file}
        found = self.probe["modules"].get(top)
        return {"kind": "platform", "file": stand_in(top)} if found is None and stand_in(top) else found

    def _resolve_elsewhere(self, top, other):
        if other is not None and other["kind"] == "platform":
            return _status("platform", "evalbridge")
        if other is not None and other["kind"] == "standard":
            return _status("standard", other["file"])
        if self._is_required(top):
            return _status("required", "requirements.txt")
        if other is not None and not self.wanted:
            return _status("installed", other["file"])
        return _status("missing", other["file"] if other is not None else "")

    def _is_required(self, top):
        asked = any(name in self.wanted for name in packages.providers(top))
        return asked or bool(packages.brought(top, self.wanted))

    def _report_names(self, found):
        known = self.probe["platform"].get(found["module"]) if found["status"] == "platform" else None
        if known is None or found["needed"] in ("main", "optional"):
            return
        for name in found["names"]:
            if name != "*" and name not in known and not is_platform(found["module"] + "." + name):
                self.problems.append(problem(
                    ERROR, "platform-name", found["file"], found["line"], "%s has no %s" % (found["module"], name),
                    "the platform's module has no such name; correct the import"))

    def _report_modules(self, judged):
        reported = set()
        for found in judged:
            top = found["module"].partition(".")[0]
            name = found["module"] if found["level"] or top == "evals" else top
            if found["status"] != "missing" or name in reported:
                continue
            severity = _severity(found)
            if severity is not None:
                reported.add(name)
                self.problems.append(problem(severity, "missing-module", found["file"], found["line"],
                                             self._missing_text(found, name), self._missing_remedy(found, name)))

    def _missing_text(self, found, name):
        source = self._cython_source(found["module"])
        if source:
            return "imports %s, which is there as Cython source only (%s)" % (name, os.path.basename(source))
        text = "imports %s, which %s" % (
            name if not found["level"] else "." * found["level"] + found["module"],
            "requirements.txt does not ask for" if found["at"] else "is nowhere")
        return text if not found["function"] else "%s when %s is called" % (text, found["function"])

    def _missing_remedy(self, found, name):
        top = name.partition(".")[0]
        if self._cython_source(found["module"]):
            asked = any(one["module"] == "pyximport" for one in self.facts["imports"])
            compiled = "compile it for Python %s and put it beside the source" % self.probe["version"]
            ask = "add Cython and setuptools to requirements.txt (they need a C compiler where the script runs), or "
            return ask + compiled if asked else compiled
        if found["level"] or top == "evals" or top in packages.PLATFORM_HELPERS:
            return "put the module into the folder, from the image or repository that the script comes from"
        if top in MODULES and not self.python2:
            return "Python 3 calls it %s; with `source: python2` in release.yaml it is translated" % MODULES[top]
        if top in packages.DROPPED and not self.python2:
            brings = packages.DROPPED[top]
            older = 'set "python:" in release.yaml to an interpreter before %s' % self.probe["version"]
            return "add %s to requirements.txt, or %s" % (brings, older) if brings else older
        if top in MODULES.values() and self.python2:
            return 'set "python:" in release.yaml to a Python 3'
        pip, note, guess = packages.advice(found["module"], self.python2)
        if guess:
            return "put %s.py into the folder if it is your own, else add its package to requirements.txt" % top
        return "; ".join(part for part in ("add %s to requirements.txt" % pip if pip else "", note) if part)

    # Sources

    def _sources(self):
        for source in self.facts["sources"]:
            error = self.probe["sources"].get(source["file"])
            if error is None or not source["readable"]:
                continue
            if self.python2 or 3 in source["pythons"]:
                older = 'set "python:" in release.yaml to %s' % (
                    "a Python 3" if self.python2 and 2 not in source["pythons"] else "one that does")
                self.problems.append(problem(
                    ERROR, "syntax", source["file"], error["line"],
                    "Python %s does not read it: %s" % (self.probe["version"], error["message"]), older))

    def _compiled(self):
        # The translator says so itself.
        for compiled in self.facts["compiled"] if not self.translated else []:
            if compiled["python"] not in (0, 2 if self.python2 else 3):
                self.problems.append(problem(
                    ERROR, "compiled", compiled["file"], 0,
                    "is compiled for Python %d, and %s runs it" % (compiled["python"], self.probe["version"]),
                    'build it again, or set "python:" in release.yaml to the Python that it was made for'))


_NEEDS = ("import", "function", "optional", "main")


def _need(found, judged):
    """When an import counts: on import, in a function, if it can be had, or only when the script runs as a program."""
    if found["main"]:
        return "main"
    if found["attempt"]:
        return "optional"
    if found["fallback"]:
        attempts = [one for one in judged if one["attempt"] == found["fallback"] and one["file"] == found["file"]]
        if attempts and all(one["status"] != "missing" for one in attempts):
            return "optional"
    return "function" if found["function"] else "import"


def _severity(found):
    if found["needed"] in ("main", "optional"):
        return None
    return MISSING if found["needed"] == "import" or found["function"] in entries.NAMES else WARNING


def _listed(found):
    return {key: found[key] for key in ("module", "file", "line", "status", "at", "needed")}


def _status(status, at):
    return {"status": status, "at": at}


def tar_members(path):
    """{name that a script asks for: the package} of a local tar package; nothing of one that cannot be read."""
    try:
        with tarfile.open(path) as package:
            return {os.path.normpath(member.name): path for member in package if member.isfile()}
    except (OSError, tarfile.TarError, EOFError, ValueError):
        return {}


def verdict(problems):
    """runs, needs (something supplied), or fails (as it stands)."""
    severities = {found["severity"] for found in problems}
    return "fails" if ERROR in severities else "needs" if MISSING in severities else "runs"
