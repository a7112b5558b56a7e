"""What was found in a file, and what was found in many, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prosessi.findings import Finding, Severity
from prosessi.messages import Message, say, say_many
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.scenario import Scenario
from prosessi.model.state import State
from prosessi.model.walks import Walks
from prosessi.span import Span


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that the author passes over in its place, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file, by place. `model` is what the file says, or None if it does not fit the format.

    `like` are the scenarios that a scenario is like, the nearest first, and `others` the texts of their files: what is
    found may stand there.
    """

    file: str
    text: str
    findings: tuple[Finding, ...]
    model: Placed | None = None
    suppressed: tuple[Suppressed, ...] = ()
    like: tuple[Scenario, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The file beside which that lies which a scenario names: the one that it is like in the end, or its own."""
        return Path(self.like[-1].place.file if self.like else self.file)

    @property
    def process(self) -> Process | None:
        """The process of the file, if it is one."""
        return self.model if isinstance(self.model, Process) else None

    @property
    def sound(self) -> bool:
        """Whether there is a model and no error."""
        return self.model is not None and not self.count(Severity.ERROR)

    def text_around(self, place: Span) -> str:
        """The text of the file in which a finding has its place."""
        return self.others.get(place.file, self.text)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


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
        return say("All is well: {what}; {counts}", what=[files, *contents(reports)], counts=counts)
    return say("All is well: {what}", what=[files, *contents(reports)])


def severity_word(severity: Severity) -> Message:
    """The severity in words."""
    match severity:
        case Severity.ERROR:
            return say("error")
        case Severity.WARNING:
            return say("warning")
    return say("note")


def contents(reports: Sequence[Report]) -> Iterator[Message]:
    """How many states and walks the files hold."""
    states = sum(_states(report.process.states) for report in reports if report.process)
    walks = sum(len(report.model.paths) for report in reports if isinstance(report.model, Walks))
    if states:
        yield say_many("{n} state", "{n} states", states)
    if walks:
        yield say_many("{n} walk", "{n} walks", walks)


def _states(states: Mapping[str, State]) -> int:
    return sum(1 + _states(state.states) + _states(state.parallel) for state in states.values())
