"""Dates said by arithmetic: `2026-09-01`, or case data with durations, `syntymapaiva + 18 years - 6 months`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Duration, DurationProblem, parse_duration
from prosessi.calendars.shifting import shift
from prosessi.findings import Unreadable
from prosessi.messages import say

BASE: Final = re.compile(r"\s*(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<name>[a-z][a-z0-9_]*))(?=\s|[+-]|$)\s*")
SHIFT: Final = re.compile(r"(?P<sign>[+-])(?P<length>[^+-]*)")
MOST_SHIFTS = 20


class MomentProblem(Unreadable):
    """A text that says no date."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One step from a date: a duration forwards (`sign` 1) or backwards (-1)."""

    sign: int
    length: Duration


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or the name of case data of that type, and the steps to take from there in the order written."""

    base: date | str
    shifts: tuple[Shift, ...] = ()

    @property
    def text(self) -> str:
        """The one canonical way to write it; `parse_moment` gives the same moment back."""
        base = self.base if isinstance(self.base, str) else self.base.isoformat()
        return " ".join([base, *(f"{'-' if step.sign < 0 else '+'} {step.length.text}" for step in self.shifts)])

    @property
    def datum(self) -> str | None:
        """The case data that it rests on; None for a fixed date."""
        return self.base if isinstance(self.base, str) else None

    def __str__(self) -> str:
        return self.text


def parse_moment(text: str) -> Moment:
    """Read a moment. What is not one raises a `MomentProblem` that says what to write."""
    base = BASE.match(text)
    if base is None:
        raise _not_a_moment(text)
    return Moment(_base(base), tuple(_shifts(text, base.end())))


def resolve(moment: Moment, data: Mapping[str, date | None], calendar: Calendar) -> date | None:
    """The date that `moment` means with this case data; None while the data it rests on is unset."""
    day = data.get(moment.base) if isinstance(moment.base, str) else moment.base
    if day is None:
        return None
    for step in moment.shifts:
        day = shift(day, step.sign * step.length.n, step.length.unit, calendar)
    return day


def _base(match: re.Match[str]) -> date | str:
    if match["name"]:
        return match["name"]
    try:
        return date.fromisoformat(match["day"])
    except ValueError:
        raise MomentProblem(
            say("there is no day {day}", day=match["day"]),
            say("dates are year-month-day, such as 2026-09-01"),
            match.start("day"),
            match.end("day"),
        ) from None


def _shifts(text: str, begin: int) -> list[Shift]:
    shifts: list[Shift] = []
    while begin < len(text):
        match = SHIFT.match(text, begin)
        if match is None or len(shifts) == MOST_SHIFTS:
            raise MomentProblem(
                say("expected + or - and a duration here, not '{text}'", text=text[begin:].strip()),
                say("write for example '{text} + 6 months'", text=text[:begin].strip()),
                begin,
                len(text),
            )
        shifts.append(_shift(match))
        begin = match.end()
    return shifts


def _shift(match: re.Match[str]) -> Shift:
    start = match.start("length")
    try:
        length = parse_duration(match["length"])
    except DurationProblem as problem:
        raise MomentProblem(problem.message, problem.fix, start + problem.start, start + problem.end) from None
    if length != Duration(length.n, length.unit) or length.exact or length.unit == "same or next working day":
        raise MomentProblem(
            say("'{text}' cannot be added to a date", text=length.text),
            say("add days, weeks, months, years or working days, such as '18 years'"),
            start + len(match["length"]) - len(match["length"].lstrip()),
            start + len(match["length"].rstrip()),
        )
    return Shift(-1 if match["sign"] == "-" else 1, length)


def _not_a_moment(text: str) -> MomentProblem:
    finnish = re.search(r"\b([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\b", text)
    if finnish is not None:
        day = f"{finnish[3]}-{int(finnish[2]):02}-{int(finnish[1]):02}"
        return MomentProblem(
            say("'{text}' is not a date", text=finnish[0]), say("write '{text}'", text=day), *finnish.span()
        )
    return MomentProblem(
        say("'{text}' does not begin with a date or with case data", text=text.strip()),
        say("write for example '2026-09-01' or 'syntymapaiva + 18 years'"),
        0,
        len(text),
    )
