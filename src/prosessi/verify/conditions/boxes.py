"""Conditions decided by trying: one value of each cell of the case data that they ask about.

`prosessi.chart.cells` says which values no condition tells apart. Where these stand for all there are, trying them is
a proof, and every answer here says whether it is one. A case that is found is a case in any event, for it is the real
machine that has judged it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import prod
from typing import Protocol

from prosessi.chart.cells import Cells, cells_of, loads
from prosessi.expressions.kinds import Coded, DataType
from prosessi.expressions.program import UNSET, Program

MOST_TRIALS = 20_000
"""More combinations than this are not tried."""

MOST_COMPARED = 64
"""Among so many cases the one that is told soonest is looked for, of fewer if there are many combinations."""


class Place(Protocol):
    """Where a piece of case data is kept, what it can be, and what it is at first."""

    @property
    def index(self) -> int:
        """Its slot."""

    @property
    def type(self) -> DataType:
        """Its type."""

    @property
    def default(self) -> Coded | None:
        """Its value at the beginning of a case; None if it has none."""


@dataclass(frozen=True, slots=True)
class Demand:
    """That a condition holds, or that it does not: that it is false, or cannot be answered."""

    program: Program
    holds: bool

    def met(self, data: Sequence[Coded], active: Collection[int]) -> bool:
        """Whether it is so, by the real machine."""
        return (self.program.evaluate(data, active) == 1.0) == self.holds


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of the case beforehand.

    `fixed` are data with one value, `unset` data that may be unknown. `active` says of states whether the case is in
    them; of those that it does not name, both are tried.
    """

    fixed: Mapping[int, Coded] = field(default_factory=dict)
    unset: frozenset[int] = frozenset()
    active: Mapping[int, bool] = field(default_factory=dict)


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Witness:
    """Data with which demands are met, by slot: those that matter to it, and all that were asked about.

    `states` are those of which the demands ask and that are active. `count` says with how many combinations they are
    met; None where that is not known or means nothing. `alone`: they are met just with the data that matter to this
    one, each of which is a value of its own and not one of many alike. `among` are the known cases that can stand so,
    by their place in what was given.
    """

    matters: Mapping[int, Coded]
    values: Mapping[int, Coded]
    states: frozenset[int] = frozenset()
    count: int | None = None
    alone: bool = False
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """How a case can stand in fact: the data that have a value or are unset, and its active states.

    Of data that are not named, any value is possible.
    """

    data: Mapping[int, Coded]
    active: frozenset[int]


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying has shown: a case if there is one, and whether its absence would be proven."""

    witness: Witness | None
    proof: bool


_Point = tuple[Coded, ...]
_Pattern = tuple[Coded | None, ...]


def attempt(
    demands: Sequence[Demand],
    slots: Sequence[Place],
    given: Given = NOTHING,
    *,
    among: Sequence[Known] | None = None,
) -> Trial:
    """Look for a case that meets all demands, if need be `among` those that there are."""
    space = _space(demands, slots, given)
    if space.size > MOST_TRIALS:
        return Trial(None, proof=False)
    met = dict.fromkeys(space.meeting(demands))
    patterns = None if among is None else [space.pattern(known) for known in among]
    found = list(met) if patterns is None else space.kept(met, patterns)
    if not found:
        return Trial(None, space.proof)
    compared = max(1, min(MOST_COMPARED, MOST_TRIALS // space.size))
    point, free = min(
        ((point, _free(space, met, point)) for point in islice(found, compared)),
        key=lambda found: (_unknown(*found), len(found[0]) - len(found[1])),
    )
    witness = space.witness(point, free, found)
    return Trial(replace(witness, among=space.standing(point, patterns or ())), space.proof)


@dataclass(frozen=True, slots=True)
class _Space:
    """The combinations to try: for each slot that is asked about its values, the likeliest first, then for states."""

    slots: tuple[int, ...]
    states: tuple[int, ...]
    values: tuple[tuple[Coded, ...], ...]
    cells: tuple[Cells, ...]
    proof: bool

    @property
    def size(self) -> int:
        return prod(map(len, self.values))

    def meeting(self, demands: Sequence[Demand]) -> Iterator[_Point]:
        data: list[Coded] = [UNSET] * len(self.cells)
        for point in product(*self.values):
            for slot, value in zip(self.slots, point, strict=False):
                data[slot] = value
            active = self.active(point)
            if all(demand.met(data, active) for demand in demands):
                yield point

    def active(self, point: _Point) -> frozenset[int]:
        flags = point[len(self.slots) :]
        return frozenset(state for state, flag in zip(self.states, flags, strict=True) if flag)

    def kept(self, met: Iterable[_Point], patterns: Sequence[_Pattern]) -> list[_Point]:
        """The points in which some known case can stand."""
        closed = set(patterns)
        open_ones = [pattern for pattern in closed if None in pattern]
        return [
            point
            for point in met
            for alike in [self._alike(point)]
            if alike in closed or any(_fits(pattern, alike) for pattern in open_ones)
        ]

    def standing(self, point: _Point, patterns: Sequence[_Pattern]) -> tuple[int, ...]:
        """Which known cases can stand at a point."""
        alike = self._alike(point)
        return tuple(at for at, pattern in enumerate(patterns) if _fits(pattern, alike))

    def pattern(self, known: Known) -> _Pattern:
        """A known case as points are written, with None for what can be anything."""
        cells, data = self.cells, known.data
        values = (cells[slot].representative(data[slot]) if slot in data else None for slot in self.slots)
        return (*values, *(float(state in known.active) for state in self.states))

    def witness(self, point: _Point, free: set[int], found: Sequence[_Point]) -> Witness:
        values = dict(zip(self.slots, point, strict=False))
        matters = {slot: value for at, (slot, value) in enumerate(values.items()) if at not in free}
        alone = len(found) == prod(len(self.values[at]) for at in free)
        single = all(self.cells[slot].single(value) for slot, value in matters.items())
        count = sum(map(self._weight, found)) if self._countable(found) else None
        by_itself = self.proof and alone and single and not self.states
        return Witness(matters, values, self.active(point), count, by_itself)

    def _countable(self, found: Sequence[_Point]) -> bool:
        """Whether points stand for so and so many combinations: nobody counts a stretch of numbers or days."""
        ordered = [at for at, slot in enumerate(self.slots) if self.cells[slot].kind.ordered]
        return self.proof and not any(len({point[at] for point in found}) > 1 for at in ordered)

    def _weight(self, point: _Point) -> int:
        """How many combinations a point stands for."""
        return prod(self.cells[slot].alike(value) for slot, value in zip(self.slots, point, strict=False))

    def _alike(self, point: _Point) -> _Point:
        cells = (self.cells[slot].representative(value) for slot, value in zip(self.slots, point, strict=False))
        return (*cells, *point[len(self.slots) :])


def _unknown(point: _Point, free: set[int]) -> int:
    """How many data have to be unknown for a case: one is told sooner with values."""
    return sum(value is UNSET for at, value in enumerate(point) if at not in free)


def _fits(pattern: _Pattern, point: _Point) -> bool:
    return all(
        wanted is None or wanted is value or wanted == value for wanted, value in zip(pattern, point, strict=True)
    )


def _space(demands: Iterable[Demand], slots: Sequence[Place], given: Given) -> _Space:
    programs = tuple(demand.program for demand in demands)
    cells = cells_of(programs, slots)
    asked = sorted(frozenset[int]().union(*map(loads, programs)))
    states = sorted({state for program in programs for state in program.states})
    values = [_likeliest_first(slots[slot], cells[slot], given) for slot in asked]
    values += [(float(given.active[state]),) if state in given.active else (0.0, 1.0) for state in states]
    proof = all(cells[slot].proof for slot in asked if slot not in given.fixed)
    return _Space(tuple(asked), tuple(states), tuple(values), cells, proof)


def _likeliest_first(slot: Place, cells: Cells, given: Given) -> tuple[Coded, ...]:
    """The values of a slot to try: its default, then constants that conditions name, what is unknown at the end."""
    if slot.index in given.fixed:
        return (given.fixed[slot.index],)
    values = sorted(cells.values, key=lambda value: _strangeness(cells, value))
    if slot.default is not None and not isinstance(slot.default, str):
        alike = cells.representative(slot.default)
        values = [slot.default] + [value for value in values if value != alike]
    return (*values, UNSET) if slot.index in given.unset else tuple(values)


def _strangeness(cells: Cells, value: float) -> tuple[float, ...]:
    match cells.kind.kind:
        case "boolean":
            return (1.0 - value,)
        case "choice":
            return (value,)
        case "set":
            return (int(value).bit_count(), value)
    return (value not in cells.cuts, abs(value))


def _free(space: _Space, met: Mapping[_Point, None], point: _Point) -> set[int]:
    """The dimensions whose value makes no difference to a point: with any of them, the demands are met."""
    free: set[int] = set()
    proven = [at for at in range(len(point)) if at >= len(space.slots) or space.cells[space.slots[at]].proof]
    for dimension in reversed(proven):
        tried = free | {dimension}
        ranges = (space.values[at] if at in tried else (value,) for at, value in enumerate(point))
        if all(other in met for other in product(*ranges)):
            free = tried
    return free
