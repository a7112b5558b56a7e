"""The values of case data between which no condition tells a difference.

A condition that compares a number with 300 answers alike for all numbers below it. So the values of a datum fall
into cells, and one value of each cell, its representative, stands for all of them. Where conditions compare data with
one another, or reckon with them, cells are only a good choice of values to try and prove nothing; `proof` says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import ceil, floor
from types import MappingProxyType
from typing import Literal, Protocol

from prosessi.expressions import machine
from prosessi.expressions.kinds import Coded, DataType, bounds
from prosessi.expressions.program import Program

MOST_SUBSETS = 256
"""More subsets of a set than this are not tried."""

SOME_DAY = date(2026, 3, 2).toordinal()
"""The representative of a date that nobody compares with another."""

_COMPARISONS = frozenset({machine.EQ, machine.NE, machine.LT, machine.LE, machine.GT, machine.GE})
_ARITHMETIC = frozenset({machine.MINUS, machine.ADD, machine.LESS, machine.TIMES})


class Place(Protocol):
    """Where a piece of case data is kept, and what it can be."""

    @property
    def index(self) -> int:
        """Its slot."""

    @property
    def type(self) -> DataType:
        """Its type."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one datum: a representative of each, in order, and the constants that divide them.

    `proof` says that the representatives stand for every value there is.
    """

    kind: DataType
    values: tuple[float, ...]
    cuts: tuple[float, ...]
    proof: bool = True
    minds_empty: bool = False
    counts: Literal["no", "up", "down", "freely"] = "no"

    def representative(self, value: Coded) -> Coded:
        """The value that stands for the cell of `value`; what is unset stands for itself.

        A counter keeps its own value as long as it can still come to a cut. So does an amount that conditions reckon
        with or compare with another, unless it counts without end: none of its values stands for others.
        """
        if isinstance(value, str) or value != value or value in self.values or self._alone:  # noqa: PLR0124
            return value
        if self.counts != "no":
            return self._counted(value)
        match self.kind.kind:
            case "integer" | "number" | "date":
                return self._between(value)
            case "choice":
                return next((each for each in self.values if each not in self.cuts), value)
            case "set":
                kept = float(int(value) & sum(1 << int(choice) for choice in self.cuts))
                return next((v for v in self.values if _like(v, kept, value, self)), kept)
        return value

    def single(self, value: Coded) -> bool:
        """Whether a value is alone in its cell."""
        return self.alike(value) == 1 and (not self.kind.ordered or value != value or value in self.cuts)  # noqa: PLR0124

    def alike(self, value: Coded) -> int:
        """How many choices or subsets are in the cell of a value. A stretch of numbers or days counts as one."""
        if isinstance(value, str) or value != value:  # noqa: PLR0124
            return 1
        if self.kind.kind == "choice":
            return 1 if value in self.cuts else len(self.kind.of) - len(self.cuts)
        if self.kind.kind != "set":
            return 1
        unnamed = 1 << len(self.kind.of) - len(self.cuts)
        named = int(value) & sum(1 << int(choice) for choice in self.cuts)
        if self.minds_empty and not named:
            return unnamed - 1 if value else 1
        return unnamed

    @property
    def _alone(self) -> bool:
        """Whether every value of an amount stands for itself, and there are only so many of them."""
        ends = self.counts == "no" or None not in {self.kind.min, self.kind.max}
        return self.kind.ordered and not self.proof and ends

    def _counted(self, value: float) -> float:
        if not self.cuts:
            return self.values[0]
        if self.counts == "up":
            return min(value, self.cuts[-1] + 1)
        return max(value, self.cuts[0] - 1) if self.counts == "down" else value

    def _between(self, value: float) -> float:
        """The representative that no cut parts from `value`."""
        at = bisect_left(self.cuts, value)
        lower = self.cuts[at - 1] if at else float("-inf")
        upper = self.cuts[at] if at < len(self.cuts) else float("inf")
        return next((each for each in self.values if lower < each < upper), value)


@dataclass(slots=True)
class _Asked:
    """What conditions ask about one datum.

    `whole`: they compare a set as a whole and not by its choices. `alike`: choices that come all or not at all.
    """

    kind: DataType
    whole: bool = False
    cuts: set[float] = field(default_factory=set)
    proof: bool = True
    minds_empty: bool = False
    counts: Literal["no", "up", "down", "freely"] = "no"
    alike: frozenset[float] = frozenset()


_Operand = tuple[Literal["slot", "constant", "mixed", "truth"], tuple[int, ...], float]


def cells_of(
    conditions: Iterable[Program],
    slots: Sequence[Place],
    assigned: Collection[tuple[int, Program]] = (),
    alike: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> tuple[Cells, ...]:
    """The cells into which `conditions`, all together, divide the values of each slot.

    `assigned` are the slots that actions give a value, each with what it is given. `alike` are choices of sets of
    which it is enough to have all or none.
    """
    asked = {slot.index: _Asked(slot.type) for slot in slots}
    conditions = tuple(conditions)
    for program in conditions:
        _read(program, asked)
    matters = {slot for program in conditions for slot in loads(program)}
    for _ in assigned:
        for slot, value in assigned:
            if slot in matters:
                matters |= loads(value)
    for slot, value in assigned:
        _assigned(slot, value, asked, matters=slot in matters)
    for slot, choices in alike.items():
        asked[slot].alike = frozenset(map(float, choices))
    return tuple(_cells(slot.type, asked[slot.index]) for slot in slots)


def _assigned(slot: int, value: Program, asked: dict[int, _Asked], *, matters: bool) -> None:
    """Note what an action does to the cells: a counter goes one way, a copy is cut like its original."""
    sources = loads(value)
    if not sources:
        return
    step = _step(slot, value)
    if not matters:
        asked[slot].counts = "freely"
    elif step is not None:
        way: Literal["up", "down"] = "up" if step >= 0 else "down"
        asked[slot].counts = way if asked[slot].counts in {"no", way} else "freely"
    elif value.ops == (machine.LOAD,):
        [source] = sources
        asked[source].cuts |= asked[slot].cuts
    elif asked[slot].kind.kind != "boolean":
        asked[slot].counts = "freely"
        _unproven((slot, *sources), asked)
    else:
        _read(value, asked)


def _step(slot: int, value: Program) -> float | None:
    """By how much an action changes a counter: `n + 1` by one; None for anything else."""
    operations = tuple(zip(value.ops, value.arguments, strict=True))
    match operations:
        case ((machine.LOAD, source), (machine.PUSH, by), (machine.ADD, _)) | (
            (machine.PUSH, by),
            (machine.LOAD, source),
            (machine.ADD, _),
        ) if source == slot:
            return by
        case ((machine.LOAD, source), (machine.PUSH, by), (machine.LESS, _)) if source == slot:
            return -by
    return None


def loads(program: Program) -> frozenset[int]:
    """The slots that a program looks at in any way, even if it only asks whether they are set."""
    return frozenset(
        int(argument) for op, argument in zip(program.ops, program.arguments, strict=True) if op == machine.LOAD
    )


def asked_whether_set(program: Program) -> frozenset[int]:
    """The slots of which a program asks whether they are set."""
    operations = tuple(zip(program.ops, program.arguments, strict=True))
    return frozenset(
        int(argument)
        for (op, argument), (following, _) in pairwise(operations)
        if op == machine.LOAD and following == machine.SET
    )


def _read(program: Program, asked: dict[int, _Asked]) -> None:
    """Follow a program with operands that know where they come from, and note what is compared with what."""
    stack: list[_Operand] = []
    for op, argument in zip(program.ops, program.arguments, strict=True):
        if op == machine.PUSH:
            stack.append(("constant", (), argument))
        elif op == machine.LOAD:
            stack.append(("slot", (int(argument),), 0.0))
        elif op == machine.ACTIVE:
            stack.append(("truth", (), 0.0))
        elif op <= machine.EMPTY:
            stack.append(_one(op, stack.pop(), asked))
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(_two(op, left, right, asked))
    for kind, sources, _ in stack:
        if kind == "mixed":
            _unproven(sources, asked)


def _one(op: int, operand: _Operand, asked: dict[int, _Asked]) -> _Operand:
    kind, sources, number = operand
    if op == machine.MINUS:
        return ("constant", (), -number) if kind == "constant" else ("mixed", sources, 0.0)
    if op == machine.EMPTY and kind == "slot":
        asked[sources[0]].minds_empty = True
    return ("truth", (), 0.0)


def _two(op: int, left: _Operand, right: _Operand, asked: dict[int, _Asked]) -> _Operand:
    if op in _ARITHMETIC:
        return ("mixed", (*left[1], *right[1]), 0.0)
    if op in _COMPARISONS:
        _compared(left, right, asked)
    elif op == machine.IN:
        _contained(left, right, asked)
    return ("truth", (), 0.0)


def _compared(left: _Operand, right: _Operand, asked: dict[int, _Asked]) -> None:
    for one, other in ((left, right), (right, left)):
        if one[0] in {"slot", "mixed"} and other[0] == "constant":
            for slot in one[1]:
                asked[slot].whole |= asked[slot].kind.kind == "set"
                asked[slot].cuts.add(other[2])
            if one[0] == "mixed":
                _unproven(one[1], asked)
    if left[0] != "constant" and right[0] != "constant":
        _unproven((*left[1], *right[1]), asked)


def _contained(item: _Operand, whole: _Operand, asked: dict[int, _Asked]) -> None:
    """`choice in set`: each side divides the other by the choices it names."""
    if item[0] == "constant" and whole[0] == "slot":
        asked[whole[1][0]].cuts.add(item[2])
    elif item[0] == "slot" and whole[0] == "constant":
        asked[item[1][0]].cuts |= {float(bit) for bit in range(int(whole[2]).bit_length()) if int(whole[2]) >> bit & 1}
    else:
        _unproven((*item[1], *whole[1]), asked)


def _unproven(slots: Iterable[int], asked: dict[int, _Asked]) -> None:
    """Data met with one another: booleans and choices are tried out whole and stay a proof, amounts do not."""
    for slot in slots:
        asked[slot].proof = False


def _cells(kind: DataType, asked: _Asked) -> Cells:
    match kind.kind:
        case "boolean":
            return Cells(kind, (0.0, 1.0), (0.0, 1.0))
        case "choice":
            return _of_choice(kind, asked)
        case "set":
            return _of_set(kind, asked)
        case "text":
            return Cells(kind, (), ())
    least, most = bounds(kind)
    cuts = tuple(sorted(cut for cut in asked.cuts if least <= cut <= most))
    tried = _near(kind, cuts, least, most) if cuts else iter([_typical(kind, least, most)])
    values = tuple(sorted({value for value in tried if least <= value <= most}))
    proof = asked.proof and (asked.counts != "freely" or not cuts)
    return Cells(kind, values, cuts, proof, counts=asked.counts)


def _of_choice(kind: DataType, asked: _Asked) -> Cells:
    every = tuple(float(index) for index in range(len(kind.of)))
    if not asked.proof:
        return Cells(kind, every, every)
    mentioned = tuple(choice for choice in every if choice in asked.cuts)
    other = tuple(choice for choice in every if choice not in asked.cuts)[:1]
    return Cells(kind, tuple(sorted(mentioned + other)), mentioned)


def _of_set(kind: DataType, asked: _Asked) -> Cells:
    every = asked.whole or not asked.proof
    mentioned = [bit for bit in range(len(kind.of)) if every or float(bit) in asked.cuts]
    other = next((bit for bit in range(len(kind.of)) if bit not in mentioned), None)
    subsets: tuple[int, ...] = (0,)
    together = sum(1 << bit for bit in mentioned if float(bit) in asked.alike)
    for part in (*(1 << bit for bit in mentioned if float(bit) not in asked.alike), *filter(None, (together,))):
        if len(subsets) * 2 > MOST_SUBSETS:
            return Cells(kind, tuple(map(float, subsets)), tuple(map(float, mentioned)), proof=False)
        subsets += tuple(subset | part for subset in subsets)
    lone = (1 << other,) if asked.minds_empty and other is not None else ()
    values = tuple(sorted(map(float, subsets + lone)))
    return Cells(kind, values, tuple(map(float, mentioned)), minds_empty=asked.minds_empty)


def _like(candidate: float, kept: float, value: float, cells: Cells) -> bool:
    """Whether a representative has the mentioned choices `kept` of a set, and is as empty as `value`."""
    mask = sum(1 << int(choice) for choice in cells.cuts)
    return float(int(candidate) & mask) == kept and (not cells.minds_empty or (candidate == 0) == (value == 0))


def _typical(kind: DataType, least: float, most: float) -> float:
    """A value of a datum that no condition compares."""
    if kind.kind == "date":
        return float(SOME_DAY)
    return min(max(0.0, least), most)


def _near(kind: DataType, cuts: tuple[float, ...], least: float, most: float) -> Iterator[float]:
    """Each cut, and a value in each gap between cuts and beyond them: whole and next to a cut where it must be."""
    if kind.kind == "number":
        yield from (max(cuts[0] - 1, least), *cuts, min(cuts[-1] + 1, most))
        yield from ((one + other) / 2 for one, other in pairwise(cuts))
        return
    wholes = sorted({whole for cut in cuts for whole in (floor(cut), ceil(cut))})
    yield float(wholes[0] - 1)
    yield from map(float, wholes)
    yield float(wholes[-1] + 1)
    yield from (float(one + 1) for one, other in pairwise(wholes) if other - one > 1)
