"""What a format of logs is: a function from a file to a log, declared with `log_reader` in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path

from prosessi.errors import NotFound
from prosessi.fitting.logs.columns import Columns
from prosessi.fitting.logs.happening import EventLog
from prosessi.messages import AnyOf, say
from prosessi.registry import Registry

Reading = Callable[[Path, Columns, tzinfo | None], EventLog]

READERS: Registry[Reading] = Registry("prosessi.fitting.logs")


def log_reader(suffix: str) -> Callable[[Reading], Reading]:
    """Declare the decorated function as the reader of files that end with `suffix`."""
    return READERS(suffix)


def read_log(file: Path, columns: Columns, zone: tzinfo | None = None) -> EventLog:
    """Read a log by the ending of its file.

    An ending that belongs to no format is `NotFound`; what cannot be read as that format, `UnreadableLog`.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise NotFound(
            say(
                "'{file}' is no event log that can be read; write it as {endings}",
                file=file.name,
                endings=AnyOf(tuple(READERS)),
            )
        )
    return reader(file, columns, zone)
