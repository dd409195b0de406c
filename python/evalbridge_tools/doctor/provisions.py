"""Whether a script gets the files and parameters that it wants, and a release has the files that it names."""
import os

from evalbridge_tools.doctor.problems import MISSING, NOTE, problem
from evalbridge_tools.doctor.wants import find_in_folder


def find(case):
    """What the script wants, each once, with what provides it; and the problems with that.

    :param case: a ``judge.Case``
    :returns: (wants, problems)
    """
    merged = {}
    for want in case.facts["wants"]:
        known = merged.setdefault((want["kind"], want["name"]), dict(want))
        known["required"] = known["required"] or want["required"]
    wants = [dict(want, provided=_provider(case.release, want["kind"], want["name"])) for want in merged.values()]
    problems = [_unmet(case.folder, want) for want in wants if not want["provided"]]
    return wants, [one for one in problems if one is not None] + _absent_files(case.release)


def _provider(release, kind, name):
    if kind == "path":
        return name if os.path.exists(name) else ""
    if name == "*":
        return ", ".join(release[kind])
    if kind.endswith("_files"):
        # What is in a package that is still to be fetched, nobody knows.
        remote = release["tar_file"] if kind == "model_files" and "://" in release["tar_file"] else ""
        return release[kind].get(name, remote)
    return name if name in release[kind] else ""


def _unmet(folder, want):
    """The problem with what nothing provides; None where the script can do without."""
    if want["kind"] == "path":
        return _missing_path(folder, want)
    if want["name"] == "*" or not want["required"]:
        return None
    if want["kind"].endswith("_files"):
        return _missing_file(folder, want)
    return problem(MISSING, "parameter", want["file"], want["line"], "wants the parameter %s" % want["name"],
                   "give it under %s in release.yaml" % want["kind"])


def _missing_file(folder, want):
    path = find_in_folder(folder, want["name"])
    line = "%s: { %s: %s }" % (want["kind"], want["name"], path or want["name"])
    remedy = "add `%s` to release.yaml" % line
    return problem(MISSING, "file", want["file"], want["line"], "wants the file %s" % want["name"],
                   remedy if path else "put it into the folder and " + remedy)


def _missing_path(folder, want):
    name = want["name"]
    inside = name.startswith(folder + os.sep)
    shown = os.path.relpath(name, folder) if inside else name
    return problem(MISSING if want["required"] else NOTE, "path", want["file"], want["line"],
                   "opens %s, which is not there" % shown,
                   "put it there" + ("" if inside else ", or mount it; the path is absolute"))


def _absent_files(release):
    package = {"tar_file": release["tar_file"]} if release["tar_file"] else {}
    named = [("tar_file", package)] + [(kind, release[kind]) for kind in ("model_files", "custom_files")]
    return [problem(MISSING, "release-file", path, 0, "%s %s: there is no such file" % (kind, name), "put it there")
            for kind, files in named for name, path in files.items()
            if "://" not in path and not os.path.isfile(path)]
