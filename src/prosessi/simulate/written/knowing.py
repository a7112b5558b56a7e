"""What is known at a place in a function: which name has which value, what stands where, and what was found true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from prosessi.simulate.written.values import ANY, Value, Values

Place = tuple[str, Value]


@dataclass(slots=True)
class Known:
    """What is known here. It is copied where ways part, and what both know remains where they meet."""

    names: dict[str, Value] = field(default_factory=dict)
    holders: dict[Value, tuple[str, ...]] = field(default_factory=dict)
    memory: dict[Place, Value] = field(default_factory=dict)
    reckoned: dict[Value, int] = field(default_factory=dict)
    """Where in the text a value was reckoned, so that it can be named there."""
    equal: dict[Value, Any] = field(default_factory=dict)
    """Values that were found to be a literal."""
    records: dict[Value, frozenset[int]] = field(default_factory=dict)
    """Which records can still be meant by a number."""

    def copy(self) -> Known:
        """The same, to be changed on its own."""
        return Known(
            dict(self.names), dict(self.holders), dict(self.memory), dict(self.reckoned), dict(self.equal),
            dict(self.records),
        )  # fmt: skip

    def assign(self, name: str, value: Value) -> None:
        """A name has a value from now on."""
        self.names[name] = value
        holders = self.holders.get(value, ())
        self.holders[value] = (*(each for each in holders if each != name and self.names.get(each) == value), name)

    def holder(self, value: Value) -> str | None:
        """A name that has a value, the first that got it."""
        return next((each for each in self.holders.get(value, ()) if self.names.get(each) == value), None)

    def forget(self, sequences: Iterable[str]) -> None:
        """Anything may stand in some sequences now."""
        gone = frozenset(sequences)
        if gone:
            self.memory = {place: value for place, value in self.memory.items() if place[0] not in gone}

    def put(self, values: Values, sequence: str, index: Value, value: Value) -> None:
        """Something is put into a sequence; what may stand at the same place is not known any more."""
        self.memory = {
            place: held
            for place, held in self.memory.items()
            if place[0] != sequence or (place[1] != index and values.apart(place[1], index))
        }
        self.memory[sequence, index] = value


def met(values: Values, ways: list[Known]) -> Known | None:
    """What is known where ways meet; nobody comes there if there are none."""
    if not ways:
        return None
    first, *others = ways
    for other in others:
        first = _both(values, first, other)
    return first


def _both(values: Values, one: Known, other: Known) -> Known:
    names: dict[str, Value] = {}
    joined: dict[tuple[Value, Value], Value] = {}
    for name, value in one.names.items():
        second = other.names.get(name)
        if second is None:
            continue
        pair = value, second
        if second != value and pair not in joined:
            kinds = {values.kinds[value], values.kinds[second]}
            joined[pair] = values.new(kinds.pop() if len(kinds) == 1 else ANY)
        names[name] = joined.get(pair, value)
    holders: dict[Value, tuple[str, ...]] = {}
    for name, value in names.items():
        holders[value] = (*holders.get(value, ()), name)
    records = {key: one.records[key] | other.records[key] for key in one.records.keys() & other.records.keys()}
    return Known(
        names, holders, _same(one.memory, other.memory), _same(one.reckoned, other.reckoned),
        _same(one.equal, other.equal), records,
    )  # fmt: skip


def _same(one: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in one.items() if other.get(key) == value}
