"""The loop of a simulation, written in the part of Python that numba compiles.

It knows rows, records and numbers, and no state, no region and no law: what a step does was learnt from the chart. It
goes over sequences of numbers, whose fields `layout` names; plain lists do as well as arrays and give the same bytes.
Whatever is not known yet stops the loop before anything is done about it; the caller finds it out, and the loop goes on
where it was.

The sequences are declared in `words` and have no value here: `plain` and `compiling` each make the functions anew, for
the lists of a run or for what is in memory.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from prosessi.simulate.kernel import ahead, choices, coming, ends, lines, loop, luck, people, steps, words
from prosessi.simulate.layout import DONE, ENDLESS, EXTEND, FILL, FLUSH, LEARN, TAKE

__all__ = ["DONE", "ENDLESS", "EXTEND", "FILL", "FLUSH", "LEARN", "ROOMS", "SEQUENCES", "TAKE"]

ROOMS: Final[tuple[ModuleType, ...]] = (lines, ahead, luck, ends, people, choices, coming, steps, loop)
"""The modules of the loop, each after those that it uses."""

SEQUENCES: Final[dict[str, str]] = words.__annotations__
"""The names of the sequences, and of what kind each is."""
