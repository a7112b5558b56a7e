"""`prosessi check`: what is wrong with files, and what to do about it."""

from __future__ import annotations

import click

from prosessi.cli.output import CLEAN, FINDINGS, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@spoken_command(
    say("Check processes, walks and registers, and say what to mend"),
    more=say(
        "PATH is a file, a folder (then everything below it is checked) or the id of a shipped process. The exit code "
        "is 0 when there is nothing to mend (notes are only wishes), 1 when there are errors or warnings, and 2 when "
        "nothing could be checked."
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    says=say("How the findings are shown: for people, a line each, or as JSON for programs"),
)
def command(paths: tuple[str, ...], form: str) -> int:
    """Check every path and show what was found in all of them together."""
    from prosessi.check import check_path
    from prosessi.check.report import as_concise, as_json, as_text
    from prosessi.findings import Severity

    reports = [report for path in paths for report in check_path(path)]
    match form:
        case "json":
            write(as_json(reports))
        case "concise":
            if any(report.findings for report in reports):
                write(as_concise(reports))
        case _:
            write(as_text(reports, lambda text, severity: click.style(text, fg=COLOURS[severity], bold=True)))
    mend = any(report.count(Severity.ERROR) + report.count(Severity.WARNING) for report in reports)
    return FINDINGS if mend else CLEAN
