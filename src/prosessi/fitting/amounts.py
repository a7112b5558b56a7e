"""Amounts of time in the words of a scenario, and for people."""

from __future__ import annotations

from typing import Final

from prosessi.calendars.lengths import SECONDS, Length
from prosessi.distributions import Distribution, families
from prosessi.distributions.figure import Figure
from prosessi.messages import Message, say

DIGITS: Final = 3
SMALLEST: Final = 0.001
_LONGEST: Final = (("seconds", 90.0), ("minutes", 90 * 60.0), ("hours", 48 * 3600.0))
"""Up to which length each unit is used; beyond them days."""


def written_time(seconds: float, like: float | None = None) -> str:
    """A length as a scenario writes it, to three digits, in the unit in which it, or one `like` it, is best read."""
    typical = seconds if like is None else like
    unit = next((unit for unit, longest in _LONGEST if typical < longest), "days")
    return str(Length(_rounded(seconds / SECONDS[unit]), unit))


def told_time(seconds: float) -> Message:
    """A length for people: `20 min`, `1.5 h`."""
    number, unit = written_time(seconds).split()
    length = Figure(number)
    match unit.removesuffix("s"):
        case "second":
            return say("{n} s", n=length)
        case "minute":
            return say("{n} min", n=length)
        case "hour":
            return say("{n} h", n=length)
    return say("{n} d", n=length)


def written_curve(curve: Distribution) -> object:
    """A distribution of times as a scenario writes it."""
    if curve.family == "fixed":
        return written_time(curve.mean)
    parameters = {key: each for form in families()[curve.family].forms for key, each in form.parameters.items()}
    return {
        curve.family: {
            name: _written(value, curve, amount=parameters[name].amount)
            for name, value in curve.parameters.items()
            if (name, value) != ("low", 0.0)
        }
    }


def _written(value: float | tuple[float, ...], curve: Distribution, *, amount: bool) -> object:
    """A parameter: a pure number, or an amount in the unit of the mean; each of many in a unit of its own."""
    if isinstance(value, tuple):
        return [written_time(one) if amount else _rounded(one) for one in value]
    return written_time(value, curve.mean) if amount else _rounded(value)


def _rounded(number: float) -> float:
    """A number to three digits, and those before the point kept."""
    if abs(number) >= 10**DIGITS:
        return float(round(number))
    plain = float(f"{number:.{DIGITS}g}")
    return plain if abs(plain) >= SMALLEST else 0.0
