"""`prosessi check`: what is wrong with files, what to do about it, and on request the doing of it."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from prosessi.cli.output import CLEAN, FINDINGS, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import Message, language, say, say_many

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
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
def command(paths: tuple[str, ...], *, form: str, statistics: bool, fix: bool, diff: bool) -> int:
    """Check every path and show what was found in all of them together."""
    from prosessi.check.form import FORMS

    begun = perf_counter()
    reports = _check(paths)
    if diff:
        return _show_changes(reports)
    people = FORMS[form].for_people
    told = []
    if fix:
        told = _mend(reports)
        reports = _check(paths)
    shown = FORMS[form].write(reports, _paint)
    if shown:
        write(shown)
    if statistics:
        from prosessi.check.statistics import statistics as as_table

        told.append(as_table(reports, perf_counter() - begun, language()))
    for each in told:
        click.echo(f"\n{each}" if people else str(each), err=not people)
    return _exit_code(reports)


def _check(paths: Sequence[str]) -> list[Any]:
    from prosessi.check import check_path

    reports = [report for path in paths for report in check_path(path)]
    return list({report.file: report for report in reports}.values())


def _exit_code(reports: Sequence[Any]) -> int:
    from prosessi.findings import Severity

    mend = any(report.count(Severity.ERROR) + report.count(Severity.WARNING) for report in reports)
    return FINDINGS if mend else CLEAN


def _paint(text: str, severity: str) -> str:
    return click.style(text, fg=COLOURS[severity], bold=True)


def _mended(reports: Sequence[Any]) -> list[Any]:
    """The files as they would be, mended; those first that others, such as walks, are held against."""
    from prosessi.check import check_text
    from prosessi.check.fix import mend

    def recheck(file: str, text: str) -> Any:
        return check_text(text, file, prove=False)

    with_edits = [report for report in reports if any(finding.edits for finding in report.findings)]
    return [mend(report, lambda text, file=report.file: recheck(file, text)) for report in with_edits]  # type: ignore[misc]


def _mend(reports: Sequence[Any]) -> list[str | Message]:
    """Write what can be mended, and say how much that was and what was left alone."""
    from prosessi.check.fix import save

    told: list[str | Message] = []
    mended = _mended(reports)
    for each in mended:
        if each.changed:
            save(each)
            told.append(
                say_many("{file}: {n} finding mended", "{file}: {n} findings mended", each.count, file=each.file)
            )
        told += [_left_alone(finding) for finding in each.left]
    return told or [say("There was nothing that could be mended for certain")]


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
