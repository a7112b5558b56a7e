"""One mistake shows itself in many ways; where one rule tells the cause, what follows from it is not told beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prosessi.findings import Finding
from prosessi.span import Span

CAUSES: Mapping[str, frozenset[str]] = {
    "PR130": frozenset({"PR410", "PR413", "PR431"}),
    "PR131": frozenset({"PR410", "PR412"}),
    "PR132": frozenset({"PR410", "PR413", "PR431"}),
    "PR133": frozenset({"PR130", "PR131", "PR132", "PR136", "PR411", "PR412", "PR413", "PR431"}),
    "PR134": frozenset({"PR130", "PR131", "PR132", "PR136", "PR411", "PR412", "PR413", "PR431"}),
    "PR135": frozenset({"PR512", "PR513"}),
    "PR138": frozenset({"PR403", "PR410"}),
    "PR402": frozenset({"PR130", "PR131", "PR132"}),
    "PR511": frozenset({"PR130", "PR131", "PR132"}),
}
"""For each rule that tells what follows, or less, those that tell why, or more, if they name one of its places."""


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings less those whose cause is among them."""
    return [each for each in findings if not any(_explains(other, each) for other in findings)]


def _explains(cause: Finding, echo: Finding) -> bool:
    if cause.code not in CAUSES.get(echo.code, ()):
        return False
    return any(_overlap(one, other) for one in _places(cause) for other in _places(echo))


def _places(finding: Finding) -> tuple[Span, ...]:
    return (finding.at, *(place for place, _ in finding.also))


def _overlap(one: Span, other: Span) -> bool:
    return one.file == other.file and one.start < other.end and other.start < one.end
