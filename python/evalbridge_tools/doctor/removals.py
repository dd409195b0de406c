"""What later versions of numpy, OpenCV and Pillow no longer have, and scripts of 2018 use."""
import ast
import glob
import os
import re
from collections import namedtuple

from evalbridge_tools.doctor.packages import brought, normal, providers
from evalbridge_tools.doctor.problems import MISSING, WARNING, problem
from evalbridge_tools.syntax import constant, dotted

# since: the first version without it. until: the first that has it again, None when none has. remedy: what to ask for.
Removal = namedtuple("Removal", "since until remedy")
ENDLESS = float("inf")


def _names(prefix, names, since, remedy, until=None):
    return {"%s.%s" % (prefix, name): Removal(since, until, remedy) for name in names.split()}


NUMPY_1_24, NUMPY_2, NUMPY_2_3, PILLOW_10 = "numpy<1.24", "numpy<2", "numpy<2.3", "Pillow<10"
OPENCV_2 = ""
REMOVED = dict(
    _names("numpy", "float int object str complex unicode", (1, 24), NUMPY_1_24),
    **_names("numpy", "bool long", (1, 24), NUMPY_1_24, (2, 0)),
    **_names("numpy", "string_ unicode_ float_ complex_ Inf Infinity NaN NINF PINF infty cast product cumproduct "
             "alltrue sometrue round_ mat asfarray find_common_type issubclass_ sctypes msort source lookfor "
             "safe_eval recfromcsv recfromtxt longfloat singlecomplex", (2, 0), NUMPY_2),
    **_names("PIL.Image", "ANTIALIAS LINEAR CUBIC", (10, 0), PILLOW_10),
    **_names("PIL", "PILLOW_VERSION", (9, 0), "Pillow<9"),
    **_names("cv2", "cv SIFT SURF ORB FeatureDetector_create DescriptorExtractor_create", (3, 0), OPENCV_2),
    **_names("cv2", "estimateRigidTransform", (4, 0), "opencv-python-headless<4"),
    **{
        ".tostring() of an array": Removal((2, 3), None, NUMPY_2_3),
        "numpy.fromstring of bytes": Removal((2, 3), None, NUMPY_2_3),
        ".getsize() of a font": Removal((10, 0), None, PILLOW_10),
        ".textsize() of a drawing": Removal((10, 0), None, PILLOW_10),
        "three values of cv2.findContours": Removal((4, 0), None, "opencv-python-headless<4"),
        "two values of cv2.findContours": Removal((3, 0), (4, 0), "opencv-python-headless>=4"),
    })
# Of OpenCV 2.4: CV_8UC3 and its like stayed.
CV_CONSTANT = re.compile(r"cv2\.CV_(?!\d)\w+$")
PACKAGES = {"numpy": "numpy", "PIL": "Pillow", "cv2": "OpenCV"}
# What the runner gives back to scripts of a platform.
RESTORED = {"paddle": ("numpy.fromstring of bytes",)}
# The last versions for Pythons that later ones do not run on.
LAST = {
    "numpy": {"2.7": (1, 16), "3.6": (1, 19), "3.7": (1, 21), "3.8": (1, 24), "3.9": (2, 0), "3.10": (2, 2)},
    "PIL": {"2.7": (6, 2), "3.6": (8, 4), "3.7": (9, 5), "3.8": (10, 4)},
    "cv2": {},
}


# What the sources use


def uses(source):
    """[{name, package, file, line}] of what a source uses that some version no longer has; each name once."""
    names = _Names(source)
    found = {}
    for node, place in source.nodes():
        if place.main:
            continue
        for name in _used(node, names):
            found.setdefault(name, {"name": name, "package": _package(name), "file": source.path, "line": node.lineno})
    contours = [name for name in found if name.endswith("cv2.findContours")]
    if len(contours) > 1:
        # It asks which version it has.
        for name in contours:
            del found[name]
    return list(found.values())


class _Names:
    """What the names of a module stand for."""

    def __init__(self, source):
        self.full = {}
        self.asked = set()
        for node, _ in source.nodes():
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    self.full[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom) and not node.level:
                self.full.update((alias.asname or alias.name, "%s.%s" % (node.module, alias.name)) for alias in node.names)
            elif isinstance(node, ast.Call) and dotted(node.func) == "hasattr" and len(node.args) == 2:
                self.asked.add(constant(node.args[1]))

    def of(self, node):
        """The full name of an expression; "" when it is no name that was imported. `evals.utils` hands `cv2` on."""
        head, _, rest = dotted(node).partition(".")
        full = self.full.get(head, "cv2" if head == "cv2" else "")
        return "%s.%s" % (full, rest) if full and rest else full

    def has(self, package):
        return any(name.partition(".")[0] == package for name in self.full.values())


def _used(node, names):
    if isinstance(node, ast.Attribute):
        yield from _known(names.of(node), names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        for alias in node.names:
            yield from _known("%s.%s" % (node.module, alias.name), names)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            yield from _known(alias.name, names)
    elif isinstance(node, ast.Call):
        yield from _called(node, names)
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        target = node.targets[0]
        if names.of(node.value.func) == "cv2.findContours" and isinstance(target, ast.Tuple):
            yield {3: "three values of cv2.findContours", 2: "two values of cv2.findContours"}.get(len(target.elts), "")


def _known(name, names):
    if (name in REMOVED or CV_CONSTANT.match(name)) and name.rpartition(".")[2] not in names.asked:
        yield name


def _called(node, names):
    if names.of(node.func) == "numpy.fromstring" and not _separated(node):
        yield "numpy.fromstring of bytes"
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if method in names.asked or method and names.of(node.func):
        return
    # Those of the standard library's arrays are Python 2's, and another matter.
    if method == "tostring" and not node.args and not names.has("array") and (names.has("numpy") or names.has("cv2")):
        yield ".tostring() of an array"
    elif method == "getsize" and names.has("PIL") and node.args:
        yield ".getsize() of a font"
    elif method == "textsize" and names.has("PIL"):
        yield ".textsize() of a drawing"


def _separated(node):
    """Whether `fromstring` reads a text of numbers."""
    return len(node.args) > 3 or any(keyword.arg == "sep" and constant(keyword.value) != "" for keyword in node.keywords)


def _package(name):
    if name.endswith("of an array"):
        return "numpy"
    if name.endswith(("of a font", "of a drawing")):
        return "PIL"
    return name.rpartition(" ")[2].partition(".")[0] if "cv2" in name else name.partition(".")[0]


# What the interpreter has, or will have


def problems(case):
    """The problems of the names that the versions which a script will run with do not have."""
    return [found for used in case.facts["uses"]
            if used["name"] not in RESTORED.get(case.dialect, ()) for found in _problem(case, used)]


def _problem(case, used):
    removal = REMOVED.get(used["name"], Removal((3, 0), None, OPENCV_2))
    version, certain = _version(case, used["package"])
    if version is None or not _lacks(version, removal):
        return
    remedy = ("put %s into requirements.txt" % removal.remedy if removal.remedy else
              "only OpenCV 2.4 has it, which no index holds: change the line, or name an interpreter that has it with "
              '"python:" in release.yaml')
    shown = "%s %s" % (PACKAGES[used["package"]], _text(version))
    yield problem(MISSING if certain else WARNING, "removed", used["file"], used["line"],
                  "uses %s, which %s does not have" % (used["name"], shown.strip()), remedy)


def _lacks(version, removal):
    # What is left out of `<1.24` has a -1 there.
    return version >= removal.since + (0,) and (removal.until is None or version < removal.until + (0,))


def _text(version):
    """The start of a version that is known; "" of the newest."""
    known = [part for part in version if 0 <= part < ENDLESS]
    return ".".join(str(part) for part in known[:3])


def _version(case, package):
    """(the version that a package has, or will have when it is installed, whether that is decided); None: unknown."""
    last = LAST[package].get(".".join(case.probe["version"].split(".")[:2]))
    newest = last + (ENDLESS,) if last else (ENDLESS,)
    asked = [case.wanted[name] for name in providers(package) if name in case.wanted]
    if asked:
        return min(newest, newest_of(asked[0])), True
    if case.wanted:
        # A package that brings it along may want an older one: only OpenCV is known not to.
        return (newest, True) if brought(package, case.wanted) == "cv2" else (None, False)
    found = case.probe["modules"].get(package)
    return (newest, False) if found is None else (_installed(package, found["file"]), True)


def newest_of(specifiers):
    """The newest version that the specifiers of a requirement (`>=1.20,<2`) let in, as a tuple.

    A bound that is itself left out has -1 behind it.
    """
    newest = (ENDLESS,)
    for operator, text in re.findall(r"(===?|~=|<=?)\s*([\w.*]+)", specifiers):
        numbers = tuple(int(number) for number in re.findall(r"\d+", re.match(r"[\d.]*", text).group()))
        if not numbers:
            continue
        if operator == "~=":
            bound = numbers[:-1] + (ENDLESS,)
        elif text.endswith("*"):
            bound = numbers + (ENDLESS,)
        else:
            bound = (numbers + (0, 0))[:max(3, len(numbers))]
            bound = numbers + (-1,) if operator == "<" else bound
        newest = min(newest, bound)
    return newest


def _installed(package, file):
    """The version of an installed package, which stands in the name of the folder beside it."""
    folder = os.path.dirname(os.path.dirname(file))
    for path in glob.glob(os.path.join(glob.escape(folder), "*-info")):
        name, _, version = os.path.basename(path).partition("-")
        if normal(name) in providers(package) and re.match(r"\d", version):
            return newest_of("==" + version)
    return None
