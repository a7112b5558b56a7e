"""Walks files: which process they walk, how they are read, and how one more path gets into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.errors import InvalidProcess, WrongUse
from prosessi.findings import Finding, Severity
from prosessi.messages import say
from prosessi.model.bind import bind
from prosessi.model.walks import Walks
from prosessi.source.writing import write_whole
from prosessi.source.yaml import Reading, read, read_file
from prosessi.walk.log import Log
from prosessi.walk.record import new_file, path_lines, spliced
from prosessi.walk.script import run_path

PROCESS = "process.yaml"


@dataclass(frozen=True, slots=True)
class LoadedWalks:
    """A walks file with its process. Where either has errors it is None, and `findings` say why."""

    file: Path
    process_file: Path | None
    walks: Walks | None
    chart: Chart | None
    findings: tuple[object, ...]


def load_walks(file: Path, load: Callable[[Path], Chart]) -> LoadedWalks:
    """Read a walks file, and by `load` its process. Files below where the reader stands are named from there."""
    file = _from_here(file)
    walks, findings = read_walks(read_file(file))
    if walks is None:
        return LoadedWalks(file, None, None, None, findings)
    process_file = process_of(file, walks.walks)
    if process_file is None:
        return LoadedWalks(file, None, walks, None, (*findings, _no_process(walks)))
    try:
        return LoadedWalks(file, process_file, walks, load(process_file), findings)
    except InvalidProcess as error:
        return LoadedWalks(file, process_file, walks, None, (*findings, *error.findings))


def read_walks(reading: Reading) -> tuple[Walks | None, tuple[Finding, ...]]:
    """The walks of a file, or None if it has errors, with its findings."""
    if reading.value is None:
        return None, reading.findings
    bound = bind(reading.value, Walks, reading.findings)
    findings = tuple(sorted((*reading.findings, *bound.findings), key=lambda finding: finding.at))
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    return (None if broken else bound.model), findings


def process_of(file: Path, process: str) -> Path | None:
    """The file of the process that is walked: beside the walks, in a folder of its name beside theirs, or below."""
    if (file.parent / PROCESS).is_file() and _process_id(file.parent / PROCESS) == process:
        return file.parent / PROCESS
    folders = (_from_here(file.parent.absolute().parent / process), file.parent / process)
    return next((folder / PROCESS for folder in folders if (folder / PROCESS).is_file()), None)


def walks_files(process_file: Path) -> tuple[Path, ...]:
    """The files beside a process that may hold its walks, sorted."""
    folder = process_file.parent
    return tuple(sorted({*folder.glob("walks.yaml"), *folder.glob("*.walks.yaml")}))


def save(chart: Chart, log: Log, file: Path, *, name: str, title: str = "") -> None:
    """Add a walked case to a walks file, or begin the file with it.

    The new text is read back and the path run before the file is touched. What cannot be written so that it can be
    read again, and a path of the same name, are wrong use; the file then stays as it was.
    """
    lines = path_lines(chart, log, name=name, title=title)
    if file.exists():
        reading = read_file(file)
        old, findings = read_walks(reading)
        _may_be_added_to(file, old, findings, (chart.process.process, name))
        text = spliced(reading, lines)
    else:
        old, text = None, new_file(chart.process.process, lines)
    new, findings = read_walks(read(text, str(file)))
    before = old.paths if old else {}
    if new is None or {**new.paths, **before} != new.paths or list(new.paths) != [*before, name]:
        raise WrongUse(say("the walk could not be written so that it reads back: {why}", why=list(map(str, findings))))
    if run_path(chart, name, new.paths[name]).log != log:
        raise WrongUse(say("the walk could not be written so that it runs alike"))
    write_whole(file, text)


def _may_be_added_to(file: Path, old: Walks | None, findings: tuple[Finding, ...], path: tuple[str, str]) -> None:
    process, name = path
    if old is None:
        raise WrongUse(
            say("{file} has mistakes; mend them first: {why}", file=str(file), why=list(map(str, findings[:3])))
        )
    if old.walks != process:
        raise WrongUse(say("{file} holds the walks of '{other}'", file=str(file), other=old.walks))
    if name in old.paths:
        raise WrongUse(say("{file} has a walk called '{name}' already; choose another name", file=str(file), name=name))


def _from_here(file: Path) -> Path:
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def _process_id(file: Path) -> object:
    value = read_file(file).value
    return value.get("process") if value else None


def _no_process(walks: Walks) -> Finding:
    return Finding(
        "PR801",
        Severity.ERROR,
        walks.place_of("walks"),
        say("there is no process '{name}' here to walk", name=walks.walks),
        say("put this file in the folder of its process, beside process.yaml"),
    )
