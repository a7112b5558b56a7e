"""Lengths of time as amounts, `1.5 hours`, and how many of something come in a time, `46 per week`.

A duration of a process says on which day a time ends; a length only says how long something takes. So it may have
decimals, and a month is always as long as a month is on average.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from prosessi.calendars.durations import FOREIGN
from prosessi.findings import Unreadable
from prosessi.messages import Message, say

SECONDS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "seconds": 1.0,
        "minutes": 60.0,
        "hours": 3600.0,
        "days": 86_400.0,
        "weeks": 7 * 86_400.0,
        "months": 30.44 * 86_400.0,
        "years": 365.25 * 86_400.0,
    }
)
"""The units, each with its seconds."""

PERIODS: Final = ("hour", "day", "week", "month", "year")
"""The times in which something can come so many times."""

LONGEST: Final = 200 * SECONDS["years"]

_NUMBER: Final = r"(?P<n>[0-9]+(?:\.[0-9]+)?)"
_LENGTH: Final = re.compile(rf"{_NUMBER} +(?P<unit>seconds?|minutes?|hours?|days?|weeks?|months?|years?)")
_RATE: Final = re.compile(rf"{_NUMBER} +per +(?P<unit>hour|day|week|month|year)")
_LOOSE: Final = re.compile(r"(?P<sign>[+\-−]?) *(?P<n>[0-9]+(?: [0-9]{3})*(?:[.,][0-9]+)?)(?P<rest>.*)", re.DOTALL)
_PER: Final = re.compile(r"\s*(?:/|per\b|på\b|om\b|i\b|a\b)?\s*")

_PERIODS_SAID: Final[Mapping[str, str]] = {
    word: period
    for period, words in {
        "hour": "tunnissa tunti tuntia kohti timme timmen",
        "day": "päivässä paivassa päivä päivää vuorokaudessa vrk pv dag dagen dygn dygnet daily",
        "week": "viikossa viikko viikkoa vko vk vecka veckan weekly",
        "month": "kuukaudessa kuukausi kuukautta kk månad månaden monthly",
        "year": "vuodessa vuosi vuotta v år året yearly annum",
    }.items()
    for word in words.split()
}


class LengthProblem(Unreadable):
    """A text that says no length of time, or no rate."""


@dataclass(frozen=True, slots=True)
class Length:
    """So many units of time."""

    n: float
    unit: str

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.n * SECONDS[self.unit]

    def __str__(self) -> str:
        return f"{_plain(self.n)} {self.unit.removesuffix('s') if self.n == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in each hour, day, week, month or year."""

    n: float
    period: str

    @property
    def per_week(self) -> float:
        """How many come in a week."""
        return self.n * SECONDS["weeks"] / SECONDS[f"{self.period}s"]

    def __str__(self) -> str:
        return f"{_plain(self.n)} per {self.period}"


def parse_length(text: str) -> Length:
    """Read a length of time. What is not one raises a `LengthProblem` that says what to write."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise _not_a_length(text)
    length = Length(float(match["n"]), _plural(match["unit"]))
    if length.seconds > LONGEST:
        raise _problem(text, say("'{text}' is too long for any process", text=text.strip()), say("check the number"))
    return length


def parse_rate(text: str) -> Rate:
    """Read a rate. What is not one raises a `LengthProblem` that says what to write."""
    match = _RATE.fullmatch(text.strip())
    if match is None:
        raise _not_a_rate(text)
    return Rate(float(match["n"]), match["unit"])


def _not_a_length(text: str) -> LengthProblem:
    """Say what is wrong with a text that is no length, with the nearest one that is."""
    match = _LOOSE.fullmatch(text.strip())
    if match is None:
        unit = _unit_in(text)
        fix = say("write the number first, for example '2 {unit}'", unit=unit) if unit else None
        shown = text.strip()
        return _problem(
            text,
            say("'{text}' has no number", text=shown) if unit else say("'{text}' is not a length of time", text=shown),
            fix or say("write a number and a unit, for example '1.5 hours' or '20 minutes'"),
        )
    number, rest = _written(match["n"]), match["rest"].strip()
    if rest.lower().startswith(("working", "arkip", "työp", "tyop", "vardag", "arbetsdag")):
        return _working_days(text, number, rest)
    unit = _unit_in(rest)
    fix = say("write '{text}'", text=Length(float(number), unit)) if unit else _a_unit(number)
    return _problem(text, _complaint(match, rest, unit), fix)


def _complaint(match: re.Match[str], rest: str, unit: str | None) -> Message:
    if match["sign"] not in {"", "+"}:
        return say("time does not go backwards: '{text}'", text=match[0].strip())
    if not rest:
        return say("'{number}' has no unit", number=match["n"])
    if "," in match["n"] or " " in match["n"]:
        return say("'{number}' is not written as a number", number=match["n"])
    if unit and _plural(rest) == unit:
        return say("one space goes between the number and the unit: '{text}'", text=match[0].strip())
    return say("unknown unit '{unit}'", unit=rest)


def _working_days(text: str, number: str, rest: str) -> LengthProblem:
    return _problem(
        text,
        say("'{words}' are no amount: how long they take depends on the day they begin", words=rest),
        say("write working time in hours, and other time in days: '{n} days'", n=number),
    )


def _not_a_rate(text: str) -> LengthProblem:
    match = _LOOSE.fullmatch(text.strip())
    if match is None:
        return _problem(
            text,
            say("'{text}' does not say how many come in what time", text=text.strip()),
            say("write for example '46 per week'"),
        )
    number, rest = _written(match["n"]), match["rest"].strip()
    period = _period_in(rest)
    if match["sign"] not in {"", "+"}:
        message = say("fewer than none cannot come: '{text}'", text=text.strip())
    elif rest:
        message = say("'{text}' does not say how many come in what time", text=text.strip())
    else:
        message = say("'{number}' does not say in what time so many come", number=match["n"])
    return _problem(text, message, say("write '{text}'", text=f"{number} per {period or 'week'}"))


def _a_unit(number: str) -> Message:
    return say("write for example '{n} hours' or '{n} days'; the units are {units}", n=number, units=list(SECONDS))


def _unit_in(text: str) -> str | None:
    """The unit that is meant by one of the words."""
    for word in text.lower().split():
        if word in FOREIGN:
            return FOREIGN[word] if FOREIGN[word] in SECONDS else None
        if near := get_close_matches(_plural(word), SECONDS, n=1, cutoff=0.75):
            return near[0]
        if near := get_close_matches(word, FOREIGN, n=1, cutoff=0.8):
            return FOREIGN[near[0]] if FOREIGN[near[0]] in SECONDS else None
    return None


def _period_in(text: str) -> str | None:
    for word in _PER.sub("", text.lower(), count=1).split():
        if near := get_close_matches(word, [*PERIODS, *_PERIODS_SAID], n=1, cutoff=0.8):
            return _PERIODS_SAID.get(near[0], near[0])
    return None


def _plural(word: str) -> str:
    return word.removesuffix("s") + "s"


def _written(number: str) -> str:
    return number.replace(" ", "").replace(",", ".")


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def _problem(text: str, message: Message, fix: Message) -> LengthProblem:
    begin = len(text) - len(text.lstrip())
    return LengthProblem(message, fix, begin, max(begin + 1, len(text.rstrip())))
