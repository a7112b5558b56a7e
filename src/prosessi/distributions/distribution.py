"""A distribution: a member of a family, made of whatever form it is written in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from prosessi.distributions.family import Curve, DistributionProblem, families
from prosessi.distributions.figure import Figure
from prosessi.messages import Message, say


def plain(amount: float) -> Figure:
    """An amount without a unit, to four digits."""
    return Figure(f"{amount:.4g}")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a number varies. Equal ones draw equal numbers, everywhere and always."""

    family: str
    curve: Curve

    @property
    def parameters(self) -> Mapping[str, float | tuple[float, ...]]:
        """Its parameters in one of the written forms of its family."""
        return self.curve.parameters

    @property
    def least(self) -> float:
        """What no draw is below."""
        return self.curve.least

    @property
    def mean(self) -> float:
        """What draws are on average."""
        return self.curve.mean

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return self.curve.deviation

    @property
    def steps(self) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
        """The values that draws can have and the share of each, least first; None if they vary smoothly."""
        return getattr(self.curve, "steps", None)

    def quantile(self, u: float) -> float:
        """The number that a share `u` of draws does not exceed, 0 < u < 1: the draw, if `u` is drawn evenly."""
        if not 0 < u < 1:
            raise ValueError(f"a share between 0 and 1 is needed, not {u}")
        return self.curve.quantile(u)

    def cumulative(self, x: float) -> float:
        """The share of draws that do not exceed `x`."""
        return self.curve.cumulative(x)

    def log_density(self, x: float) -> float:
        """The logarithm of how dense draws lie at `x`, or for one that comes in steps, of the share of `x` itself."""
        return self.curve.log_density(x)

    def in_words(self, amount: Callable[[float], object] = plain) -> Message:
        """The distribution for people; `amount` says how an amount is told, such as seconds in hours."""
        return self.curve.in_words(amount)


def distribution(family: str, /, *, never_negative: bool = False, **written: object) -> Distribution:
    """Make a member of a family of what was written, or raise a `DistributionProblem` that says what is wrong.

    What can be `never_negative` and would be is refused, but a family that may be cut is cut at zero.
    """
    declared = families().get(family)
    if declared is None:
        raise _no_such_family(family)
    form = declared.form_of(written)
    if never_negative and declared.cut_by is not None and declared.cut_by not in written:
        written[declared.cut_by] = 0.0
    curve = form.read(written)
    if never_negative and curve.least < 0:
        raise DistributionProblem(say("this could be negative"), say("leave out what is below zero"))
    if not math.isfinite(curve.mean) or not math.isfinite(curve.deviation):
        raise DistributionProblem(
            say("this varies so much that it has no mean that can be reckoned"), say("write numbers nearer together")
        )
    return Distribution(family, curve)


def _no_such_family(name: str) -> DistributionProblem:
    near = get_close_matches(name.lower(), families(), 1)
    if near:
        fix = say("did you mean '{word}'?", word=near[0])
    else:
        fix = say("the distributions are {names}", names=list(families()))
    return DistributionProblem(say("there is no distribution '{name}'", name=name), fix)
