"""The log as a table, one line an event: for spreadsheets and for any program.

Fields are parted by commas and decimals written with a point, as RFC 4180 and every reader of event logs expect it: a
log is handed on to programs. Who opens it in a Finnish Excel imports it as text (Data > From Text/CSV), where
semicolons would only help by half, since every decimal would then need its comma, which no mining tool reads.
Times are civil time, with a space between day and time, which spreadsheets take for a time.
"""

from __future__ import annotations

import csv as table
import io
from collections.abc import Iterator, Mapping, Sequence

from prosessi.expressions.program import decode
from prosessi.messages import language, show
from prosessi.simulate.logs.lines import Line, lines, prefixed, role_in, subject
from prosessi.simulate.logs.writer import log_format
from prosessi.simulate.run import Run
from prosessi.simulate.setup import Setup

COLUMNS = ("case", "process", "event", "label", "lifecycle", "time", "role", "crew", "states", "came_from")
DATA = "data."
"""What stands before the name of case data at the head of its column."""

PIECE = 1 << 16


@log_format("csv", suffix=".csv")
def csv(runs: Sequence[Run]) -> Iterator[str]:
    """A line an event, in the order of time; the data with which a case begins and that acts decide in columns."""
    data = data_columns([run.setup for run in runs])
    buffer = io.StringIO()
    rows = table.DictWriter(buffer, [*COLUMNS, *data], restval="", lineterminator="\r\n")
    rows.writeheader()
    for run, prefix in prefixed(runs):
        for line in lines(run, prefix):
            rows.writerow(_row(run.setup, line))
            if buffer.tell() >= PIECE:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


def data_columns(setups: Sequence[Setup]) -> list[str]:
    """The columns of case data: of every process each one once, in the order in which they are written there."""
    names = (slot.name for setup in setups for process in setup.processes for slot in process.chart.slots)
    return list(dict.fromkeys(f"{DATA}{name}" for name in names))


def plain(value: object) -> str:
    """A value of case data in one field: a set as its choices with spaces between, nothing for what is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return " ".join(map(str, value))
    return str(value)


def _row(setup: Setup, line: Line) -> Mapping[str, str]:
    event, label = subject(setup, line)
    return {
        "case": line.case,
        "process": setup.processes[line.process].chart.process.process,
        "event": event,
        "label": show(label, language()),
        "lifecycle": line.what.name.lower(),
        "time": line.at.isoformat(" "),
        "role": role_in(setup, line) or "",
        "crew": setup.crews[line.crew].name if line.crew is not None else "",
        "states": " ".join(line.states),
        "came_from": line.came_from or "",
        **{f"{DATA}{slot.name}": plain(decode(slot.type, value)) for slot, value in line.settled},
    }
