"""What never changes in a run of a setup, so that the loop that is written out for it need not ask."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prosessi.simulate import layout
from prosessi.simulate.written.trees import expressions
from prosessi.simulate.written.values import ANY

FIXED: Final = ("odds", "streams", "roles", "lists", "decisions", "decision_streams", "ways", "defaults", "bounds")
"""Sequences that stay as they are laid out."""

LEARNT: Final = (
    "rows", "nodes", "constants", "landings", "deeds", "places", "offers", "limits", "standings", "programs", "codes",
    "arguments",
)  # fmt: skip
"""Sequences that stay as they are until something is learnt."""

TERMS: Final = (
    layout.TURN_BITS, layout.SLOTS, layout.WATCHES, layout.CAUSES, layout.ROLES, layout.LEVELS, layout.PROCESSES,
    layout.COUNTED_FROM, layout.UNTIL, layout.RUN_DRY, layout.LOGGING, layout.OUT_SIZE,
    layout.DAY_ZERO, layout.ORDINAL, layout.SPAN_END, layout.KEEPERS,
)  # fmt: skip
"""What the loop goes by that stays as it is put down at the beginning."""

TABLES: Final[Mapping[str, tuple[int, frozenset[int]]]] = {
    "tasks": (layout.TASK_SIZE, frozenset()),
    "crews": (layout.CREW_SIZE, frozenset({layout.SIZE})),
    "processes": (layout.PROCESS_SIZE, frozenset({layout.COMING_FROM, layout.COMING_TO})),
}
"""Tables of which the loop changes some fields: how long a record is, and which fields others change."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands where for ever. Two runs with the same facts have the same loop."""

    terms: tuple[int, ...]
    fixed: tuple[tuple[int | float | None, ...], ...]
    tables: tuple[tuple[int, ...], ...]
    learnt: tuple[tuple[int | float | None, ...], ...] = ()


Changing = Mapping[str, frozenset[int]]
"""Which fields of the records of a table may change."""


def facts_of(lists: Mapping[str, Sequence[Any]], changing: Changing, *, learnt: bool) -> Facts:
    """The facts of a run, with what was learnt so far or without."""
    return Facts(
        tuple(int(lists["terms"][term]) for term in TERMS),
        tuple(_comparable(lists[each]) for each in FIXED),
        tuple(
            tuple(0 if i % length in changing[each] else number for i, number in enumerate(lists[each]))
            for each, (length, _) in TABLES.items()
        ),
        tuple(_comparable(lists[each]) for each in LEARNT) if learnt else (),
    )


def _comparable(numbers: Sequence[Any]) -> tuple[Any, ...]:
    """Numbers that are the same as themselves; None for what is unset, which is not."""
    return tuple(None if number != number else number for number in numbers)  # noqa: PLR0124


def changing_in(functions: Mapping[str, ast.FunctionDef]) -> Changing:
    """The fields that functions change, by how they write their places: a record, or a record and a number."""
    found = {each: set(changed) for each, (_, changed) in TABLES.items()}
    for function in functions.values():
        for each in expressions(function.body):
            match each:
                case ast.Subscript(value=ast.Name(table), ctx=ast.Store(), slice=index) if table in found:
                    found[table] |= _field_of(index, TABLES[table][0])
    return {each: frozenset(fields) for each, fields in found.items()}


def _field_of(index: ast.expr, length: int) -> set[int]:
    """Which field is meant by an index; any, if that is not plain."""
    match index:
        case ast.BinOp(op=ast.Add(), right=ast.Constant(value=int(field))):
            return {field}
        case ast.Name() | ast.BinOp(op=ast.Mult()):
            return {0}
    return set(range(length))


@dataclass(slots=True)
class Known:
    """The facts as `numbering` asks for them."""

    terms: Mapping[int, int]
    fixed: Mapping[str, tuple[Any, ...]]
    lengths: Mapping[str, int]
    changing: Mapping[str, frozenset[int]]
    kinds: Mapping[str, str]
    changes: Mapping[str, frozenset[str]]
    whole: frozenset[str]

    def kind(self, sequence: str) -> str:
        """What stands in a sequence."""
        return self.kinds.get(sequence, ANY)

    def changed(self, function: str) -> frozenset[str] | None:
        """The sequences that a function changes; None if that is not known."""
        return self.changes.get(function)

    def gives_whole(self, function: str) -> bool:
        """Whether a function gives whole numbers."""
        return function in self.whole

    def at(self, sequence: str, place: int) -> Any:
        """What stands at a place for ever; None if it may change."""
        if sequence == "terms":
            return self.terms.get(place)
        numbers = self.fixed.get(sequence)
        if numbers is None or not -len(numbers) <= place < len(numbers):
            return None
        length = self.lengths.get(sequence)
        return None if length and place % length in self.changing[sequence] else numbers[place]

    def column(self, sequence: str, length: int, field: int) -> tuple[Any, ...] | None:
        """What stands for ever in a field of each record; None if it may change."""
        numbers = self.fixed.get(sequence)
        if numbers is None or field in self.changing.get(sequence, ()) or self.lengths.get(sequence, length) != length:
            return None
        found = numbers[field::length]
        return None if None in found else found
