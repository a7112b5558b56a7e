"""The loop of a simulation, written in the part of Python that numba compiles.

It knows rows, records and numbers, and no state, no region and no law: what a step does was learnt from the chart. All
arguments are sequences of numbers, whose fields `layout` names; plain lists do as well as arrays and give the same
bytes. Whatever is not known yet stops the loop before anything is done about it; the caller finds it out, and the loop
goes on where it was. Calls are long, because numba compiles sequences best that are passed one by one.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from prosessi.simulate.kernel import ahead, choices, coming, ends, lines, loop, luck, people, steps
from prosessi.simulate.kernel.coming import come
from prosessi.simulate.kernel.lines import write_out
from prosessi.simulate.kernel.loop import advance
from prosessi.simulate.layout import DONE, ENDLESS, EXTEND, FILL, FLUSH, LEARN, TAKE

__all__ = ["DONE", "ENDLESS", "EXTEND", "FILL", "FLUSH", "LEARN", "ROOMS", "TAKE", "advance", "come", "write_out"]

ROOMS: Final[tuple[ModuleType, ...]] = (lines, ahead, luck, ends, people, choices, coming, steps, loop)
"""The modules of the loop, each after those that it uses."""
