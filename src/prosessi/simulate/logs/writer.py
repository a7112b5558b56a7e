"""What a format of logs is: a function from runs to pieces of text, declared with `log_format` in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prosessi.errors import NotFound
from prosessi.messages import say
from prosessi.registry import Registry
from prosessi.simulate.run import Run
from prosessi.source.writing import write_pieces

Writing = Callable[[Sequence[Run]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class LogFormat:
    """A declared format: its name, how its files end, and what writes them."""

    name: str
    suffix: str
    pieces: Writing


LOG_FORMATS: Registry[LogFormat] = Registry("prosessi.simulate.logs")


def log_format(name: str, *, suffix: str) -> Callable[[Writing], Writing]:
    """Declare the decorated function as the writer of the format whose files end with `suffix`."""

    def declare(pieces: Writing) -> Writing:
        LOG_FORMATS(name)(LogFormat(name, suffix, pieces))
        return pieces

    return declare


def write_log(runs: Sequence[Run], path: str | Path) -> Path:
    """Write what happened to the cases of `runs`, in the format that the ending of the file says, piece by piece.

    Of several runs the cases are called by replication and number, `2-17`. The texts are in the language in use. A
    run that kept no log is wrong use; an ending that belongs to no format is `NotFound`.
    """
    file = Path(path)
    write_pieces(file, log_format_of(file).pieces(runs))
    return file


def log_format_of(file: Path) -> LogFormat:
    """The format of a file by its ending, so that one can ask before a long run. `NotFound` if there is none."""
    for form in LOG_FORMATS.values():
        if file.suffix.lower() == form.suffix:
            return form
    endings = [form.suffix for form in LOG_FORMATS.values()]
    raise NotFound(say("'{file}' ends like no event log; the endings are {endings}", file=file.name, endings=endings))
