"""SARIF 2.1.0 (OASIS), the format in which code hosts and editors take findings.

Columns are counted in code points, as `columnKind` says. A finding that its author suppresses is there all the same,
with the reason; what the report leaves out it cannot be asked about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from urllib.parse import quote as percent_encoded

from prosessi.check.form import Paint, form, plainly
from prosessi.check.report import Report
from prosessi.findings import Example, Finding
from prosessi.rules import RULES, Rule
from prosessi.span import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

Json = dict[str, object]


@form("sarif")
def as_sarif(reports: Sequence[Report], _paint: Paint = plainly) -> str:
    """One run with every finding; in plain ASCII, which no console can spoil."""
    run: Json = {
        "tool": {"driver": _driver(reports)},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(report.file)} for report in reports],
        "results": list(_results(reports)),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _driver(reports: Sequence[Report]) -> Json:
    from importlib.metadata import version  # noqa: PLC0415  (slow to import, and asked for by this form only)

    rules = [_descriptor(RULES[code]) for code in _codes(reports)]
    return {"name": "prosessi", "semanticVersion": version("prosessi"), "rules": rules}


def _codes(reports: Sequence[Report]) -> list[str]:
    """The codes of all that was found, sorted; a result points to its rule by the number in this list."""
    found = {finding.code for report in reports for finding in report.findings}
    return sorted(found | {each.finding.code for report in reports for each in report.suppressed})


def _descriptor(rule: Rule) -> Json:
    prose = [str(paragraph) for paragraph in rule.prose]
    bad, good = rule.examples("Bad"), rule.examples("Good")
    shown = [f"```yaml\n{example}```" for example in (*bad, *good)]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": prose[0]},
        "fullDescription": {"text": " ".join(prose)},
        "help": {"text": "\n\n".join([*prose, *bad, *good]), "markdown": "\n\n".join([*prose, *shown])},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _results(reports: Sequence[Report]) -> Iterator[Json]:
    places = {code: index for index, code in enumerate(_codes(reports))}
    for report in reports:
        for finding in report.findings:
            yield _result(finding, places)
        for each in report.suppressed:
            suppression = {"kind": "inSource", "justification": each.reason}
            yield {**_result(each.finding, places), "suppressions": [suppression]}


def _result(finding: Finding, places: Mapping[str, int]) -> Json:
    advice = f" ({finding.fix})" if finding.fix else ""
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}{advice}"},
        "locations": [{"physicalLocation": _physical(finding.at)}],
    }
    if finding.also:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(at), "message": {"text": str(words)}}
            for number, (at, words) in enumerate(finding.also, 1)
        ]
    if finding.edits:
        result["fixes"] = [_fix(finding)]
    if finding.example:
        result["codeFlows"] = [_flow(finding.example, finding.at)]
    return result


def _fix(finding: Finding) -> Json:
    files = dict.fromkeys(edit.at.file for edit in finding.edits)
    changes = [
        {
            "artifactLocation": _artifact(file),
            "replacements": [
                {"deletedRegion": _region(edit.at), "insertedContent": {"text": edit.text}}
                for edit in finding.edits
                if edit.at.file == file
            ],
        }
        for file in files
    ]
    return {"description": {"text": str(finding.fix or finding.message)}, "artifactChanges": changes}


def _flow(example: Example, at: Span) -> Json:
    """The case, a step a location; all of them where the finding stands, since the steps are days and not lines."""
    steps = [
        {"location": {"physicalLocation": _physical(at), "message": {"text": str(said)}}} for said in example.story
    ]
    return {"threadFlows": [{"locations": steps}]}


def _physical(at: Span) -> Json:
    return {"artifactLocation": _artifact(at.file), "region": _region(at)}


def _region(at: Span) -> Json:
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _artifact(file: str) -> Json:
    """A file as a URI: relative to the folder that was checked from, or whole."""
    if Path(file).is_absolute():
        return {"uri": Path(file).as_uri()}
    return {"uri": percent_encoded(PurePath(file).as_posix()), "uriBaseId": ROOT}
