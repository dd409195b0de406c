"""Everything that stands between a script and its being served, in one form."""

# It will not run until somebody changes the script or where it lies.
ERROR = "error"
# It will run when something is supplied: a package, a file, a parameter.
MISSING = "missing"
# It will run, but not as its author may expect.
WARNING = "warning"
NOTE = "note"
SEVERITIES = (ERROR, MISSING, WARNING, NOTE)


def problem(severity, rule, file, line, text, remedy):
    """One problem as the report holds it.

    :param rule: a name for machines
    :param file: absolute path
    :param line: 0 when it is none in particular
    :param text: what is wrong
    :param remedy: what to do
    """
    return {"severity": severity, "rule": rule, "file": file, "line": line, "text": text, "remedy": remedy}


def in_order(problems):
    """By severity, then as they stand in the files; the same thing is said once."""
    unique = []
    for found in problems:
        if found not in unique:
            unique.append(found)
    return sorted(unique, key=lambda found: (SEVERITIES.index(found["severity"]), found["line"] == 0 and 1))
