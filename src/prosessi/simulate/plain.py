"""The loop as it stands, made anew among the sequences of one run."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from prosessi.simulate import kernel
from prosessi.simulate.lists import Lists


class Loop:
    """The loop for one run. What its functions call sequences are the lists, or the arrays, that it is given."""

    def __init__(self) -> None:
        """Make its functions; a name means the same in all of their modules."""
        self.names: dict[str, Any] = {}
        for room in kernel.ROOMS:
            self.names.update(vars(room))
        for room in kernel.ROOMS:
            for name, made in vars(room).items():
                if isinstance(made, FunctionType) and made.__module__ == room.__name__:
                    self.names[name] = FunctionType(made.__code__, self.names, name)

    def __call__(self, lists: Lists) -> int:
        """Go on with these lists."""
        why: int = self.call("advance", lists)
        return why

    def call(self, function: str, lists: Lists, **given: int) -> Any:
        """Call one of its functions by itself."""
        self.names.update(lists)
        return self.names[function](**given)
