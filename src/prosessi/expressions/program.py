"""Expressions as programs of the stack machine in `prosessi.expressions.machine`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, Protocol

from prosessi.expressions import machine
from prosessi.expressions.kinds import BOOLEAN, UNSET, Coded, DataType, ValueProblem, decode, encode, misfit
from prosessi.expressions.machine import run
from prosessi.expressions.meaning import Apply, Datum, InState, Meaning, Reader, Value
from prosessi.expressions.syntax import Expression

__all__ = [
    "UNSET",
    "Coded",
    "Place",
    "Program",
    "ValueProblem",
    "compile_condition",
    "compile_value",
    "decode",
    "encode",
    "misfit",
    "run",
    "unset_in",
]

MOST_REMEMBERED = 1024

_WORDS: Final[dict[str, int]] = {
    "not": machine.NOT,
    "minus": machine.MINUS,
    "set": machine.SET,
    "empty": machine.EMPTY,
    "and": machine.AND,
    "or": machine.OR,
    "==": machine.EQ,
    "!=": machine.NE,
    "<": machine.LT,
    "<=": machine.LE,
    ">": machine.GT,
    ">=": machine.GE,
    "in": machine.IN,
    "+": machine.ADD,
    "less": machine.LESS,
    "*": machine.TIMES,
}


class Place(Protocol):
    """Where a piece of case data is kept, and what it can be."""

    @property
    def index(self) -> int:
        """Its slot."""

    @property
    def type(self) -> DataType:
        """Its type."""


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled expression.

    `reads` are the names of the case data that it asks about, `slots` the same with their slots in the order of the
    text, without those that are only asked whether they are set. `states` are the ids it asks `active()` about.
    """

    text: str
    ops: tuple[int, ...]
    arguments: tuple[float, ...]
    reads: frozenset[str]
    slots: tuple[tuple[str, int], ...]
    states: tuple[int, ...]
    depth: int
    _pick: Callable[[Any], object] = field(compare=False, repr=False)
    _known: dict[object, float] = field(compare=False, repr=False, default_factory=dict)

    @property
    def asks_active(self) -> bool:
        """Whether the result depends on the states and not only on the data."""
        return bool(self.states)

    def evaluate(self, data: Sequence[Coded], active: Collection[int] = ()) -> float:
        """Run on coded `data`, with `active` the ids of the active states. A truth is 1, 0, or NaN for unknown.

        What `run` gave for the same answers before is remembered, so that a guard costs one look-up.
        """
        key = self._pick(data)
        if self.states:
            key = key, tuple(state in active for state in self.states)
        found = self._known.get(key)
        return self._run(key, data, active) if found is None else found

    def _run(self, key: object, data: Sequence[Coded], active: Collection[int]) -> float:
        flags = [0] * (max(self.states, default=-1) + 1)
        for state in self.states:
            flags[state] = int(state in active)
        # Text is never asked about: reading an expression refuses it.
        result = run(self.ops, self.arguments, data, flags, [0.0] * self.depth)  # type: ignore[arg-type]
        if result != result:  # noqa: PLR0124  # one object for everything that is unset
            result = UNSET
        if len(self._known) < MOST_REMEMBERED:
            self._known[key] = result
        return result


def compile_condition(
    expression: Expression, slots: Mapping[str, Place], states: Mapping[str, int] | None = None
) -> Program:
    """Compile what must be true or false. Raises the first `ExpressionProblem` of an expression that is wrong."""
    return compile_value(expression, BOOLEAN, slots, states)


def compile_value(
    expression: Expression, kind: DataType, slots: Mapping[str, Place], states: Mapping[str, int] | None = None
) -> Program:
    """Compile what gives a value of the type `kind`. Raises the first `ExpressionProblem`.

    The result can still be outside the bounds of the data; `misfit` says so.
    """
    reader = Reader({name: slot.type for name, slot in slots.items()}, states or {})
    meaning = reader.read(expression, kind)
    if reader.problems:
        raise reader.problems[0]
    return _Writer(slots, states or {}).program(expression.text, meaning)


def unset_in(program: Program, data: Sequence[Coded]) -> tuple[str, ...]:
    """The names of the unset data that can have made a result unknown, in the order of the text."""
    names = (name for name, slot in program.slots if data[slot] != data[slot])
    return tuple(dict.fromkeys(names))


class _Writer:
    """Writes the operations of one meaning, operands before what is done with them."""

    def __init__(self, slots: Mapping[str, Place], states: Mapping[str, int]) -> None:
        self.slots = slots
        self.states = states
        self.code: list[tuple[int, float]] = []
        self.read: dict[tuple[str, int], bool] = {}
        self.asked: dict[int, None] = {}

    def program(self, text: str, meaning: Meaning) -> Program:
        depth = self.write(meaning)
        picked = dict.fromkeys(slot for _, slot in self.read)
        return Program(
            text,
            tuple(op for op, _ in self.code),
            tuple(argument for _, argument in self.code),
            frozenset(name for name, _ in self.read),
            tuple(slot for slot, matters in self.read.items() if matters),
            tuple(self.asked),
            depth,
            itemgetter(*picked) if picked else _nothing,
        )

    def write(self, meaning: Meaning) -> int:
        """Write a part, and give how much of the stack it needs."""
        match meaning:
            case Value(number=number):
                self.code.append((machine.PUSH, number))
            case Datum(name=name):
                self.datum(name, matters=True)
            case InState(state=state):
                self.asked[self.states[state]] = None
                self.code.append((machine.ACTIVE, float(self.states[state])))
            case Apply(word="set", operands=(Datum(name=name),)):
                self.datum(name, matters=False)
                self.code.append((machine.SET, 0.0))
            case Apply(word=word, operands=operands):
                needed = max(place + self.write(operand) for place, operand in enumerate(operands))
                self.code.append((_WORDS[word], 0.0))
                return needed
        return 1

    def datum(self, name: str, *, matters: bool) -> None:
        slot = self.slots[name].index
        self.read[name, slot] = self.read.get((name, slot), False) or matters
        self.code.append((machine.LOAD, float(slot)))


def _nothing(_: Sequence[Coded]) -> None:
    """A program without data depends on none."""
