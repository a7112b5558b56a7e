"""Conditions on one tape: the programs that a run asks, one after another in two sequences of numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from prosessi.expressions import machine
from prosessi.expressions.program import Program


@dataclass(slots=True)
class Programs:
    """The tape. A program is known by where its two bounds stand in `bounds`.

    What a program asks about active states is answered when it is written, for one place, so that nothing but data is
    asked when it runs.
    """

    bounds: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    arguments: list[float] = field(default_factory=list)
    depth: int = 1
    _known: dict[tuple[Program, tuple[bool, ...]], int] = field(default_factory=dict)

    def number(self, program: Program, active: Collection[int] = ()) -> int:
        """The number of a program as it is asked where `active` are the active states."""
        answers = tuple(state in active for state in program.states)
        key = program, answers
        if key not in self._known:
            self._known[key] = len(self.bounds)
            self.depth = max(self.depth, program.depth)
            self.bounds.append(len(self.codes))
            for op, argument in zip(program.ops, program.arguments, strict=True):
                asks = op == machine.ACTIVE
                self.codes.append(machine.PUSH if asks else op)
                self.arguments.append(float(int(argument) in active) if asks else argument)
            self.bounds.append(len(self.codes))
        return self._known[key]
