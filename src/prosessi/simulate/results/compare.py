"""What differs between two setups that were run with the same luck, and how certain that is.

Each case of one has its twin in the other, with the same draws. The difference is taken run by run, so that luck that
both had falls out, and its interval is that of paired observations (Law, *Simulation Modeling and Analysis*, 10.2.1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import variance

from prosessi.simulate.results.estimate import Estimate, over_replications
from prosessi.simulate.results.measure import Measure
from prosessi.simulate.results.results import Results


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in two setups, and what the second has more.

    `saving` is how many times as many runs it would have taken without common luck; None if nobody can tell.
    """

    measure: Measure
    before: Estimate
    after: Estimate
    difference: Estimate
    saving: float | None

    @property
    def certain(self) -> bool:
        """Whether it cannot well be chance: its interval does not reach from one side of zero to the other."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and (low > 0 or high < 0)

    @property
    def same(self) -> bool:
        """Whether both came out the same in every run."""
        return self.difference == Estimate(0.0, 0.0, 0.0)


def differences(before: Results, after: Results) -> tuple[Difference, ...]:
    """Every figure that both have, in the order of the first."""
    found = (_difference(measure, before, after) for measure in before.table if measure in after.table)
    return tuple(each for each in found if each is not None)


def _difference(measure: Measure, before: Results, after: Results) -> Difference | None:
    twins = {digest.replication: digest.values for digest in after.digests}
    pairs = [
        (digest.values[measure], twins[digest.replication][measure])
        for digest in before.digests
        if measure in digest.values and measure in twins.get(digest.replication, {})
    ]
    if not pairs:
        return None
    changes = [after - before for before, after in pairs]
    return Difference(
        measure, before.table[measure], after.table[measure], over_replications(changes), _saving(pairs, changes)
    )


def _saving(pairs: list[tuple[float, float]], changes: list[float]) -> float | None:
    """The variance of a difference of runs with luck of their own, over that of those with common luck."""
    if len(pairs) < 3:
        return None
    together = variance(changes)
    apart = math.fsum(variance(values) for values in zip(*pairs, strict=True))
    return apart / together if together > 0 and apart > 0 else None
