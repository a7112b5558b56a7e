"""Everything that is drawn, as numbers: ways of drawing, the tables they look in, and the streams of luck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from prosessi.distributions import Distribution
from prosessi.expressions.program import Program
from prosessi.simulate.curves import curve
from prosessi.simulate.layout import (
    CONSTANT,
    CURVE,
    DAYS_FROM_NOW,
    MEMBERS,
    NONE,
    NUMBER_OF,
    STEPS,
    WAY_FROM,
    WAY_KIND,
    WAY_SIZE,
    WHOLE_NUMBER,
)
from prosessi.simulate.programs import Programs
from prosessi.simulate.setup import Amount, DayFromNow, Decision, Drawn, Length, Members, Shares

LARGEST = 1e18


@dataclass(slots=True)
class Draws:
    """The ways of drawing on one tape, with the programs that choose between them."""

    programs: Programs
    ways: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)
    decision_streams: list[int] = field(default_factory=list)
    _curves: dict[Distribution, tuple[int, int, int]] = field(default_factory=dict)

    def length(self, length: Length | None) -> tuple[int, int]:
        """The first way of drawing a length and the one after the last; none for None."""
        first = len(self.ways) // WAY_SIZE
        for condition, distribution in length.ways if length else ():
            self._way(condition, *self._distribution(distribution))
        return first, len(self.ways) // WAY_SIZE

    def only_curve(self, first: int, last: int) -> int:
        """Where the curve stands if there is one way of drawing and it is a curve; NONE otherwise."""
        if last != first + 1 or self.ways[first * WAY_SIZE + WAY_KIND] != CURVE:
            return NONE
        return self.ways[first * WAY_SIZE + WAY_FROM]

    def decided(self, decisions: Iterable[Decision], *names: str) -> tuple[int, int]:
        """The first of some decisions and the one after the last; `names` say what they belong to."""
        first = len(self.decision_streams)
        for decision in decisions:
            way = len(self.ways) // WAY_SIZE
            for condition, drawn in decision.ways:
                self._way(condition, *self._drawn(drawn))
            self.decisions += (decision.slot, way, len(decision.ways))
            self.decision_streams.append(stream(*names, "decides", str(decision.slot)))
        return first, len(self.decision_streams)

    def _way(self, condition: Program | None, kind: int, begin: int, count: int) -> None:
        program = NONE if condition is None else self.programs.number(condition)
        self.ways += (program, kind, begin, count)

    def _drawn(self, drawn: Drawn) -> tuple[int, int, int]:
        match drawn:
            case Shares(values=values, shares=shares):
                return STEPS, self._steps(values, shares), len(values)
            case Members(chances=chances):
                return MEMBERS, self._put(chances), len(chances)
            case Amount(distribution=distribution, whole=whole, least=least, most=most):
                return WHOLE_NUMBER if whole else NUMBER_OF, *self._bounded(distribution, least, most)
            case DayFromNow(distribution=distribution):
                return DAYS_FROM_NOW, *self._bounded(distribution, -LARGEST, LARGEST)

    def _bounded(self, distribution: Distribution, least: float, most: float) -> tuple[int, int]:
        """The bounds, then the curve: a count of 0 says that one number follows, of -1 a curve, else steps."""
        begin = self._put((least, most))
        kind, _, count = self._distribution(distribution, afresh=True)
        return begin, {CONSTANT: 0, CURVE: -1}.get(kind, count)

    def _distribution(self, distribution: Distribution, *, afresh: bool = False) -> tuple[int, int, int]:
        if afresh or distribution not in self._curves:
            self._curves[distribution] = self._written(distribution)
        return self._curves[distribution]

    def _written(self, distribution: Distribution) -> tuple[int, int, int]:
        steps = distribution.steps
        if steps is None:
            return CURVE, self._put(curve(distribution)), 1
        values, shares = steps
        if len(values) == 1:
            return CONSTANT, self._put(values), 1
        return STEPS, self._steps(values, shares), len(values)

    def _steps(self, values: Iterable[float | str], shares: Iterable[float]) -> int:
        total, sums = 0.0, []
        for share in shares:
            total += share
            sums.append(total)
        numbers = [0.0 if isinstance(value, str) else float(value) for value in values]
        return self._put((*sums, *numbers))

    def _put(self, numbers: Iterable[float]) -> int:
        begin = len(self.values)
        self.values += numbers
        return begin


def stream(*names: str) -> int:
    """The stream of luck of something by its names, which stay when other things come and go."""
    return int.from_bytes(blake2b("\0".join(names).encode(), digest_size=8).digest(), "little")
