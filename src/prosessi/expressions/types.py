"""What is wrong with an expression that takes one kind of data for another, or asks about what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from prosessi.expressions.kinds import BOOLEAN, DataType
from prosessi.expressions.meaning import Apply, Datum, InState, Meaning, Reader
from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.syntax import Expression

__all__ = ["BOOLEAN", "DataType", "check", "names_in", "states_in"]


def check(
    expression: Expression,
    data: Mapping[str, DataType],
    states: Collection[str] = (),
    expected: DataType | None = None,
) -> Iterator[ExpressionProblem]:
    """What is wrong with an expression over `data` and `states`, whose whole has to be of the type `expected`.

    Problems come in the order of the text, one for a mistake. They are given, never raised.
    """
    reader = Reader(data, states)
    reader.read(expression, expected)
    yield from sorted(reader.problems, key=lambda problem: (problem.start, problem.end))


def names_in(
    expression: Expression, data: Mapping[str, DataType], expected: DataType | None = None
) -> tuple[Datum, ...]:
    """The case data that an expression asks about, with their places, in the order of the text.

    The types are needed since a bare word can also be a choice.
    """
    meaning = Reader(data, ()).read(expression, expected)
    return tuple(sorted((part for part in _leaves(meaning) if isinstance(part, Datum)), key=lambda part: part.start))


def states_in(expression: Expression, states: Collection[str]) -> tuple[InState, ...]:
    """The states that an expression asks about with `active()`, with their places."""
    meaning = Reader({}, states).read(expression, None)
    return tuple(sorted((part for part in _leaves(meaning) if isinstance(part, InState)), key=lambda part: part.start))


def _leaves(meaning: Meaning) -> Iterator[Meaning]:
    if isinstance(meaning, Apply):
        for operand in meaning.operands:
            yield from _leaves(operand)
    else:
        yield meaning
