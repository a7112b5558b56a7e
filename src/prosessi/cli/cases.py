"""The cases that findings tell, saved: as walks that can be run again, and as pictures of their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from prosessi.messages import Message, language, say


def save_cases(reports: Sequence[Any], folder: Path) -> list[Message]:
    """Write a walks file for each process with cases, and a picture for each case; gives what to tell of it.

    What was saved before under the same names is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = [each for report in reports if report.process is not None for each in _save(report, folder)]
    return told or [say("No finding tells a case, so none was saved")]


def _save(report: Any, folder: Path) -> Iterator[Message]:
    from prosessi.chart.compile import compile_process
    from prosessi.model.library import find_library
    from prosessi.source.writing import write_whole
    from prosessi.walk.record import new_file, path_lines

    found = [finding for finding in report.findings if finding.example is not None]
    if not found:
        return
    chart = compile_process(report.process, find_library(Path(report.file)))
    lines: list[str] = []
    for finding, name in zip(found, _names(found), strict=True):
        log = lived(chart, finding.example)
        lines += path_lines(chart, log, name=name, title=str(finding.message))
        picture = folder / f"{report.process.process}.{name}.svg"
        write_whole(picture, _drawn(chart, log, finding.example.active))
        yield say(
            "{file}: the case of {code} on line {line}", file=str(picture), code=finding.code, line=finding.at.line
        )
    file = folder / f"{report.process.process}.cases.walks.yaml"
    write_whole(file, new_file(report.process.process, lines))
    yield say("{file}: the same as walks", file=str(file))


def _names(found: Sequence[Any]) -> Iterator[str]:
    """A name for each case: `pr130_12`, and `pr130_12_2` for the second on the same line."""
    seen: dict[str, int] = {}
    for finding in found:
        name = f"{finding.code.lower()}_{finding.at.line}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}_{seen[name]}"


def lived(chart: Any, example: Any) -> Any:
    """A case lived through again by the one who runs walks: its log."""
    from prosessi.model.walks import WalkPath
    from prosessi.walk.script import run_path

    plain = {"start": example.start, "case": dict(example.case), "documents": list(example.documents)}
    steps = [dict(step) for step in example.steps]
    return run_path(chart, "case", WalkPath.model_validate({**plain, "steps": steps})).log


def _drawn(chart: Any, log: Any, active: Sequence[str]) -> str:
    from prosessi.render.drawing import draw
    from prosessi.render.overlay import path_overlay

    steps = [
        (entry.number, [edge for step in entry.steps for microstep in step.microsteps for edge in microstep.edges])
        for entry in log
    ]
    drawing = draw(chart, language=language(), overlay=path_overlay(steps, active=active))
    svg: str = drawing.svg
    return svg
