"""Workflow commands of GitHub Actions, which it shows as annotations on the lines of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prosessi.check.form import Paint, form, plainly
from prosessi.check.report import Report
from prosessi.findings import Finding, Severity

COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


@form("github")
def as_github(reports: Sequence[Report], _paint: Paint = plainly) -> str:
    """One command a finding; nothing at all if nothing was found."""
    return "\n".join(_command(finding) for report in reports for finding in report.findings)


def _command(finding: Finding) -> str:
    at = finding.at
    properties: dict[str, object] = {"file": at.file, "line": at.line, "endLine": at.end_line}
    if at.line == at.end_line:  # GitHub takes columns of one line only
        properties |= {"col": at.column, "endColumn": at.end_column}
    properties["title"] = finding.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    told = _data("\n".join(_lines(finding)))
    return f"::{COMMANDS[finding.severity]} {listed}::{told}"


def _lines(finding: Finding) -> list[str]:
    advice = f" ({finding.fix})" if finding.fix else ""
    story = finding.example.story if finding.example else ()
    return [f"{finding.message}{advice}", *(f"{number}. {said}" for number, said in enumerate(story, 1))]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
