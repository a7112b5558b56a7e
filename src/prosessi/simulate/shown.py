"""What was learnt, as the compiled loop sees it: arrays with room, into which only what is new is copied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from prosessi.simulate.lists import Lists, longer

ROOM: Final = 256

FILLED_IN: Final = frozenset({"standings"})
"""Lists of which anything may be other than before when they have grown."""


@dataclass(slots=True)
class Shown:
    """How much of each list of what is learnt stands in the array of that name, behind which there may be room."""

    lengths: dict[str, int]

    def show(self, learnt: Lists, arrays: Lists, changed_rows: Iterable[int]) -> None:
        """Copy what is new into the arrays, of which those that have no more room are made anew."""
        for name, numbers in learnt.items():
            before, now = self.lengths[name], len(numbers)
            if now > before:
                if now > len(arrays[name]):
                    arrays[name] = longer(arrays[name], now + now // 2 + ROOM)
                begin = 0 if name in FILLED_IN else before
                arrays[name][begin:now] = numbers[begin:now]
                self.lengths[name] = now
        for row in changed_rows:
            arrays["rows"][row] = learnt["rows"][row]
