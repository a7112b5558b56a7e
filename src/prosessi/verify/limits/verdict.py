"""Whether a deadline can be missed although everyone keeps their own limits: judged for every day of years at once.

The question, precisely. A case comes to where the deadline starts on some day. From there on it takes any way that the
chart has, whatever its conditions say. It stays at each place as long as it likes, but no longer than any limit that
runs there allows: another deadline, soft or not, that is met in time, or a clock that leads on by itself. How late can
the deadline still run, and is that later than its own last day? If a place has no limit of its own, only the deadline
itself bounds the stay, and then there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prosessi.calendars.durations import Duration
from prosessi.chart.chart import Chart, StateId
from prosessi.messages import Message, say
from prosessi.verify.limits.last_day import LastDays, span_for
from prosessi.verify.limits.latest import Bound, Latest
from prosessi.verify.limits.limits import Limit
from prosessi.verify.limits.story import Story, story
from prosessi.verify.limits.stretch import Stretch, counted_from, data_behind, stretch_of

YEARS = 10
FIRST = date(2026, 1, 1)
"""From when on start days are tried, unless told otherwise: a fixed day, so that answers last."""

Answer = Literal["exact", "bound", "no limit", "endless round", "not reckoned", "never starts"]
"""How the question was answered: by the latest day itself, by a day that is not passed, or why not at all."""


@dataclass(frozen=True, slots=True)
class Cure:
    """The smallest shortening of one limit with which the deadline is kept on every start day."""

    limit: Limit
    was: Duration
    will_be: Duration


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one deadline.

    `slack` is for each start day how many days are left, negative where the deadline is missed. `surely` is
    the worst day if limits in hours are counted as the days that they surely reach. `places` are the states
    without a limit of their own, or those that a case can go round. `loose` says why a bound may not be reached;
    `assuming` what the answer takes for granted; `why` what keeps it from being reckoned.
    """

    deadline: str
    answered: Answer
    first: date
    slack: tuple[int, ...] = ()
    first_missed: Story | None = None
    worst: Story | None = None
    surely: Story | None = None
    cure: Cure | None = None
    places: tuple[str, ...] = ()
    loose: tuple[Message, ...] = ()
    assuming: Message | None = None
    why: Message | None = None

    @property
    def missed(self) -> int:
        """On how many start days the deadline can be missed."""
        return sum(days < 0 for days in self.slack)


def judge(chart: Chart, deadline: str, first: date = FIRST, years: int = YEARS) -> Verdict:
    """Judge a deadline for the start days of `years` from `first` on."""
    stretch = stretch_of(chart, deadline)
    if stretch is None:
        return Verdict(deadline, "never starts", first)
    why = not_reckoned(stretch.limit)
    if why is not None:
        return Verdict(deadline, "not reckoned", first, why=why)
    if any(not stretch.cut_short(place) for place in stretch.bare):
        return Verdict(deadline, "no limit", first, places=names(chart, stretch.bare))
    return _Judge(stretch, first, years).verdict()


def not_reckoned(limit: Limit) -> Message | None:
    """Why the last day of a deadline cannot be told for a start day, if it cannot."""
    watch = limit.watch
    if watch is None:
        return None
    other = data_behind(limit) - {counted_from(limit)}
    if other:
        return say("its last day depends on the case data '{name}'", name=min(other))
    lengths = [watch.deadline.within, *(version.within for version in watch.deadline.versions)]
    if any(length is not None and length.exact for length in lengths):
        return say("it is counted in hours or minutes, and here only whole days are counted")
    return None


def names(chart: Chart, places: tuple[StateId, ...]) -> tuple[str, ...]:
    """The names of places, each once."""
    return tuple(dict.fromkeys(chart[place].name for place in places))


@dataclass(slots=True)
class _Judge:
    stretch: Stretch
    first: date
    years: int
    instead: dict[Limit, Duration] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        latest = self._latest(self.instead)
        last, due = latest.reckon(), self._due(latest)
        if last is None or max(last) >= latest.last_days.far:
            return self._unbounded(latest)
        slack = tuple(end - day for end, day in zip(due, last, strict=True))
        if min(slack) < 0 and self._bare(latest):
            return self._answer("no limit", places=names(self.stretch.chart, self._bare(latest)))
        worst = min(range(len(slack)), key=slack.__getitem__)
        first_missed = next((number for number, days in enumerate(slack) if days < 0), None)
        told = story(latest, worst, due[worst])
        loose = (*self.stretch.loose, *self._rounded())
        return self._answer(
            "bound" if loose else "exact",
            slack=slack,
            worst=told,
            surely=self._surely() if first_missed is not None and self._rounded() else None,
            first_missed=None if first_missed is None else story(latest, first_missed, due[first_missed]),
            cure=self._cure(told) if first_missed is not None else None,
            loose=loose,
        )

    def _answer(self, answered: Answer, **more: object) -> Verdict:
        watch = self.stretch.limit.watch
        datum = counted_from(self.stretch.limit)
        assuming = None if datum is None else say("'{name}' is the day on which the time starts", name=datum)
        return Verdict(watch.name if watch else "", answered, self.first, assuming=assuming, **more)  # type: ignore[arg-type]

    def _surely(self) -> Story | None:
        latest = self._latest({}, at_least=True)
        last, due = latest.reckon(), self._due(latest)
        if last is None:
            return None
        worst = min(range(len(last)), key=lambda number: due[number] - last[number])
        return story(latest, worst, due[worst]) if due[worst] < last[worst] else None

    def _latest(self, instead: Mapping[Limit, Duration], *, at_least: bool = False) -> Latest:
        limits = self.stretch.standings.limits
        years = span_for(limits, self.years + 1)
        last_days = LastDays(self.stretch.chart, self.first.year, years, instead, at_least)
        begin = last_days.number(self.first)
        end = last_days.number(self.first.replace(year=self.first.year + self.years, day=min(self.first.day, 28)))
        return Latest(self.stretch, last_days, list(range(begin, end)))

    def _due(self, latest: Latest) -> list[int]:
        return latest.last_days.of(self.stretch.limit, latest.starts, latest.starts)

    def _unbounded(self, latest: Latest) -> Verdict:
        bare = self._bare(latest)
        if not bare and latest.unknown:
            why = say("it is not known how often these can follow one another")
            return self._answer("not reckoned", places=names(self.stretch.chart, latest.unknown[0]), why=why)
        if bare or not latest.rounds:
            return self._answer("no limit", places=names(self.stretch.chart, bare))
        return self._answer("endless round", places=names(self.stretch.chart, latest.rounds[0]))

    def _bare(self, latest: Latest) -> tuple[StateId, ...]:
        """The places without a limit of their own, but for those that end with branches beside them."""
        return tuple(
            place
            for place in self.stretch.bare
            if all(latest.comes.get(parallel) is None for parallel in self.stretch.cut_short(place))
        )

    def _rounded(self) -> list[Message]:
        """Whether some limit on the way is counted in hours, of which only the days are counted."""
        lengths = [own_length(limit) for bounds in self.stretch.bounds.values() for limit in bounds]
        if any(length is not None and length.exact for length in lengths):
            return [say("limits in hours and minutes are counted as the days that they reach into")]
        return []

    def _cure(self, told: Story) -> Cure | None:
        """The smallest shortening of one limit on the worst way that clears all start days: tried before it is told."""
        cures = [
            cure
            for limit in dict.fromkeys(leg.limit for leg in told.legs if leg.limit is not None)
            if (cure := self._shortened(limit, told.begins)) is not None
        ]
        return min(cures, key=lambda cure: _days(cure.was) - _days(cure.will_be), default=None)

    def _shortened(self, limit: Limit, worst: date) -> Cure | None:
        was = own_length(limit)
        if was is None or was.exact or was.unit == "same or next working day":
            return None
        low, high = int(was.counting_first), was.n
        if not self._kept(limit, _of_length(was, low), worst):
            return None  # on the worst day not even the shortest would do
        while low < high:  # towards the longest length with which no start day is missed
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._kept(limit, _of_length(was, middle)) else (low, middle - 1)
        return Cure(limit, was, _of_length(was, low)) if self._kept(limit, _of_length(was, low)) else None

    def _kept(self, limit: Limit, length: Duration, only: date | None = None) -> bool:
        """Whether no start day is missed, or not that one, if a limit has another length."""
        latest = self._latest({limit: length})
        if only is not None:
            latest.starts = [latest.last_days.number(only)]
        last: Bound = latest.reckon()
        return last is not None and all(day <= end for day, end in zip(last, self._due(latest), strict=True))


def own_length(limit: Limit) -> Duration | None:
    """The length of a limit that has just one."""
    if limit.edge is not None:
        return limit.edge.after
    return None if limit.watch is None else limit.watch.deadline.within


def _of_length(was: Duration, n: int) -> Duration:
    return Duration(n, was.unit, was.counting_first, was.after_letter, was.rolls)


def _days(length: Duration) -> float:
    return length.n * {"working days": 1.4, "weeks": 7.0, "months": 30.4, "years": 365.0}.get(length.unit, 1.0)
