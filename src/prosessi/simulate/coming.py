"""When cases come, from how the author says it: a rate with weights, gaps, dates, or the beginnings in a log."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.lengths import Rate
from prosessi.errors import WrongUse
from prosessi.messages import Message, say
from prosessi.model.scenario import Arrivals as Written
from prosessi.simulate.setup import ALL_DAY, DAY, Arrivals, Seconds

YEAR: Final = 365.25
MONTHS: Final = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of each month on average over the years."""

CASE_COLUMNS: Final = ("case", "case_id", "caseid", "case:concept:name", "asia", "tapaus", "ärende")
TIME_COLUMNS: Final = ("time", "timestamp", "time:timestamp", "start", "start_time", "aika", "pvm", "tid")
"""What the columns of a log are called, in small letters."""


class NoLog(WrongUse):
    """A file that cannot be read as an event log, and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def arrivals_of(written: Written, start: date, calendar: Calendar, folder: Path) -> Arrivals:
    """The arrivals from what was written of them; a log is looked for from `folder`."""
    spans = written.hours.spans if written.hours else ALL_DAY
    if written.every is not None:
        return Arrivals(every=written.every.distribution(never_negative=True))
    if written.rate is None:
        moments = written.dates or beginnings(folder / written.log)
        return Arrivals(moments=tuple(sorted(_seconds(moment, start, spans[0][0]) for moment in moments)))
    return Arrivals(
        week=_week(written.rate, written.weekdays.weights if written.weekdays else (1.0,) * 7),
        months=_months(written.months.weights) if written.months else (1.0,) * 12,
        spans=spans,
        days_off=calendar if written.holidays == "none" else None,
    )


def a_week(arrivals: Arrivals) -> float:
    """How many cases come in an ordinary week, if they come at random or with gaps; none of those that are listed."""
    return sum(arrivals.week) if arrivals.every is None else 7 * DAY / arrivals.every.mean


def beginnings(log: Path) -> tuple[datetime, ...]:
    """When each case of an event log begins: the time of its first event. `NoLog` if it cannot be read as one."""
    with log.open(encoding="utf-8-sig", newline="") as file:
        sample = file.read(4096)
        file.seek(0)
        rows = csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        case, when = (
            _column(rows.fieldnames or (), CASE_COLUMNS, log),
            _column(rows.fieldnames or (), TIME_COLUMNS, log),
        )
        first: dict[str, datetime] = {}
        for row in rows:
            moment = _moment(row[when], log, rows.line_num)
            first[row[case]] = min(moment, first.get(row[case], moment))
    return tuple(sorted(first.values()))


def _column(names: Iterable[str], known: Sequence[str], log: Path) -> str:
    by_name = {name.strip().lower(): name for name in reversed([*names])}
    found = next((by_name[name] for name in known if name in by_name), None)
    if found is None:
        raise NoLog(say("the log '{log}' has no column '{name}'", log=log.name, name=known[0]))
    return found


def _moment(text: str | None, log: Path, line: int) -> datetime:
    try:
        return datetime.fromisoformat((text or "").strip()).replace(tzinfo=None)
    except ValueError:
        message = say("line {line} of the log '{log}' has no time: '{text}'", line=line, log=log.name, text=text or "")
        raise NoLog(message) from None


def _seconds(moment: date | datetime, start: date, opens: Seconds) -> Seconds:
    """The seconds from the start to a moment; a day alone means when it opens."""
    if not isinstance(moment, datetime):
        return (moment - start).days * DAY + opens
    return int((moment - datetime.combine(start, time())) / timedelta(seconds=1))


def _week(rate: Rate, weights: tuple[float, ...]) -> tuple[float, ...]:
    """How many come on each day of an ordinary week."""
    return tuple(rate.per_week * weight / sum(weights) for weight in weights)


def _months(weights: tuple[float, ...]) -> tuple[float, ...]:
    """The weights of the months, such that the year has as many as without them."""
    mean = sum(weight * days for weight, days in zip(weights, MONTHS, strict=True)) / YEAR
    return tuple(weight / mean for weight in weights)
