"""What a release's requirements.txt asks for, as far as its text says."""
import os
import re

from evalbridge_tools.doctor.packages import normal


def read_requirements(folder):
    """{normalised name: version specifier}, from requirements.txt and the files that it includes.

    :returns: None when there is no such file or it asks for nothing
    """
    wanted = {}
    _read(os.path.join(folder, "requirements.txt"), wanted, set())
    return wanted or None


def _read(path, wanted, seen):
    if path in seen:
        return
    seen.add(path)
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            lines = stream.read().split("\n")
    except OSError:
        return
    for line in lines:
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        included = re.match(r"(?:-r|--requirement)[\s=]*(.+)", line)
        if included:
            _read(os.path.join(os.path.dirname(path), included.group(1).strip()), wanted, seen)
        elif line and not line.startswith("-"):
            name, specifier = _parse(line)
            if name:
                wanted[normal(name)] = specifier


def _parse(line):
    """(name, version specifier) of a requirement; a wheel's file and a URL name their package too."""
    file = re.search(r"([A-Za-z0-9_.]+)-(\d[^-]*)-[^/]*\.whl", line)
    if file:
        return file.group(1), "==" + file.group(2)
    egg = re.search(r"#egg=([\w.-]+)", line)
    if egg:
        return egg.group(1), ""
    found = re.match(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;@]*)", line)
    return (found.group(1), found.group(2).strip()) if found else ("", "")


def is_satisfied(wanted, installed):
    """Whether an interpreter has everything that is asked for; of versions, only ``==`` is compared."""
    return all(_has(name, specifier, installed) for name, specifier in wanted.items())


def _has(name, specifier, installed):
    version = installed.get(name)
    if version is None:
        return False
    exact = re.match(r"===?\s*([^,\s]+)$", specifier)
    if not exact:
        return True
    pinned = exact.group(1)
    return version.startswith(pinned[:-1]) if pinned.endswith(".*") else version == pinned
