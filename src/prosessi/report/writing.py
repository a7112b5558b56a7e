"""Facts as they stand in a cell or beside a bar, in the language in use."""

from __future__ import annotations

from prosessi.messages import language, show
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.numbers import NOTHING, HowLong, Number, Percent, useful_digits


def said(fact: object) -> str:
    """Any fact: a name, a message, a number."""
    return show(fact, language())


def number(value: float, digits: int | None = None) -> str:
    """A number, with as many digits as a reader can use if nothing else is asked for."""
    return said(Number(value, digits))


def percent(share: float) -> str:
    """A share, to a tenth of a percent."""
    return said(Percent(share))


def time(hours: float) -> str:
    """A time of the calendar, in hours if it is short and otherwise in days."""
    return said(HowLong(hours))


def interval(found: Estimate, *, share: bool = False) -> str:
    """The interval of a figure, without the figure; a dash if it has none."""
    if found.low is None or found.high is None:
        return NOTHING
    if share:
        return f"{number(100 * found.low, 1)}–{percent(found.high)}"
    digits = useful_digits(found.value)
    return f"{number(found.low, digits)}–{number(found.high, digits)}"


def whole_percent(share: float) -> str:
    """A share, to a whole percent."""
    return said(Percent(share, 0))
