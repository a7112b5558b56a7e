"""What the compiled loop relies on of its source: that a sequence which is written has one name throughout."""

from __future__ import annotations

import ast
import inspect

import pytest

from prosessi.simulate import heap, kernel, worktime

ROOMS = (heap, worktime, *kernel.ROOMS)
WRITTEN = {name for name, kind in kernel.advance.__annotations__.items() if kind not in {"Ints", "Floats", "int"}}
CALLED = """
def inner(at, data): data[0] = 1.0
def outer(at, data, stack): inner(at, {given})
"""


def functions(sources):
    trees = [ast.parse(source) for source in sources]
    return {made.name: made for tree in trees for made in tree.body if isinstance(made, ast.FunctionDef)}


def under_other_names(made):
    """Every call that hands a sequence that is written over under another name."""
    for function in made.values():
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            called = made.get(call.func.id) if isinstance(call.func, ast.Name) else None
            for given, taken in zip(call.args, called.args.args if called else (), strict=False):
                name = given.id if isinstance(given, ast.Name) else ""
                if name != taken.arg and {name, taken.arg} & WRITTEN - {"return"}:
                    yield function.name, called.name, name, taken.arg


def test_what_is_written_has_one_name_throughout():
    assert [*under_other_names(functions(map(inspect.getsource, ROOMS)))] == []


@pytest.mark.parametrize(("given", "found"), [("data", []), ("stack", [("outer", "inner", "stack", "data")])])
def test_a_sequence_handed_over_under_another_name_is_found(given, found):
    assert [*under_other_names(functions([CALLED.format(given=given)]))] == found
