"""Amounts of time in the words of a scenario, and for people."""

from __future__ import annotations

from typing import Final

from prosessi.calendars.lengths import SECONDS, Length
from prosessi.distributions import Distribution, families
from prosessi.messages import Message, say

DIGITS: Final = 3
_LONGEST: Final = (("seconds", 90.0), ("minutes", 90 * 60.0), ("hours", 48 * 3600.0))
"""Up to which length each unit is used; beyond them days."""


def written_time(seconds: float) -> str:
    """A length as a scenario writes it, to three digits, in the unit in which it is best read."""
    unit = next((unit for unit, longest in _LONGEST if seconds < longest), "days")
    return str(Length(_rounded(seconds / SECONDS[unit]), unit))


def told_time(seconds: float) -> Message:
    """A length for people: `20 min`, `1.5 h`."""
    length, unit = written_time(seconds).split()
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
            name: _written(value, amount=parameters[name].amount)
            for name, value in curve.parameters.items()
            if (name, value) != ("low", 0.0)
        }
    }


def _written(value: float | tuple[float, ...], *, amount: bool) -> object:
    if isinstance(value, tuple):
        return [_written(one, amount=amount) for one in value]
    return written_time(value) if amount else _rounded(value)


def _rounded(number: float) -> float:
    """A number to three digits, and those before the point kept."""
    if number >= 10**DIGITS:
        return float(round(number))
    plain = float(f"{number:.{DIGITS}g}")
    return plain if plain >= 0.001 else 0.0
