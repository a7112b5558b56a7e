"""Results as a table with a line for each figure, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from prosessi.simulate.results.results import Results

COLUMNS = ("metric", "process", "of", "value", "low", "high", "unit")

Row = tuple[str, str, str, float, float | None, float | None, str]


def tidy(results: Results) -> Iterator[Row]:
    """A line for each figure; `low` and `high` are empty where it has no interval."""
    for measure, found in results.table.items():
        yield (*measure, found.value, found.low, found.high, measure.unit)


def write_csv(results: Results, file: IO[str]) -> None:
    """Write the lines with their heads as CSV; numbers have a decimal point in every language."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tidy(results))
