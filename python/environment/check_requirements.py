"""Tells whether an interpreter already has what a requirements.txt asks for. Run by that interpreter, 2.7 or 3.

    python check_requirements.py <requirements.txt> [<package> ...] [+<module> ...]

Prints one line: ``requirements``, a tab, and what is lacking; nothing behind the tab when all is there. As for pip, a
package that is installed is there when its version fits and what it requires itself is there too; hashes speak of files
to download, indexes of where from. What no version can tell, such as a path, counts as lacking. The packages that are
named behind the file, as indexes compare names, are not looked for; modules behind a ``+`` must be found, too, whatever
package brings them.
"""
from __future__ import print_function

import glob
import io
import os
import re
import sys
from sysconfig import get_config_var

# Where it would be downloaded from does not matter for what is installed.
IGNORED = ("-i", "--index-url", "--extra-index-url", "--no-index", "-f", "--find-links", "--trusted-host", "--pre",
           "--prefer-binary", "--only-binary", "--no-binary", "--require-hashes")
REQUIREMENTS = ("-r", "--requirement")
CONSTRAINTS = ("-c", "--constraint")


class Lacking(Exception):
    """The message says what is not there, or cannot be told."""


def main(path, names=()):
    modules = [name[1:] for name in names if name.startswith("+")]
    replaced = [name for name in names if not name.startswith("+")]
    try:
        packaging = import_packaging()
        check(path, packaging, installed_packages(packaging), replaced)
        for module in modules:
            check_module(module)
        lacking = u""
    except Lacking as error:
        lacking = error.args[0]
    except Exception as error:
        lacking = u"what is installed cannot be told (%s: %s)" % (type(error).__name__, error)
    print("requirements\t" + ascii_text(lacking))


def check_module(name):
    """:raises Lacking: there is no such module"""
    from importlib.util import find_spec
    spec = find_spec(name)
    if spec is None or spec.origin in (None, "namespace"):
        raise Lacking(u"%s is not installed" % name)


def ascii_text(text):
    text = u" ".join(text.split())
    return text.encode("ascii", "backslashreplace").decode("ascii")


def import_packaging():
    """pip's own judge of versions, specifiers and markers; from ensurepip where pip itself is not installed."""
    try:
        import pip._vendor
    except ImportError:
        import ensurepip
        # Linux distributions keep them in a folder of their own.
        folders = [os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"), get_config_var("WHEEL_PKG_DIR")]
        wheels = [wheel for folder in folders if folder for wheel in glob.glob(os.path.join(folder, "pip-*.whl"))]
        sys.path.extend(sorted(wheels)[-1:])
        import pip._vendor
        # It is not installed, so it must not be found there.
        del sys.path[-1]
    import pip._vendor.packaging.requirements
    import pip._vendor.packaging.utils
    return pip._vendor.packaging


def installed_packages(packaging):
    """By canonical name: the version, and a function that gives the requirements (texts) of a list of extras."""
    packages = {}
    for name, version, requires in _distributions():
        # The first on sys.path is the one that is imported.
        packages.setdefault(packaging.utils.canonicalize_name(name), (version, requires))
    return packages


def _distributions():
    try:
        from importlib import metadata
    except ImportError:
        from pip._vendor import pkg_resources
        for package in pkg_resources.WorkingSet():
            yield package.project_name, package.version, lambda extras, package=package: [
                str(requirement) for requirement in package.requires([e for e in extras if e in package.extras])]
        return
    for package in metadata.distributions():
        name = package.metadata["Name"]
        if name:
            yield name, package.version, lambda extras, package=package: package.requires or []


def check(path, packaging, packages, replaced=()):
    """
    :param replaced: names of packages that need not be there
    :raises Lacking: not everything is there
    """
    wanted, constraints = [], []
    for line, is_constraint in read_lines(path):
        if name_in(line) not in replaced:
            (constraints if is_constraint else wanted).append(parse(line, packaging))
    checker = Checker(packaging, packages, constraints)
    for requirement in wanted:
        checker.check(requirement, [u""])


def read_lines(path, is_constraint=False, above=()):
    """The requirements in a file and in those that it names: (text, whether it only constrains)."""
    if path in above:
        return
    for line in logical_lines(path):
        option, value = re.match(r"(-[a-z]|--[a-z-]+)?[\s=]*(.*)$", line).groups()
        if option is None:
            yield line, is_constraint
        elif option in REQUIREMENTS + CONSTRAINTS:
            nested = os.path.join(os.path.dirname(path), value)
            for inner in read_lines(nested, is_constraint or option in CONSTRAINTS, above + (path,)):
                yield inner
        elif option not in IGNORED:
            raise Lacking(u"%s cannot be told from what is installed" % line)


def logical_lines(path):
    try:
        with io.open(path, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (IOError, OSError) as error:
        raise Lacking(u"%s cannot be read (%s)" % (os.path.basename(path), error.strerror))
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        if line:
            yield line


def name_in(line):
    """The package that a line names, by an ``#egg=`` or a wheel's file too, as indexes compare names."""
    patterns = (r"#egg=([\w.-]+)", r"(?:^|/)([\w.]+)-\d[^/]*\.whl", r"^([\w.-]+)")
    found = [match.group(1) for match in (re.search(pattern, line) for pattern in patterns) if match]
    return re.sub(r"[-_.]+", u"-", found[0] if found else u"").lower()


def parse(line, packaging):
    text = re.sub(r"\s--hash[\s=]\S+", "", line)
    try:
        # pip itself would put the values of ${VARIABLES} in.
        requirement = None if "${" in text else packaging.requirements.Requirement(text)
    except packaging.requirements.InvalidRequirement:
        requirement = None
    if requirement is None or requirement.url:
        raise Lacking(u"%s cannot be told from what is installed" % text)
    return requirement


class Checker(object):
    """Checks requirements, and those of the packages that satisfy them, each once."""

    def __init__(self, packaging, packages, constraints):
        self._packaging = packaging
        self._packages = packages
        self._constraints = constraints
        self._seen = set()

    def check(self, requirement, extras):
        """
        :param extras: those of the package that requires it, as its marker may ask for one; "" stands for none
        :raises Lacking: it is not there
        """
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            return
        key = (self._name(requirement), frozenset(requirement.extras))
        if key in self._seen:
            return self._check_version(requirement)
        self._seen.add(key)
        self._check_version(requirement)
        _, requires = self._packages[key[0]]
        for text in requires(sorted(requirement.extras)):
            self.check(parse(text, self._packaging), [u""] + sorted(requirement.extras))

    def _check_version(self, requirement):
        name = self._name(requirement)
        if name not in self._packages:
            raise Lacking(u"%s is not installed" % requirement)
        version, _ = self._packages[name]
        same = [constraint for constraint in self._constraints if self._name(constraint) == name]
        for asked in [requirement] + [c for c in same if not c.marker or c.marker.evaluate({"extra": u""})]:
            if not asked.specifier.contains(version, prereleases=True):
                raise Lacking(u"%s is asked for and %s is installed" % (asked, version))

    def _name(self, requirement):
        return self._packaging.utils.canonicalize_name(requirement.name)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
