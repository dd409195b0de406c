"""What a script's own text says, without any interpreter: plain data, made in a process of its own."""
import os

from evalbridge_runner.dialects.taichu.service_file import NAMES, own_run
from evalbridge_runner.dialects.tiinfer import is_program
from evalbridge_tools.doctor import contract, names, paddle, removals, semantics, taichu, tiinfer, wants
from evalbridge_tools.doctor.entries import find_entries, generation_of
from evalbridge_tools.doctor.modules import Layout, Program, compiled_for
from evalbridge_tools.doctor.problems import ERROR, problem
from evalbridge_tools.doctor.python2 import construct


def survey(script, folder, working_folder, python_path, python2, dialect, env, args, documents):
    """The facts of one script and of the modules of its folder that it imports.

    :param working_folder: what relative paths start from
    :param python2: whether Python 2 will run it
    :param env: the environment of its workers, as far as it is known
    :param args: its command line
    :param documents: JSON text of the YAML files that configure it, by absolute path
    """
    layout = Layout(folder, python_path, python2, dialect)
    main = _runs_as_main(script, dialect)
    program = Program(script, layout, working_folder, main)
    sources = program.sources.values()
    problems = [found for source in sources for found in _unreadable(source)]
    generation, entries, found, models = _contract(program, script, folder, dialect, env, main, args, documents)
    problems += found
    for source in sources:
        problems += contract.check_source(source) if dialect == "ava" else []
        problems += contract.check_exits(source) if source.path != script or not main else []
    problems += names.check(program)
    return {
        "generation": generation,
        "entries": entries,
        "sources": [_source(source) for source in sources],
        "constructs": [found for source in sources for found in _constructs(source, program)],
        "imports": [_import(path, wanted, found) for path, wanted, found in program.imports],
        "compiled": [{"file": path, "python": compiled_for(path)} for path in program.compiled],
        "wants": [want for source in sources for want in wants.wants_of(source, working_folder, dialect)],
        "uses": [used for source in sources for used in removals.uses(source)],
        "own": layout.own_modules(),
        "roots": layout.roots,
        "models": models,
        "problems": problems,
    }


def _runs_as_main(script, dialect):
    """Whether a script is started as it is, ``__main__``, as its platform did."""
    try:
        if dialect == "tiinfer":
            return is_program(script)
        if dialect == "paddle":
            return True
        return dialect == "taichu" and os.path.basename(script) not in NAMES and own_run(script) is not None
    except OSError:
        return False


def _contract(program, script, folder, dialect, env, main, args, documents):
    """(generation of ava's, entries, problems, models of config.yml) of a script against the contract of its platform."""
    readable = program.sources[script].tree is not None
    if dialect == "ava":
        entries = find_entries(program, script)
        generation = generation_of(entries)
        problems = contract.check(entries, generation, script) if readable else []
        return generation, [_entry(entry) for entry in entries.values()], problems, []
    if not readable:
        return "", [], [], []
    models = []
    if dialect == "paddle":
        entries, problems, models = paddle.examine(program, script, folder, args, documents)
    elif dialect == "tiinfer":
        entries, problems = tiinfer.examine(program, script, env, main)
    else:
        entries, problems = taichu.examine(program, script, folder)
    if program.layout.python2:
        problems.append(problem(ERROR, "python3", script, 0, "%s is for Python 3.6 or newer" % dialect,
                                'set "python:" in release.yaml to one'))
    return "", entries, problems, models


def _unreadable(source):
    if not source.errors:
        return []
    # What only Python 2 or 3 has against it is not worth two problems.
    third = [error for error in source.errors if error["python"] != 2] or source.errors
    text = "; ".join(_error_text(error) for error in source.errors)
    return [problem(ERROR, "unreadable", source.path, third[0]["line"], text,
                    "correct it: neither Python 2 nor Python 3 reads it")]


def _error_text(error):
    language = "Python %d: " % error["python"] if error["python"] else ""
    place = ", line %d" % error["line"] if error["line"] and language else ""
    return "%s%s%s" % (language, error["message"], place)


def _entry(entry):
    return {"name": entry.name, "file": entry.file, "line": entry.line, "decorator": entry.handler}


def _source(source):
    return {"file": source.path, "lines": source.lines, "encoding": source.encoding, "pythons": list(source.pythons),
            "readable": source.tree is not None}


def _constructs(source, program):
    found = source.constructs + semantics.constructs(source) + _implicit(source, program)
    return [dict(one, file=source.path) for one in sorted(found, key=lambda one: one["line"])]


def _implicit(source, program):
    """Imports that only Python 2 resolves beside the importing module."""
    beside = [wanted for path, wanted, found in program.imports
              if path == source.path and found is not None and program.layout.is_beside(wanted, path)]
    return [construct("implicit-relative", wanted.line, source.line_at(wanted.line)) for wanted in beside]


def _import(path, wanted, found):
    place = wanted.place
    return {
        "file": path, "line": wanted.line, "module": wanted.module, "names": list(wanted.names), "level": wanted.level,
        "function": place.function, "main": place.main,
        "attempt": place.attempt.lineno if place.attempt is not None else 0,
        "fallback": place.fallback.lineno if place.fallback is not None else 0,
        "found": list(found.files) if found is not None else [],
    }
