"""Runs the rules over a text, a file or a folder.

The rules come in rounds, so that what follows from a mistake is not told beside it: what a case can come to is asked
only of a process whose states and transitions are as they should be, and how completely it is described only of one
without errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from prosessi.chart.compile import compile_process
from prosessi.check import (
    basis,
    branches,
    choices,
    conditions,
    data,
    deadlines,
    description,
    endings,
    flow,
    kinds,
    names,
    pledges,
    shape,
    transitions,
    unused,
    walks,
)
from prosessi.check.outline import PROCESS_FILE, Outline
from prosessi.check.report import Report
from prosessi.check.walks_outline import WalksOutline
from prosessi.errors import NotFound
from prosessi.findings import Finding, Severity
from prosessi.messages import say
from prosessi.model.bind import bind, kind_of
from prosessi.model.library import Library, find_library
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.walks import Walks
from prosessi.rules import rules_over
from prosessi.shipped import find
from prosessi.source.yaml import MOST_FINDINGS, Reading, read, read_file
from prosessi.verify import promises
from prosessi.verify.proof import Proof

THEMES = (
    kinds,
    shape,
    branches,
    endings,
    transitions,
    flow,
    names,
    pledges,
    unused,
    data,
    choices,
    conditions,
    deadlines,
    description,
    basis,
    walks,
    promises,
)
SUFFIXES = {".yaml", ".yml"}


def check_text(
    raw: str | bytes, file: str = PROCESS_FILE, library: Library | None = None, *, prove: bool = True
) -> Report:
    """Check the text of a file called `file`; without a `library` the registers are looked for around that path.

    Without `prove` only what is written is looked at, and not what can become of a case.
    """
    return _report(read(raw, file), file, library, prove=prove)


def check_path(path: str | Path, *, prove: bool = True) -> tuple[Report, ...]:
    """Check a file, every file of prosessi in a folder and below it, or a shipped process by its id.

    `prove` is as for a text. Raises `NotFound` when there is nothing of the kind, and `OSError` when a file cannot be
    read.
    """
    place = Path(path)
    if not place.is_dir():
        file = find(path)
        return (_report(read_file(file), str(file), None, prove=prove),)
    reports = tuple(_of_folder(place, prove=prove))
    if not reports:
        raise NotFound(str(say("there are no files of prosessi in '{path}'", path=str(path))))
    return reports


def _of_folder(folder: Path, *, prove: bool) -> Iterator[Report]:
    """The reports of a folder. A YAML file of somebody else is passed over, a broken one is not."""
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix in SUFFIXES and not hidden and file.is_file():
            reading = read_file(file)
            if reading.value is None or kinds.recognised(reading.value):
                yield _report(reading, str(file), None, prove=prove)


def _report(reading: Reading, file: str, library: Library | None, *, prove: bool = False) -> Report:
    if reading.value is None:
        return Report(file, reading.text, reading.findings)
    strange = _run("file", reading.value)
    if strange:
        return Report(file, reading.text, (*reading.findings, *strange))
    bound = bind(reading.value, kind_of(reading.value), reading.findings)
    findings = [*reading.findings, *bound.findings]
    findings += _judge(bound.model, file, library, well_written=not findings)
    if prove and isinstance(bound.model, Process) and not any(map(_error, findings)):
        findings += _run("proof", Proof(compile_process(bound.model, library or find_library(Path(file)))))
    findings.sort(key=lambda finding: (finding.at, finding.code))
    return Report(file, reading.text, tuple(findings[:MOST_FINDINGS]), bound.model)


def _judge(model: Placed | None, file: str, library: Library | None, *, well_written: bool) -> list[Finding]:
    match model:
        case Process():
            return _judge_process(Outline(model, library or find_library(Path(file))), well_written=well_written)
        case Walks():
            return _run("walks", _walks_outline(model, Path(file), library))
    return []


def _judge_process(outline: Outline, *, well_written: bool) -> list[Finding]:
    findings = _run("process", outline)
    if not any(_error(finding) and finding.code < "PR2" for finding in findings):
        findings += _run("flow", outline)
        findings += _run("unused", outline) if outline.guessable else []
    if not any(map(_error, findings)):
        findings += _run("conditions", outline)
        findings += _run("description", outline) if well_written else []
    return findings


def _walks_outline(model: Walks, file: Path, library: Library | None) -> WalksOutline:
    """Find the process that is walked: beside the walks, or in its own folder beside theirs."""
    places = (file.parent / PROCESS_FILE, file.absolute().parent.parent / model.walks / PROCESS_FILE)
    beside = None
    for place in places:
        if place.is_file():
            report = _report(read_file(place), str(place), library)
            if report.process is None or report.process.process == model.walks:
                outline = Outline(report.process, library or find_library(place)) if report.process else None
                return WalksOutline(model, outline if report.sound else None, process_found=True)
            beside = beside or report.process.process
    return WalksOutline(model, None, process_found=False, beside=beside)


def _run(subject: str, *what: object) -> list[Finding]:
    return [finding for rule in rules_over(subject) for finding in islice(rule(*what), MOST_FINDINGS)]


def _error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
