"""JUnit's XML, which build servers show as tests: a file is a suite, a finding a test that failed.

A note is a wish, so it is a test that passed and has something to say. A file without findings is one test that
passed, because a suite of none looks forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from prosessi.check.form import Paint, form, on_one_line, plainly
from prosessi.check.report import Report
from prosessi.findings import Finding, Severity
from prosessi.messages import say

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@form("junit")
def as_junit(reports: Sequence[Report], _paint: Paint = plainly) -> str:
    """A document with a suite for every file."""
    suites = Element("testsuites", name="prosessi")
    for report in reports:
        _suite(suites, report)
    _count(suites, reports)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode")


def _suite(suites: Element, report: Report) -> None:
    suite = SubElement(suites, "testsuite", name=_clean(report.file))
    for finding in report.findings:
        _case(suite, report, finding)
    if not report.findings:
        SubElement(suite, "testcase", name=str(say("nothing to mend")), classname=_clean(report.file), time="0")
    _count(suite, [report])


def _count(element: Element, reports: Sequence[Report]) -> None:
    wishes = sum(report.count(Severity.NOTE) for report in reports)
    found = sum(len(report.findings) for report in reports)
    element.set("tests", str(sum(max(len(report.findings), 1) for report in reports)))
    element.set("failures", str(found - wishes))
    element.set("errors", "0")


def _case(suite: Element, report: Report, finding: Finding) -> None:
    name = f"{finding.code} {finding.at.line}:{finding.at.column}"
    case = SubElement(suite, "testcase", name=name, classname=_clean(report.file), time="0")
    case.set("file", _clean(finding.at.file))
    case.set("line", str(finding.at.line))
    story = [f"{number}. {said}" for number, said in enumerate(finding.example.story, 1)] if finding.example else []
    told = _clean("\n".join([on_one_line(finding), *story]))
    if finding.severity is Severity.NOTE:
        SubElement(case, "system-out").text = told
    else:
        failure = SubElement(case, "failure", message=_clean(str(finding.message)), type=finding.severity.value)
        failure.text = told


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold, even escaped."""
    return _NOT_XML.sub("", text)
