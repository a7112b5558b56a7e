"""The log of a case: what was done, when, and where the case stood before and after.

Every way of walking, by hand or by script, makes its entries here, so that a walk that is saved and run again has
the very same log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest

from prosessi.calendars.clocks import count
from prosessi.calendars.durations import DurationProblem, parse_duration
from prosessi.chart.case import advance, begin, send
from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.situation import Case, Refused, Step, Taken
from prosessi.errors import WrongUse
from prosessi.expressions.program import ValueProblem, decode, encode
from prosessi.messages import say


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a case: what was known and which papers there were."""

    data: tuple[tuple[str, object], ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """Time let pass. `words` is a duration, or a day as 2025-01-31, just as it was asked for."""

    words: str


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody tried to do, whether or not it went through."""

    event: str
    by: str | None = None
    papers: tuple[str, ...] = ()
    decided: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `number` is the step it belongs to: waiting and the act after it are one step.

    The opening is step 0, and its `before` is the case itself. `steps` is empty when nothing moved.
    `failed` are timers and breaches whose steps could not be worked out.
    """

    number: int
    deed: Opening | Wait | Act
    before: Case
    after: Case
    steps: tuple[Step, ...] = ()
    refused: Refused | None = None
    failed: tuple[Refused, ...] = ()

    @property
    def at(self) -> datetime:
        """When it was over."""
        return self.after.now


Log = tuple[Entry, ...]


def open_case(chart: Chart, start: date, data: Mapping[str, object], documents: Collection[str] = ()) -> Entry:
    """Begin a case. A date is its first moment, midnight."""
    taken = begin(chart, dict(data), at=first_moment(start), documents=tuple(documents))
    deed = Opening(_pairs(chart, data), tuple(documents))
    return Entry(0, deed, taken.case, taken.case, taken.steps, failed=taken.failed)


def do(chart: Chart, log: Log, act: Act, number: int) -> Entry:
    """Try an act where the log ends. A refusal is an entry too: the case stands where it stood."""
    case = log[-1].after
    result = send(chart, case, act.event, by=act.by, papers=act.papers, decided=dict(act.decided))
    if isinstance(result, Taken):
        return Entry(number, act, case, result.case, result.steps, failed=result.failed)
    return Entry(number, act, case, case, (), result)


def let_pass(chart: Chart, log: Log, words: str | date, number: int) -> Entry:
    """Let time pass where the log ends: a duration in words, or up to the beginning of a day.

    A duration that can't be read, and a day that has gone by already, are wrong use.
    """
    case = log[-1].after
    until = _until(chart, case.now, words)
    if until < case.now:
        raise WrongUse(say("{day} has gone by already: it is {today}", day=until.date(), today=case.now.date()))
    advanced = advance(chart, case, until)
    return Entry(number, Wait(str(words)), case, advanced.case, advanced.steps, failed=advanced.failed)


def first_moment(day: date) -> datetime:
    """The moment that a date stands for. A datetime stands for itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min)


def act_of(chart: Chart, event: str, *, by: str | None, papers: Collection[str], decided: Mapping[str, object]) -> Act:
    """An act as a value. What was decided keeps the order in which it was said."""
    return Act(event, by, tuple(papers), _pairs(chart, decided))


def deadline_changes(entry: Entry) -> Iterator[tuple[DeadlineState | None, DeadlineState]]:
    """The deadlines whose standing an entry changed, before and after."""
    before = () if isinstance(entry.deed, Opening) else entry.before.deadlines
    for old, new in zip_longest(before, entry.after.deadlines):
        if (new.status, new.due) != ((old.status, old.due) if old else ("not_started", None)):
            yield old, new


def _until(chart: Chart, now: datetime, words: str | date) -> datetime:
    day = words if isinstance(words, date) else _day_in(words)
    if day is not None:
        return max(first_moment(day), now) if day == now.date() else first_moment(day)
    try:
        duration = parse_duration(str(words))
    except DurationProblem as problem:
        raise WrongUse(problem.message) from None
    due = count(duration, now, chart.calendar, rolls=False).due
    return first_moment(due)


def _day_in(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _pairs(chart: Chart, data: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple((name, _plain(chart, name, value)) for name, value in data.items())


def _plain(chart: Chart, name: str, value: object) -> object:
    """A value as the chart gives it back, so that a date is equal to its text and a set to its list."""
    slot = next((slot for slot in chart.slots if slot.name == name), None)
    if slot is not None and value is not None:
        try:
            return decode(slot.type, encode(slot.type, value))
        except ValueProblem:
            pass  # the chart says what is wrong with it, if it comes that far
    return tuple(sorted(value, key=str)) if isinstance(value, (list, set, frozenset, tuple)) else value
