"""How long cases take: spread over stretches of working days, with the middle one and the ninth of ten marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from prosessi.chart.chart import Chart
from prosessi.messages import Message, say
from prosessi.report.charted import charted, lead, part
from prosessi.report.columns import Column, Columns, Mark
from prosessi.report.markup import Markup
from prosessi.report.sketch import Caption
from prosessi.report.tables import Cell, Table
from prosessi.report.writing import number, percent, said
from prosessi.simulate.results.numbers import Figure, HowLong, Number
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import times_of

COLUMNS = 16
WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
NEARLY_ALL = 0.99
SHORT = 48.0
"""Hours: where nine in ten cases are over by then, their times are told in hours."""


@dataclass(frozen=True, slots=True)
class Bin:
    """How many cases took from `low` to `high` working days; as many as `low` or more if there is no `high`."""

    low: int
    high: int | None
    cases: int

    @property
    def name(self) -> str:
        """The days in figures."""
        if self.high is None:
            return str(say("{n} or more", n=self.low))
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def bins(days: Sequence[int]) -> list[Bin]:
    """Cases that took 0, 1, 2 ... working days, counted in stretches; the longest hundredth of them together.

    >>> [(each.name, each.cases) for each in bins([4, 2, 0, 1])]
    [('0', 4), ('1', 2), ('2', 0), ('3', 1)]
    """
    least = next(day for day, cases in enumerate(days) if cases)
    most = _day_of(days, NEARLY_ALL) if len(days) > COLUMNS else len(days) - 1
    wide = next(width for width in WIDTHS if most // width - least // width < COLUMNS)
    lows = range(least // wide * wide, most + 1, wide)
    found = [Bin(low, low + wide - 1, sum(days[low : low + wide])) for low in lows]
    beyond = sum(days[found[-1].low + wide :])
    return [*found, Bin(found[-1].low + wide, None, beyond)] if beyond else found


def durations(results: Results, chart: Chart, key: str) -> Markup | None:
    """The part about how long cases of a process take; nothing if none ended."""
    process = chart.process.process
    [place] = (number for number, each in enumerate(results.setup.processes) if each.chart is chart)
    days = results.durations[place]
    if not sum(days):
        return None
    median, p90 = (how_long(results, process, name) for name in ("median", "p90"))
    told = say("Half of the cases take {median} at most, and nine in ten {p90} at most.", median=median, p90=p90)
    found = bins(days)
    return part(
        f"{key}-times",
        say("How long cases take"),
        lead(told),
        charted(_chart(results, process, key, found), _spread(key, found)),
        _times(results, process, key).drawn(),
    )


def how_long(results: Results, process: str, which: str) -> Message | HowLong:
    """A percentile of how long cases take: in working days, or in hours where most are over in a day or two."""
    if results.mean("cycle_time.p90", process) < SHORT:
        return HowLong(results.mean(f"cycle_time.{which}", process))
    days = results.mean(f"cycle_days.{which}", process)
    return say("1 working day") if days == 1 else say("{n} working days", n=Number(days))


def _chart(results: Results, process: str, key: str, found: Sequence[Bin]) -> Columns:
    total, wide = sum(each.cases for each in found), found[1].low - found[0].low if len(found) > 1 else 1
    median, p90 = (results.mean(f"cycle_days.{name}", process) for name in ("median", "p90"))
    marks = (
        (median, say("half: {time} at most", time=how_long(results, process, "median"))),
        (p90, say("nine in ten: {time} at most", time=how_long(results, process, "p90"))),
    )
    return Columns(
        Caption(
            f"{key}-spread",
            say("How cases are spread over working days"),
            say("The share of cases that took so many working days. The numbers are in the table “Working days”."),
        ),
        [Column(str(each.low), each.cases / total, "") for each in found],
        up=say("share of cases"),
        across=say("working days from beginning to end"),
        share=True,
        marks=[Mark(min((days - found[0].low + 0.5) / wide, len(found)), words) for days, words in marks],
        edges=wide > 1,
    )


def _spread(key: str, found: Sequence[Bin]) -> Table:
    total = sum(each.cases for each in found)
    rows = [
        (
            each.name,
            number(each.cases, 0),
            percent(each.cases / total),
            percent(so_far / total),
        )
        for each, so_far in zip(found, accumulate(each.cases for each in found), strict=True)
    ]
    heads = (say("Working days"), say("Cases"), say("Share"), say("Share so far"))
    return Table(f"{key}-spread-table", say("Working days"), heads, rows)


def _times(results: Results, process: str, key: str) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            name,
            said(Figure(results.estimate(f"{metric}.mean", process), unit=unit)),
            *(number(results.mean(f"{metric}.{each}", process) / unit) for each in ("median", "p90", "p95")),
        )
        for name, metric, unit in times_of(results, process)
    ]
    heads = (
        say("Time"),
        say("On average (95% confidence interval)"),
        say("Median"),
        say("90% at most"),
        say("95% at most"),
    )
    return Table(f"{key}-times-table", say("Times of a case"), heads, rows)


def _day_of(days: Sequence[int], share: float) -> int:
    """The day by which this share of the cases is over."""
    wanted = math.ceil(share * sum(days))
    return next(day for day, so_far in enumerate(accumulate(days)) if so_far >= wanted)
