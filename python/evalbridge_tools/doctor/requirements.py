"""What a release's requirements.txt asks for, as far as its text says."""
import os
import re

from evalbridge_tools.doctor.packages import normal


def read_requirements(folder, replaced):
    """What requirements.txt, and the files that it includes, ask for: {normalised name: its version specifiers}.

    :param replaced: normalised names that evalbridge brings, and that are left out
    """
    wanted = {}
    _read(os.path.join(folder, "requirements.txt"), wanted, set())
    return {name: specifiers for name, specifiers in wanted.items() if name not in replaced}


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
            wanted.update((normal(name), _specifiers(line)) for name in [_name(line)] if name)


def _specifiers(line):
    found = re.match(r"[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*\(?([^;@#]*)", line)
    return found.group(1) if found else ""


def _name(line):
    """The package of a requirement; a wheel's file and a URL name theirs too."""
    found = (re.search(r"([A-Za-z0-9_.]+)-\d[^-/]*-[^/]*\.whl", line) or re.search(r"#egg=([\w.-]+)", line)
             or re.match(r"([A-Za-z0-9][\w.-]*)", line))
    return found.group(1) if found else ""
