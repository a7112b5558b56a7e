"""What was learnt, as the compiled loop sees it: arrays with room, into which only what is new is copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from prosessi.simulate.arrays import longer

ROOM: Final = 256

FILLED_IN: Final = frozenset({"standings"})
"""Lists of which anything may be other than before when they have grown."""


@dataclass(slots=True, eq=False)
class Shown:
    """The array of each list of what is learnt, with room behind what it shows of the list."""

    arrays: dict[str, Any]
    _lengths: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing shown."""
        self._lengths = dict.fromkeys(self.arrays, 0)

    def show(self, learnt: Mapping[str, Sequence[float]], changed_rows: Iterable[int]) -> None:
        """Copy what is new into the arrays, of which those that have no more room are made anew."""
        for name, numbers in learnt.items():
            before, now = self._lengths[name], len(numbers)
            if now > before:
                if now > len(self.arrays[name]):
                    self.arrays[name] = longer(self.arrays[name], now + now // 2 + ROOM)
                begin = 0 if name in FILLED_IN else before
                self.arrays[name][begin:now] = numbers[begin:now]
                self._lengths[name] = now
        for row in changed_rows:
            self.arrays["rows"][row] = learnt["rows"][row]
