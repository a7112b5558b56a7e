"""Results as tables for spreadsheets and statistics programs: a line for each figure, or a line for each case."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from prosessi.errors import NotFound
from prosessi.messages import say
from prosessi.simulate.results.of_cases import HOUR, working_days
from prosessi.simulate.results.results import Results
from prosessi.simulate.run import STATUSES, Run

AT_A_TIME = 50_000
"""Lines held in memory."""

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with what is in each column: text, whole numbers, numbers or moments. Any value may be missing."""

    columns: Mapping[str, type]
    rows: Iterable[Row]


def figures(results: Results) -> Table:
    """A line for each figure; `low` and `high` are missing where it has no interval."""
    columns = dict.fromkeys(("metric", "process", "of"), str) | dict.fromkeys(("value", "low", "high"), float)
    rows = ((*measure, found.value, found.low, found.high, measure.unit) for measure, found in results.table.items())
    return Table(columns | {"unit": str}, rows)


def cases(results: Results) -> Table:
    """A line for each case that counts in the runs that were kept; a deadline has two columns, also how late it is."""
    watches = dict.fromkeys(watch.name for each in results.setup.processes for watch in each.chart.watches)
    columns: dict[str, type] = {"process": str, "replication": int, "case": int, "begun": datetime, "ended": datetime}
    columns |= dict.fromkeys(("cycle_time", "cycle_days", "waiting_time", "working_time"), float) | {"outcome": str}
    for watch in watches:
        columns |= {watch: str, f"{watch}.late": int}
    return Table(columns, (row for run in results.runs for row in _cases(run, list(watches))))


def table_form_of(file: Path) -> Callable[[Table], str | bytes]:
    """What writes a table into a file with this ending; raises `NotFound` if nothing does."""
    form = TABLE_FORMS.get(file.suffix.lower())
    if form is None:
        raise NotFound(
            say("'{file}' ends like no table; the endings are {endings}", file=file.name, endings=list(TABLE_FORMS))
        )
    return form


def csv_text(table: Table) -> str:
    """A table as CSV; numbers have a decimal point in every language."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def parquet(table: Table) -> bytes:
    """A table as Parquet; raises `NotFound` where the extra that writes it is not installed."""
    try:
        arrow, writing = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise NotFound(say("Parquet needs an extra part: pip install 'prosessi[parquet]'")) from error
    kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), datetime: arrow.timestamp("s")}
    schema = arrow.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    written, rows = io.BytesIO(), iter(table.rows)
    with writing.ParquetWriter(written, schema) as writer:
        while some := list(islice(rows, AT_A_TIME)):
            columns = [
                arrow.array(column, kind) for column, kind in zip(zip(*some, strict=True), schema.types, strict=True)
            ]
            writer.write_table(arrow.table(columns, schema=schema))
    return written.getvalue()


def _cases(run: Run, watches: list[str]) -> Iterator[Row]:
    midnight = datetime.combine(run.setup.start, time())
    for process, table in zip(run.setup.processes, run.cases, strict=True):
        chart = process.chart
        days = [int(each) for each in working_days(chart, table, run.setup.start)]
        places = {watch.name: place for place, watch in enumerate(chart.watches)}
        for line, number in enumerate(table.number):
            begun, end = int(table.begun[line]), int(table.ended[line])
            done = line < len(days)
            yield (
                chart.process.process,
                run.replication,
                int(number),
                midnight + timedelta(seconds=begun),
                midnight + timedelta(seconds=end) if done else None,
                (end - begun) / HOUR if done else None,
                days[line] if done else None,
                int(table.waited[line]) / HOUR,
                int(table.worked[line]) / HOUR,
                chart[int(table.final[line])].name if done else None,
                *_deadlines(table.statuses, table.late, [places.get(watch) for watch in watches], line),
            )


def _deadlines(statuses: Any, late: Any, places: Iterable[int | None], line: int) -> Iterator[object]:
    """How each deadline stood and by how many days it was late; missing where the process has none so called."""
    for place in places:
        if place is None:
            yield from (None, None)
        else:
            status = STATUSES[int(statuses[place][line])]
            yield status
            yield int(late[place][line]) if status in {"breached", "met_late"} else None


TABLE_FORMS: Mapping[str, Callable[[Table], str | bytes]] = {".csv": csv_text, ".parquet": parquet}
