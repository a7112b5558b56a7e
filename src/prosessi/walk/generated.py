"""Walks that were made by a search and not by a person: written down, and run before anybody sees them.

They come as plain values, steps as in `walks.yaml`. They go to a file of their own, so that what an author has written
is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from prosessi.chart.chart import Chart
from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.model.walks import Walks
from prosessi.source.writing import write_whole
from prosessi.source.yaml import read
from prosessi.walk.files import read_walks
from prosessi.walk.record import block_lines
from prosessi.walk.script import WalkResult, run_walks

FILE: Final = "generated.walks.yaml"
"""The file beside a process that is made anew each time; pytest runs it as it runs `walks.yaml`."""

MARK: Final = "# prosessi walks"
"""How such a file begins. A file that begins otherwise is somebody's own."""


@dataclass(frozen=True, slots=True)
class Generated:
    """One path in plain values."""

    name: str
    title: str
    start: date
    case: Mapping[str, object] = field(default_factory=dict)
    expect: Mapping[str, object] = field(default_factory=dict)
    steps: tuple[Mapping[str, object], ...] = ()


def walks_text(process: str, paths: Iterable[Generated], notes: Sequence[str] = ()) -> str:
    """The text of a file with these paths; `notes` stand at its head as comments."""
    lines = [MARK, *(f"# {note}".rstrip() for note in notes), f"walks: {process}", "paths:"]
    for path in paths:
        lines += ["", *(f"  {line}" for line in block_lines(path.name, _head(path), path.steps))]
    if lines[-1] == "paths:":
        lines[-1] = "paths: {}"
    return "\n".join(lines) + "\n"


def proven(chart: Chart, text: str) -> tuple[Walks, tuple[WalkResult, ...]]:
    """The text read back, and its paths run. That one of them fails is a fault of ours, and is said as such."""
    walks, findings = read_walks(read(text, FILE))
    if walks is None:
        raise WrongUse(
            say("the walks could not be written so that they read back: {why}", why=list(map(str, findings)))
        )
    results = run_walks(chart, walks)
    failed = [result.name for result in results if not result.passed]
    if failed:
        raise WrongUse(say("these walks do not go as they were found: {names}", names=failed))
    return walks, results


def write_generated(file: Path, text: str) -> None:
    """Write such a file anew. One that somebody wrote by hand is left alone: wrong use."""
    if file.exists() and not file.read_text(encoding="utf-8", errors="replace").startswith(MARK):
        raise WrongUse(say("{file} was not made by this command and is left as it is; name another", file=str(file)))
    write_whole(file, text)


def _head(path: Generated) -> dict[str, object]:
    head: dict[str, object] = {"title": path.title, "case": path.case, "start": path.start, "expect": path.expect}
    return {key: value for key, value in head.items() if value}
