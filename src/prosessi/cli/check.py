"""`prosessi check`: what is wrong with files, what to do about it, and on request the doing of it."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, language, say, say_many

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
MOST_PASSES = 5
HERE = Path(__file__).parent
FORMS = sorted(module.name for module in pkgutil.iter_modules([str(HERE.parent / "check" / "reports")]))


@spoken_command(
    say("Check processes, walks and registers, and say what to mend"),
    more=say(
        "PATH is a file, a folder (then everything below it is checked) or the id of a shipped process. The exit code "
        "is 0 when there is nothing to mend (notes are only wishes), 1 when there are errors or warnings, and 2 when "
        "nothing could be checked. Severities are settled in prosessi.toml or pyproject.toml; "
        "'# prosessi: ignore PR102 - <why>' passes over a finding that is no error."
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@spoken_option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    says=say("How the findings are shown: for people (text), a line each (concise), or for programs"),
)
@spoken_option("--statistics", is_flag=True, says=say("Show how often each rule found something, and how long it took"))
@spoken_option("--fix", is_flag=True, says=say("Mend in the files what is certain to be meant, and show what is left"))
@spoken_option("--diff", is_flag=True, says=say("Show what --fix would change, and change nothing"))
@spoken_option(
    "--cases",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    says=say("Save in FOLDER the cases that findings tell: as walks, and drawn on the diagram"),
)
def command(paths: tuple[str, ...], *, form: str, statistics: bool, fix: bool, diff: bool, cases: Path | None) -> int:
    """Check every path and show what was found in all of them together."""
    from prosessi.check.form import FORMS

    begun = perf_counter()
    reports = _check(paths)
    if diff:
        return _show_changes(reports)
    people = FORMS[form].for_people
    told: list[str] = []
    if fix:
        told = list(map(str, _mend(paths, reports)))
        reports = _check(paths)
    shown = FORMS[form].write(reports, _paint)
    if shown:
        write(shown)
    if statistics:
        from prosessi.check.statistics import statistics as as_table

        told.append(as_table(reports, perf_counter() - begun, language()))
    if cases is not None:
        from prosessi.cli.cases import save_cases

        told += map(str, save_cases(reports, cases))
    for each in told:
        click.echo(f"\n{each}" if people else each, err=not people)
    return _exit_code(reports)


def _check(paths: Sequence[str], *, prove: bool = True) -> list[Any]:
    from prosessi.check import check_path

    reports = [report for path in paths for report in check_path(path, prove=prove)]
    return list({report.file: report for report in reports}.values())


def _exit_code(reports: Sequence[Any]) -> int:
    from prosessi.findings import Severity

    mend = any(report.count(Severity.ERROR) + report.count(Severity.WARNING) for report in reports)
    return FINDINGS if mend else CLEAN


def _paint(text: str, severity: str) -> str:
    return click.style(text, fg=COLOURS[severity], bold=True)


def _mended(reports: Sequence[Any]) -> list[Any]:
    """The files as they would be, mended."""
    from prosessi.check import check_text
    from prosessi.check.fix import mend

    def rechecked(report: Any) -> Any:
        return mend(report, lambda text: check_text(text, report.file, prove=False))

    return [rechecked(report) for report in reports if any(finding.edits for finding in report.findings)]


def _mend(paths: Sequence[str], reports: Sequence[Any]) -> list[Message]:
    """Write what can be mended, and say how much that was and what was left alone.

    What is mended in a process may show what can be mended in its walks, so the files are looked at again.
    """
    from prosessi.check.fix import save

    counts: Counter[str] = Counter()
    left: dict[str, Message] = {}
    for _ in range(MOST_PASSES):
        mended = _mended(reports)
        left |= {str(finding.at): _left_alone(finding) for each in mended for finding in each.left}
        changed = [each for each in mended if each.changed]
        for each in changed:
            save(each)
            counts[each.file] += each.count
        if not changed:
            break
        reports = _check(paths, prove=False)
    told = [
        say_many("{file}: {n} finding mended", "{file}: {n} findings mended", count, file=file)
        for file, count in counts.items()
    ]
    return [*told, *left.values()] or [say("There was nothing that could be mended for certain")]


def _left_alone(finding: Any) -> Message:
    return say(
        "{place}: {code} was not mended, because the change would bring a new error",
        place=str(finding.at),
        code=finding.code,
    )


def _show_changes(reports: Sequence[Any]) -> int:
    mended = _mended(reports)
    for each in mended:
        if each.changed:
            write(each.diff.rstrip("\n"))
    return FINDINGS if any(each.changed for each in mended) else _exit_code(reports)
