"""What was learnt, as the compiled loop sees it: arrays with room, into which only what is new is copied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

ROOM = 256


@dataclass(slots=True)
class Shown:
    """Arrays of lists that grow, by their names. `array_of` makes an array of the kind that has such a name."""

    array_of: Callable[[str, Any], Any]
    _arrays: dict[str, Any] = field(default_factory=dict)
    _lengths: dict[str, int] = field(default_factory=dict)

    def show(self, name: str, numbers: Sequence[float], changed: Iterable[int] = ()) -> Any:
        """The array of a list, of which what lies at `changed` is other than before and the end may be new."""
        before, now = self._lengths.get(name, 0), len(numbers)
        self._lengths[name] = now
        if name not in self._arrays or now > len(self._arrays[name]):
            self._arrays[name] = self.array_of(name, [*numbers, *[0] * (now // 2 + ROOM)])
            return self._arrays[name]
        array = self._arrays[name]
        if now > before:
            array[before:now] = numbers[before:now]
        for place in changed:
            array[place] = numbers[place]
        return array

    def forget(self, *names: str) -> None:
        """Copy these anew the next time."""
        for name in names:
            self._arrays.pop(name, None)
