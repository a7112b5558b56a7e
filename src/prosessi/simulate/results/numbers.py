"""How figures are written for people: with as many digits as say something, and the signs of their language."""

from __future__ import annotations

import math
from dataclasses import dataclass

from prosessi.messages import say
from prosessi.simulate.results.estimate import Estimate

NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING = "–"
HOURS_TOLD = 48
MINUTES_TOLD = 59.5 / 60
"""Hours: shorter times are told in minutes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a fact of a message. Without `digits` it gets as many as a reader can use."""

    value: float
    digits: int | None = None
    signed: bool = False

    def in_language(self, wanted: str) -> str:
        """The number with the decimal sign and the thousands of a language."""
        if not math.isfinite(self.value):
            return NOTHING
        usual = 0 if float(self.value).is_integer() else useful_digits(self.value)
        digits = usual if self.digits is None else self.digits
        rounded = round(self.value, digits) + 0.0  # no minus before a nought
        written = f"{rounded:{'+' if self.signed else ''},.{digits}f}".replace("-", "\N{MINUS SIGN}")
        return written if wanted == "en" else written.replace(",", NO_BREAK).replace(".", ",")


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of one, in percent."""

    value: float
    digits: int = 1

    def in_language(self, wanted: str) -> str:
        """The share with its sign, which English writes without a space. Nearly all is not told as all."""
        nearly = self.value < 1 <= round(self.value, self.digits + 2)
        shown = 100 - 10**-self.digits if nearly else 100 * self.value
        return Number(shown, self.digits).in_language(wanted) + ("%" if wanted == "en" else f"{NO_BREAK}%")


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another, with so many digits; dots stand between them if a minus does not go with a dash."""

    low: float
    high: float
    digits: int

    def in_language(self, wanted: str) -> str:
        """Both numbers and what stands between them."""
        joint = "–" if round(self.low, self.digits) >= 0 else "…"
        return joint.join(Number(end, self.digits).in_language(wanted) for end in (self.low, self.high))


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its interval in brackets, if it has one: `71,2 % (69,8–72,6)`."""

    estimate: Estimate | None
    share: bool = False
    unit: float = 1.0

    def in_language(self, wanted: str) -> str:
        """The figure and both ends of its interval, all with as many digits."""
        if self.estimate is None:
            return NOTHING
        scale = 100.0 if self.share else 1 / self.unit
        digits = 1 if self.share else useful_digits(self.estimate.value * scale)
        value = Percent(self.estimate.value) if self.share else Number(self.estimate.value * scale, digits)
        written = value.in_language(wanted)
        if self.estimate.low is None or self.estimate.high is None:
            return written
        ends = Range(self.estimate.low * scale, self.estimate.high * scale, digits)
        return f"{written} ({ends.in_language(wanted)})"


@dataclass(frozen=True, slots=True)
class HowLong:
    """So many hours of the calendar, told in days if they are many and in minutes if they are less than one."""

    hours: float

    def in_language(self, wanted: str) -> str:
        """The time with its unit."""
        if not math.isfinite(self.hours):
            return NOTHING
        if self.hours < MINUTES_TOLD:
            minutes = 60 * self.hours
            return say("{n} min", n=Number(minutes, 0 if minutes >= 1 else None)).in_language(wanted)
        if self.hours < HOURS_TOLD:
            return say("{n} h", n=Number(self.hours)).in_language(wanted)
        return say("{n} days", n=Number(self.hours / 24)).in_language(wanted)


def useful_digits(value: float) -> int:
    """Three figures or so: no decimals from a hundred on, one from one on, and two below it."""
    if abs(value) >= 99.95 or value == 0:
        return 0
    return 1 if abs(value) >= 0.95 else 2
