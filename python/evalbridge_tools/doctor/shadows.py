"""Modules of a release that have the name of another: which of the two an import finds (AVA, section 1.1)."""
import os

from evalbridge_runner.siblings import PLATFORMS_UTILS
from evalbridge_tools.doctor.platform_modules import is_platform
from evalbridge_tools.doctor.problems import ERROR, NOTE, WARNING, problem


def own_wins(case, top, own):
    """Whether an import of a name that stands elsewhere too finds the release's own module."""
    other = case.other(top)
    if other is None:
        return True
    if case.dialect != "ava":
        # taichu-serve appended the folder to sys.path; tiinfer had it first, as the working directory.
        return case.dialect != "taichu" and top not in case.probe["loaded"]
    if other["kind"] == "platform":
        # What lies beside the script is in one package with the platform's, which comes first there.
        beside = os.path.dirname(own) == case.folder
        return not (case.python2 or beside or top in case.probe["loaded"] or is_platforms_copy(own))
    # Python 2 looks in the package first, Python 3 takes what the runner has imported already.
    return case.python2 or top not in case.probe["loaded"]


def is_platforms_copy(path):
    """Whether a module is the platform's own `utils`, which came along out of an old image."""
    if os.path.isdir(path):
        path = os.path.join(path, "__init__.py")
    try:
        with open(path, "rb") as stream:
            return PLATFORMS_UTILS.search(stream.read(1 << 20)) is not None
    except OSError:
        return False


def find(case):
    """The release's modules with another's name: {module, own, other, kind, wins, problem (None: nothing to do)}."""
    imported = {found["module"].partition(".")[0]: found for found in reversed(case.facts["imports"])
                if not found["main"] and not found["level"]}
    found = []
    for top, own in sorted(case.facts["own"].items()):
        other = case.other(top)
        if other is None or own == case.script or _same(own, other["file"]):
            continue
        wins = "own" if own_wins(case, top, own) else "other"
        found.append({"module": top, "own": own, "other": other["file"], "kind": other["kind"], "wins": wins,
                      "problem": _problem(case, top, own, other, wins, imported.get(top))})
    return found


def _has(case, module, names):
    known = case.probe["platform"].get("evals." + module, ())
    return all(name == "*" or name in known or is_platform("evals.%s.%s" % (module, name)) for name in names)


def _same(own, other):
    return os.path.exists(other) and os.path.samefile(own, other)


_RIVALS = {"standard": "the standard library's", "installed": "the installed", "platform": "the platform's"}


def _problem(case, top, own, other, wins, imported):
    rival = _RIVALS[other["kind"]]
    if is_platforms_copy(own):
        return problem(NOTE, "shadow", own, 0, "is the platform's own %s; evalbridge's stands for it" % top,
                       "nothing to do; it may be removed")
    if wins == "own":
        if other["kind"] == "platform" or other["kind"] == "installed" and imported is None:
            return None
        return problem(WARNING if other["kind"] == "standard" else NOTE, "shadow", own, 0, "hides %s %s (%s)" % (
            rival, top, other["file"]), "whatever else imports %s in this worker gets this file too" % top)
    if imported is None:
        return problem(NOTE, "shadow", own, 0, "is hidden by %s %s (%s)" % (rival, top, other["file"]),
                       "nothing imports it as %s" % top)
    if other["kind"] == "platform" and imported["names"] and _has(case, top, imported["names"]):
        return problem(NOTE, "shadow", own, 0, "is hidden by the platform's %s (%s)" % (top, other["file"]),
                       "nothing to do: what is imported from %s is the platform's" % top)
    if case.dialect == "taichu":
        return problem(ERROR, "shadow", own, 0, "is hidden by %s %s (%s): the folder comes last on sys.path, as it did" % (
            rival, top, other["file"]), "rename the module")
    reason = "the runner has imported that one before" if other["kind"] == "standard" else "it comes first in `evals`"
    return problem(ERROR, "shadow", own, imported["line"] if imported["file"] == own else 0,
                   "is hidden by %s %s (%s): %s" % (rival, top, other["file"], reason),
                   "`import %s` at %s:%d finds that one; %s" % (
                       top, os.path.basename(imported["file"]), imported["line"],
                       "rename the module" if case.python2 or other["kind"] == "platform" else 'set "python:" to a Python 2.7, or rename the module'))
