"""A process checked, or loaded to be worked with.

A process is a path (`Path` or `str`), the id of a shipped process, or YAML text: a string with a line break is text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeGuard

from prosessi import shipped
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.check import Report, check_path, check_text
from prosessi.errors import InvalidProcess, WrongUse
from prosessi.findings import Finding
from prosessi.messages import say
from prosessi.model.library import find_library

TEXT: Final = "<text>"
"""What findings call the file of a process that was given as text."""


def check(process: str | Path) -> tuple[Finding, ...]:
    r"""What is wrong with a process, by place; nothing if all is well. A folder is checked with all that lies in it.

    Any text will do, however broken; only a path with nothing at it raises, `NotFound`.

    >>> for finding in check("prosessi: 1\nprocess: koe\nstates: {}\n"):
    ...     print(finding.code, finding.at.line)
    PR119 3
    """
    reports = (check_text(process, TEXT),) if _is_text(process) else check_path(process)
    return tuple(finding for report in reports for finding in report.findings)


def load(process: str | Path) -> Chart:
    """Read, check and compile a process. Raises `InvalidProcess`, with the findings, if it has errors.

    >>> load("monialainen-palvelutarpeen-arviointi").process.level
    3
    """
    return chart_of(_report(process))


def chart_of(report: Report) -> Chart:
    """The chart of a process that was checked."""
    if not report.sound:
        raise InvalidProcess(report.findings)
    if report.process is None:
        raise WrongUse(say("'{file}' is sound, but it is not a process", file=report.file))
    return compile_process(report.process, find_library(Path(report.file)))


def _report(process: str | Path) -> Report:
    if _is_text(process):
        return check_text(process, TEXT, prove=False)
    return check_path(shipped.find(process), prove=False)[0]


def _is_text(process: str | Path) -> TypeGuard[str]:
    return isinstance(process, str) and ("\n" in process or "\r" in process)
