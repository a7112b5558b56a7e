"""What the cases of a process give: how long they took, how they ended, and whether their deadlines were met.

Times are of the cases that ended; of a deadline those cases count for which it was met or ran out. A case takes as
many working days as a limit counted from its beginning would have, so one that ends on its first day takes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from prosessi.calendars.calendar import Calendar
from prosessi.chart.chart import ROOT, Chart, Kind
from prosessi.simulate.results.estimate import BATCHES, Batch
from prosessi.simulate.results.measure import Figure, Measure
from prosessi.simulate.results.spread import Spread, spread, spread_of_tally, ways_of
from prosessi.simulate.run import STATUSES, Cases
from prosessi.simulate.setup import DAY, Seconds

HOUR: Seconds = 3600
UNFINISHED = -1
MET = STATUSES.index("met")
MISSED = frozenset({STATUSES.index("breached"), STATUSES.index("met_late")})
LONGEST = 5000
"""Cases that took so many working days or more are counted together where durations are listed day by day."""


def figures_of_cases(chart: Chart, cases: Cases, days: Sequence[int]) -> Iterator[Figure]:
    """Every figure of the cases of one process; `days` are the working days that those took that ended."""
    name = chart.process.process
    count, ended = len(cases.number), len(days)
    yield Figure(Measure("cases", name), count)
    yield Figure(Measure("unfinished", name), count - ended)
    if count:
        batch = ways_of(cases.number).batched(cases.number, BATCHES)
        yield from _deadlines(chart, cases, batch)
        if ended:
            done = _Ended(chart, cases, ended, batch[:ended])
            yield from _times(done, days)
            yield from _outcomes(done)


def durations(days: Sequence[int]) -> tuple[int, ...]:
    """How many cases took 0, 1, 2 ... working days."""
    tally = ways_of(days).tally(days)
    listed = [0] * (min(max(tally, default=-1), LONGEST) + 1)
    for number, count in tally.items():
        listed[min(number, LONGEST)] += count
    return tuple(listed)


def working_days(chart: Chart, cases: Cases, start: date) -> Sequence[int]:
    """How many working days each case took that ended; `start` is the day from which the run counts its seconds."""
    ended = _how_many_ended(cases)
    if ended == 0:
        return ()
    days = _counted(chart.calendar, start, int(cases.ended[ended - 1]) // DAY)
    taken: Sequence[int] = ways_of(cases.ended).days_between(cases.begun[:ended], cases.ended[:ended], days)
    return taken


@dataclass(frozen=True, slots=True)
class _Ended:
    """The cases of a process that ended: the first `count` of the table, and the batch of each."""

    chart: Chart
    cases: Cases
    count: int
    batch: Sequence[int]

    @property
    def ways(self) -> Any:
        return ways_of(self.cases.ended)

    def of(self, column: Sequence[int]) -> Sequence[int]:
        return column[: self.count]

    def batches(self, column: Sequence[int], unit: int = 1) -> tuple[Batch, ...]:
        sums: tuple[Batch, ...] = self.ways.sums(column, self.batch, BATCHES)
        return tuple((count, total / unit) for count, total in sums)


def _how_many_ended(cases: Cases) -> int:
    return len(cases.final) - int(ways_of(cases.final).tally(cases.final).get(UNFINISHED, 0))


def _times(done: _Ended, days: Sequence[int]) -> Iterator[Figure]:
    cases = done.cases
    cycle = done.ways.less(done.of(cases.ended), done.of(cases.begun))
    yield from _time("cycle_time", done, cycle, HOUR)
    yield from _time("cycle_days", done, days)
    yield from _time("waiting_time", done, done.of(cases.waited), HOUR)
    yield from _time("working_time", done, done.of(cases.worked), HOUR)


def _time(metric: str, done: _Ended, column: Sequence[int], unit: int = 1) -> Iterator[Figure]:
    known = spread(column)
    if known is not None:
        batches = done.batches(column, unit)
        yield from _spread(metric, Measure("", done.chart.process.process), known, unit, batches)


def _spread(
    metric: str, of: Measure, known: Spread, unit: int = 1, batches: tuple[Batch, ...] = ()
) -> Iterator[Figure]:
    """The figures of a spread; `of` says of what they are."""
    yield Figure(of._replace(metric=f"{metric}.mean"), known.mean / unit, batches)
    yield Figure(of._replace(metric=f"{metric}.sd"), known.deviation / unit)
    for name, value in known.percentiles.items():
        yield Figure(of._replace(metric=f"{metric}.{name}"), value / unit)


def _outcomes(done: _Ended) -> Iterator[Figure]:
    """The share of each way in which a case of the process can end, and of others in which some ended here."""
    chart, final = done.chart, done.of(done.cases.final)
    tally: Mapping[int, int] = done.ways.tally(final)
    endings = {vertex.id for vertex in chart.vertices if vertex.kind is Kind.FINAL and vertex.parent == ROOT}
    for state in sorted(endings | set(tally)):
        measure = Measure("outcome", chart.process.process, chart[state].name)
        yield Figure(measure, tally.get(state, 0) / done.count, done.batches(done.ways.among(final, {state})))


def _deadlines(chart: Chart, cases: Cases, batch: Sequence[int]) -> Iterator[Figure]:
    for watch, statuses, late in zip(chart.watches, cases.statuses, cases.late, strict=True):
        ways, measure = ways_of(statuses), Measure("", chart.process.process, watch.name)
        settled = ways.among(statuses, MISSED | {MET})
        met = ways.chosen(ways.among(statuses, {MET}), settled)
        if len(met):
            batches = ways.sums(met, ways.chosen(batch, settled), BATCHES)
            kept = sum(total for _, total in batches)
            yield Figure(measure._replace(metric="deadline.met"), kept / len(met), batches)
            yield Figure(measure._replace(metric="deadline.missed"), len(met) - kept)
        by_how_much = spread_of_tally(ways.tally(ways.chosen(late, ways.among(statuses, MISSED))))
        if by_how_much is not None:
            yield from _spread("deadline.late", measure, by_how_much)


@lru_cache(maxsize=64)
def _counted(calendar: Calendar, start: date, last: int) -> tuple[int, ...]:
    """How many working days there have been by the end of each day, from `start` to the day so many days after it."""
    return calendar.working_days_from(start, last + 1)
