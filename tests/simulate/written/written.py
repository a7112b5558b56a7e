"""Small functions, given and expected as text."""

import ast
from dataclasses import dataclass, field
from textwrap import dedent

from prosessi.simulate.written.values import ANY


def function(text):
    """The function of a text."""
    made = ast.parse(dedent(text)).body[0]
    assert isinstance(made, ast.FunctionDef)
    return made


def functions(text):
    """The functions of a text, by their names."""
    return {made.name: made for made in ast.parse(dedent(text)).body}


def told(made):
    """A function as text, without what it says of types."""
    for given in made.args.args:
        given.annotation = None
    return ast.unparse(ast.fix_missing_locations(made))


def same(made, expected):
    """Whether a function is as expected."""
    assert told(made) == told(function(expected))


@dataclass
class Facts:
    """What stands where for ever: a sequence by its name, as a list; None stands for what may change."""

    fixed: dict = field(default_factory=dict)

    def kind(self, sequence):
        return "whole" if sequence != "reals" else ANY

    def changed(self, function):
        return frozenset({"table"}) if function == "change" else None

    def gives_whole(self, function):
        return function == "whole"

    def at(self, sequence, place):
        numbers = self.fixed.get(sequence, [])
        return numbers[place] if -len(numbers) <= place < len(numbers) else None

    def column(self, sequence, length, field):
        numbers = self.fixed.get(sequence, [])[field::length]
        return None if not numbers or None in numbers else tuple(numbers)
