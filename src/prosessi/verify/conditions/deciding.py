"""Whether conditions can be met at all: tried first, and asked of z3 where trying proves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from prosessi.verify.conditions import boxes, solver
from prosessi.verify.conditions.boxes import Demand, Given, Place, Trial


def decide(demands: Sequence[Demand], slots: Sequence[Place], given: Given) -> Trial:
    """Whether some data meet all demands; without z3 it may stay open."""
    trial = boxes.attempt(demands, slots, given)
    if trial.witness is not None or trial.proof or not solver.available():
        return trial
    return solver.solve(demands, slots, given)
