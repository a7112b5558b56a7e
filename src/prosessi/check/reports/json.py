"""A JSON list with one object a finding; in plain ASCII, which no console can spoil."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from prosessi.check.form import Paint, form, plainly
from prosessi.check.report import Report
from prosessi.findings import Example, Finding
from prosessi.span import Span


@form("json")
def as_json(reports: Sequence[Report], _paint: Paint = plainly) -> str:
    """Every finding with all that it has."""
    return json.dumps([_as_object(finding) for report in reports for finding in report.findings], indent=2)


def _as_object(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **_place(finding.at),
        "message": str(finding.message),
        "fix": str(finding.fix) if finding.fix else None,
        "also": [{**_place(at), "message": str(words)} for at, words in finding.also],
        "edits": [{**_place(edit.at), "text": edit.text} for edit in finding.edits],
        "example": _case(finding.example) if finding.example else None,
    }


def _place(at: Span) -> dict[str, object]:
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    }


def _case(example: Example) -> dict[str, object]:
    """A case in words, and as a path of `walks.yaml` would have it."""
    return {
        "story": [str(sentence) for sentence in example.story],
        "start": example.start.isoformat(),
        "case": plain(example.case),
        "documents": list(example.documents),
        "steps": plain(example.steps),
        "active": list(example.active),
    }


def plain(value: object) -> object:
    """A value as JSON has it: days as text, sets as sorted lists."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted(map(str, value))
        case list() | tuple():
            return [plain(item) for item in value]
    return str(value)
