"""What was found, written for people and for programs.

A form is one function from reports to a text. What a program reads is the same in every language but for the
sentences.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prosessi.findings import Finding, Severity
from prosessi.messages import Message, say, say_many
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.state import State
from prosessi.model.walks import Walks
from prosessi.source.quote import quote

MOST_QUOTED = 3
"""So many other places of a finding are shown; of more, only the lines are named."""
MOST_LINES = 20

Paint = Callable[[str, Severity], str]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file, by place. `model` is what the file says, or None if it does not fit the format."""

    file: str
    text: str
    findings: tuple[Finding, ...]
    model: Placed | None = None

    @property
    def process(self) -> Process | None:
        """The process of the file, if it is one."""
        return self.model if isinstance(self.model, Process) else None

    @property
    def sound(self) -> bool:
        """Whether there is a model and no error."""
        return self.model is not None and not self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def as_text(reports: Sequence[Report], paint: Paint = lambda text, _: text) -> str:
    """Every finding with its line and a caret, and a closing line. `paint` colours what is given its severity."""
    shown = [_quoted(finding, report, paint) for report in reports for finding in report.findings]
    return "\n\n".join([*shown, str(summary(reports))])


def as_concise(reports: Sequence[Report]) -> str:
    """One line a finding."""
    return "\n".join(
        f"{_head(finding)} ({finding.fix})" if finding.fix else _head(finding)
        for report in reports
        for finding in report.findings
    )


def as_json(reports: Sequence[Report]) -> str:
    """A JSON list with one object a finding; in plain ASCII, which no console can spoil."""
    return json.dumps([_as_object(finding) for report in reports for finding in report.findings], indent=2)


def summary(reports: Sequence[Report]) -> Message:
    """How many findings there are in how many files; if there is nothing to mend, what was checked."""
    errors, warnings, notes = (sum(report.count(severity) for report in reports) for severity in Severity)
    files = say_many("{n} file", "{n} files", len(reports))
    counts = [
        *([say_many("{n} error", "{n} errors", errors)] if errors else []),
        *([say_many("{n} warning", "{n} warnings", warnings)] if warnings else []),
        *([say_many("{n} note", "{n} notes", notes)] if notes else []),
    ]
    if errors or warnings:
        within = say_many("in {n} file", "in {n} files", len(reports))
        return say("{counts} {within}", counts=counts, within=within)
    if notes:
        return say("All is well: {what}; {counts}", what=[files, *_contents(reports)], counts=counts)
    return say("All is well: {what}", what=[files, *_contents(reports)])


def severity_word(severity: Severity) -> Message:
    """The severity in words."""
    match severity:
        case Severity.ERROR:
            return say("error")
        case Severity.WARNING:
            return say("warning")
    return say("note")


def _contents(reports: Sequence[Report]) -> Iterator[Message]:
    states = sum(_states(report.process.states) for report in reports if report.process)
    walks = sum(len(report.model.paths) for report in reports if isinstance(report.model, Walks))
    if states:
        yield say_many("{n} state", "{n} states", states)
    if walks:
        yield say_many("{n} walk", "{n} walks", walks)


def _states(states: Mapping[str, State]) -> int:
    return sum(1 + _states(state.states) + _states(state.parallel) for state in states.values())


def _head(finding: Finding, paint: Paint = lambda text, _: text) -> str:
    word = f"{severity_word(finding.severity)} {finding.code}"
    return f"{finding.at}: {paint(word, finding.severity)} {finding.message}"


def _quoted(finding: Finding, report: Report, paint: Paint) -> str:
    note = str(finding.fix or "")
    return "\n".join([_head(finding, paint), quote(report.text, finding.at, note), *_others(finding, report)])


def _others(finding: Finding, report: Report) -> Iterator[str]:
    """The other places of the same mistake."""
    if len(finding.also) > MOST_QUOTED:
        lines = sorted({place.line for place, _ in finding.also})
        more = len(lines) - MOST_LINES
        named = ", ".join(map(str, lines[:MOST_LINES]))
        yield str(
            say("also on lines {lines} and {n} more", lines=named, n=more)
            if more > 0
            else say("also on lines {lines}", lines=named)
        )
        return
    for place, words in finding.also:
        yield quote(report.text, place, str(words)) if place.file == report.file else f"{place}: {words}"


def _as_object(finding: Finding) -> dict[str, object]:
    at = finding.at
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "message": str(finding.message),
        "fix": str(finding.fix) if finding.fix else None,
    }
