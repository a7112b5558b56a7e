"""Cases lived through one by one, and what they have been through together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.walk.coverage import Coverage
from prosessi.walk.coverage import coverage as coverage_of
from prosessi.walk.files import load_walks, walks_files
from prosessi.walk.script import run_walks
from prosessi.walk.walk import Walk


def walk(
    chart: Chart,
    *,
    start: date | None = None,
    case: Mapping[str, object] | None = None,
    documents: Collection[str] = (),
) -> Walk:
    """Begin a case, today or on the day `start`, with the data and papers that it has from the beginning.

    >>> arviointi = walk(load("monialainen-palvelutarpeen-arviointi"), start=date(2025, 4, 1))
    >>> arviointi.active
    ('vireilla',)
    """
    return Walk(chart, start=start, case=case, documents=documents)


def coverage(chart: Chart, walks: Iterable[Walk] | None = None) -> Coverage:
    """What walks have been through of a process; by default the walks written beside its file.

    >>> coverage(load("monialainen-palvelutarpeen-arviointi")).missing
    ()
    """
    if walks is not None:
        return coverage_of(chart, [walked.log for walked in walks])
    files = walks_files(Path(chart.process.place.file))
    written = [loaded.walks for file in files if (loaded := load_walks(file, lambda _: chart)).walks is not None]
    return coverage_of(chart, [result.log for path in written for result in run_walks(chart, path)])
