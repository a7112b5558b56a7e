"""What the compiled loop relies on of its source, and that it is made once for all who have the same."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from prosessi.expressions import machine
from prosessi.simulate import drawing, heap, kernel, worktime

CALLED = (machine, drawing, heap, worktime)
WRITTEN = {name for name, kind in kernel.SEQUENCES.items() if kind not in {"Ints", "Floats"}}
CALLS = """
def inner(at, data, codes): data[0] = codes[1]
def outer(at, data, codes, stack): inner(at, {given})
"""
SCENARIO = Path(__file__).parents[2] / "processes" / "jalkihuolto" / "kainuu.scenario.yaml"
RUN = """
import sys
from dataclasses import replace
from pathlib import Path
from prosessi.api import load_scenario
from prosessi.simulate.engine import simulate

setup = replace(load_scenario(Path(sys.argv[1])).setup, until=None, cases=500)
run = simulate(setup, engine="compiled")
print("numba" in sys.modules, run.events, run.worked, [[*map(int, table.ended)] for table in run.cases])
"""


def functions(sources):
    trees = [ast.parse(source) for source in sources]
    return {made.name: made for tree in trees for made in tree.body if isinstance(made, ast.FunctionDef)}


def under_other_names(made, names):
    """Every call that hands a sequence of these names over under another name."""
    for function in made.values():
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            called = made.get(call.func.id) if isinstance(call.func, ast.Name) else None
            for given, taken in zip(call.args, called.args.args if called else (), strict=False):
                name = given.id if isinstance(given, ast.Name) else ""
                if name != taken.arg and {name, taken.arg} & names:
                    yield function.name, called.name, name, taken.arg


def test_what_is_written_has_one_name_throughout():
    made = functions(map(inspect.getsource, (*CALLED, *kernel.ROOMS)))

    assert [*under_other_names(made, WRITTEN)] == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("data, codes", []),
        ("stack, codes", [("outer", "inner", "stack", "data")]),
        ("data, at", [("outer", "inner", "at", "codes")]),
    ],
)
def test_a_sequence_handed_over_under_another_name_is_found(given, found):
    assert [*under_other_names(functions([CALLS.format(given=given)]), set(kernel.SEQUENCES))] == found


def hidden(sources):
    """Every function that has something else under the name of a sequence."""
    for name, function in functions(sources).items():
        own = {each.arg for each in function.args.args}
        own |= {
            each.id for each in ast.walk(function) if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)
        }
        if own & set(kernel.SEQUENCES):
            yield name


def test_in_the_loop_the_name_of_a_sequence_means_nothing_else():
    assert [*hidden(map(inspect.getsource, kernel.ROOMS))] == []


@pytest.mark.parametrize("written", ["def f(data): pass", "def f():\n    for data in at: pass", "def f(): data = 1"])
def test_a_sequence_that_is_hidden_is_found(written):
    assert [*hidden([written])] == ["f"]


@pytest.fixture(scope="module")
def compiled():
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    return import_module("prosessi.simulate.compiled")


def unsealed(sources):
    """The modules by which the loop is as it is, and that are not among these."""
    nodes = (node for room in kernel.ROOMS for node in ast.walk(ast.parse(inspect.getsource(room))))
    used = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module.startswith("prosessi.")}
    return used - set(sources)


def test_all_that_the_loop_is_made_of_is_in_its_fingerprint(compiled):
    assert unsealed(compiled.SOURCES) == set()


@pytest.mark.parametrize("module", ["prosessi.simulate.layout", "prosessi.simulate.run", "prosessi.simulate.heap"])
def test_a_module_left_out_of_the_fingerprint_is_found(module, compiled):
    assert unsealed(set(compiled.SOURCES) - {module}) == {module}


def test_another_source_has_another_fingerprint(compiled, monkeypatch):
    before, text = compiled.fingerprint(), compiled._source
    each = []
    for changed in compiled.SOURCES:
        monkeypatch.setattr(compiled, "_source", lambda name, it=changed: text(name) + b" " * (name == it))
        each.append(compiled.fingerprint())

    assert len({before, *each}) == len(compiled.SOURCES) + 1


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A run that had to make the machine code, and one after that."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    environment = {**os.environ, "PROSESSI_CACHE": str(tmp_path_factory.mktemp("kept"))}
    command = [sys.executable, "-c", RUN, str(SCENARIO)]
    ran = [subprocess.run(command, env=environment, capture_output=True, check=True, text=True) for _ in range(2)]
    return [each.stdout.split(" ", 1) for each in ran]


def test_machine_code_that_was_kept_gives_the_same_run(runs):
    (_, first), (_, second) = runs

    assert first == second
    assert first.count(",") > 100


def test_numba_is_there_when_machine_code_is_made_and_not_when_it_was_kept(runs):
    assert [numba for numba, _ in runs] == ["True", "False"]
