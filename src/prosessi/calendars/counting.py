"""A counted limit and its explanation: each day that was counted, each that was skipped and why, and the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from prosessi.calendars.calendar import SATURDAY, Calendar
from prosessi.calendars.durations import Duration
from prosessi.messages import Message, say, say_many

LONGEST_LIST: Final = 25
"""So many lines a person still reads one by one; of a longer count only what is out of the ordinary is told."""


@dataclass(frozen=True, slots=True)
class DayNote:
    """One day of a count: its number if it was counted, and otherwise why it was not."""

    day: date
    number: int | None
    why: Message | None

    def line(self) -> Message:
        """The note as a line of an explanation."""
        if self.why is None:
            return say("{day} = {number}", day=self.day, number=self.number)
        return say("{day} is not counted: {why}", day=self.day, why=self.why)


@dataclass(frozen=True, slots=True)
class Count:
    """A limit counted from a start.

    `begin` is the day on which the count rests: the day of the start, or for a letter the day on which it is deemed
    received. `strict` is the last day as the count gives it and `due` the last day on which acting is in time, later
    where the limit rolls over; for hours and minutes both are moments. `duration` is None for a fixed date.
    """

    duration: Duration | None
    start: date
    begin: date
    calendar: Calendar
    strict: date
    due: date

    @property
    def rolled(self) -> bool:
        """Whether the last day moved to the next working day."""
        return self.due != self.strict

    @property
    def expires(self) -> datetime:
        """The first moment that is too late."""
        if isinstance(self.due, datetime):
            return self.due
        if self.due == date.max:
            return datetime.max  # noqa: DTZ901  # civil time has no zone
        return datetime.combine(self.due + timedelta(days=1), time.min)

    @property
    def days(self) -> tuple[DayNote, ...]:
        """What each day was, for a limit in working days; for others the days on which something is decided."""
        if self.duration is None or self.duration.exact:
            return ()
        tell = _working_days if _by_working_days(self.duration) else _calendar_days
        return tuple(tell(self, self.duration))

    @property
    def rule(self) -> Message:
        """The rule of the clock in one sentence."""
        if self.duration is None:
            return say("the day is fixed")
        return _rule(self.duration)

    def explain(self) -> list[Message]:
        """The whole reckoning, line by line: the rule, the days, the roll-over, the last day."""
        if self.duration is None:
            return [self.rule, self._end()]
        if self.duration.exact:
            return [self.rule, say("the last moment is {moment}", moment=self.due)]
        return [self.rule, *_post(self, self.duration), *_told(self, self.duration), *_roll(self), self._end()]

    def _end(self) -> Message:
        return say("the last day is {day}", day=self.due)


def _rule(duration: Duration) -> Message:  # noqa: PLR0911  # one sentence a clock
    match duration.unit:
        case "same or next working day":
            return say("{length} at the latest", length=duration)
        case "milliseconds" | "seconds":
            return say("{length}: counted exactly", length=duration)
        case "minutes" | "hours":
            return say("{length}: counted to the minute", length=duration)
        case "working days":
            return say("{length}: Saturdays, Sundays and holidays are not counted", length=duration)
        case "months" | "years" if not duration.counting_first:
            return say("{length}: to the same-numbered day, or the last day of a shorter month", length=duration)
    if duration.counting_first:
        return say("{length}: the day of the start is day 1", length=duration)
    if duration.after_letter:
        return say("{length}: the day of service is not counted", length=duration)
    return say("{length}: the day of the start is not counted", length=duration)


def _by_working_days(duration: Duration) -> bool:
    return duration.unit in {"working days", "same or next working day"}


def _working_days(count: Count, duration: Duration) -> Iterator[DayNote]:
    day, number = count.begin, 0
    if not duration.counting_first:
        yield _start(count, duration)
        day += timedelta(days=1)
    for each in _days_from(day, count.strict):
        why = count.calendar.closed_because(each)
        number += why is None
        yield DayNote(each, None if why else number, why)


def _calendar_days(count: Count, duration: Duration) -> Iterator[DayNote]:
    yield DayNote(count.begin, 1, None) if duration.counting_first else _start(count, duration)
    for day in _days_from(count.strict, count.due):
        last = day == count.due
        yield DayNote(day, duration.n if last else None, None if last else count.calendar.closed_because(day))


def _start(count: Count, duration: Duration) -> DayNote:
    if duration.after_letter:
        return DayNote(count.begin, None, say("the day of service"))
    if _by_working_days(duration):
        return DayNote(count.begin, None, say("the day of receipt"))
    return DayNote(count.begin, None, say("the day of the start"))


def _post(count: Count, duration: Duration) -> Iterator[Message]:
    if duration.after_letter:
        letter = say_many("{n} day after sending", "{n} days after sending", count.calendar.letter_days)
        yield say("{day}: the letter is deemed received ({why})", day=count.begin, why=letter)


def _told(count: Count, duration: Duration) -> Iterator[Message]:
    """The lines about the days before any roll-over."""
    first, *rest = count.days
    yield first.line() if first.why is None else say("{day} is not counted ({why})", day=first.day, why=first.why)
    if not _by_working_days(duration):
        yield _strict_end(count, duration)
    elif len(rest) <= LONGEST_LIST:
        yield from (note.line() for note in rest)
    else:
        yield from (note.line() for note in rest if _extraordinary(note))
        weekends = sum(note.day.weekday() >= SATURDAY for note in rest)
        yield say_many("{n} day of weekends is not counted", "{n} days of weekends are not counted", weekends)
        yield rest[-1].line()


def _extraordinary(note: DayNote) -> bool:
    return note.number == 1 or (note.number is None and note.day.weekday() < SATURDAY)


def _strict_end(count: Count, duration: Duration) -> Message:
    if duration.unit in {"months", "years"} and not duration.counting_first:
        if count.strict.day != count.begin.day:
            return say("no such day in that month, so its last day: {day}", day=count.strict)
        return say("the same-numbered day is {day}", day=count.strict)
    return say("the count ends on {day}", day=count.strict)


def _roll(count: Count) -> Iterator[Message]:
    """Each day that could not be the last one, and where the last day went; or that it stays where it is."""
    if count.rolled:
        for day in _days_from(count.strict, count.due - timedelta(days=1)):
            yield say("{day} cannot be the last day: {why}", day=day, why=count.calendar.closed_because(day))
        yield say("the last day moves to the next working day: {day}", day=count.due)
    elif (why := count.calendar.closed_because(count.due)) is not None:
        yield say("{day} is no working day ({why}), but this limit does not move", day=count.due, why=why)


def _days_from(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
