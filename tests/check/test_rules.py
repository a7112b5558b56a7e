"""Every rule is tested by the examples in its own documentation: all rules run on each."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from prosessi.check import check_path, check_text
from prosessi.check.rules import RULES
from prosessi.model.library import EMPTY

FILE = re.compile(r"^# (\S+\.(?:yaml|toml))\n", re.MULTILINE)
IGNORING = re.compile(r"# prosessi: ignore [^#\n]*")
TODAY = date(2026, 3, 1)
BESIDE_A_PROCESS = str(Path(__file__).parent / "laina" / "scenario.yaml")
ANNOUNCED = re.compile(r"#.*?\b(PR\d{3})\b")
OWN = [rule for rule in RULES.values() if rule.find.__module__.startswith(("prosessi.check", "prosessi.verify"))]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{title}-{number}")
    for rule in OWN
    for title in ("Bad", "Good")
    for number, example in enumerate(rule.examples(title))
]


def announced(text):
    """The lines of an example that say which finding stands on them."""
    lines = enumerate(IGNORING.sub("", text).splitlines(), 1)
    return [(line, code) for line, words in lines for code in ANNOUNCED.findall(words)]


def found(report, rule):
    """What is found, in short; examples of other rules leave out the names and bases that a whole process has."""
    return [
        (finding.at.line, finding.code)
        for finding in report.findings
        if RULES[finding.code].over != "description" or rule.over == "description"
    ]


def files_of(example):
    """The files of an example, by name: each begins with a comment that is its path."""
    _, *parts = FILE.split(example)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def reports_of(example, folder):
    """What is found in each file of an example; what has only one file needs no name."""
    files = files_of(example)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return check_path(folder, today=TODAY) if files else checked(example)


@cache
def checked(example):
    """A scenario alone is one of the process `laina` in the folder of that name."""
    return (check_text(example, BESIDE_A_PROCESS if example.startswith("scenario:") else "laina.yaml", EMPTY),)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_shows_just_what_it_announces(rule, example, tmp_path):
    reports = reports_of(example, tmp_path)

    assert [found(report, rule) for report in reports] == [announced(report.text) for report in reports]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_finds_and_shows_it(rule):
    assert rule.summary.endswith(".")
    assert any(code == rule.code for bad in rule.examples("Bad") for _, code in announced(bad))
    assert rule.examples("Good")


@pytest.mark.parametrize(
    "example", [example.values[1] for example in EXAMPLES], ids=[example.id for example in EXAMPLES]
)
def test_every_finding_says_what_to_do(example, tmp_path):
    findings = [finding for report in reports_of(example, tmp_path) for finding in report.findings]

    assert [str(finding) for finding in findings if not finding.fix] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_documentation_of_a_rule_can_be_said_in_every_language(rule, language):
    said = [paragraph.in_language(language) for paragraph in rule.prose]

    assert language == "en" or not set(said) & {paragraph.text for paragraph in rule.prose}
