"""Every rule over the fields of a file is tested by the examples in its own documentation."""

from __future__ import annotations

import re

import pytest

from prosessi.messages import speaking
from prosessi.model.bind import kind_of, read_as
from prosessi.rules import rules_over
from prosessi.source.yaml import read

ANNOUNCED = re.compile(r"#.*?\b(PR\d{3})\b")
EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{title}-{number}")
    for rule in rules_over("fields")
    for title in ("Bad", "Good")
    for number, example in enumerate(rule.examples(title))
]


def announced(example):
    return [(line, code) for line, words in enumerate(example.splitlines(), 1) for code in ANNOUNCED.findall(words)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_shows_just_what_it_announces(example):
    findings = read_as(kind_of(read(example, "f").value), example, "f").findings

    assert [(finding.at.line, finding.code) for finding in findings] == announced(example)


@pytest.mark.parametrize(
    ("language", "message", "fix"),
    [
        ("fi", "avainta 'stauts' ei tunneta tässä kohdassa", "tarkoititko 'status'?"),
        ("sv", "nyckeln 'stauts' är okänd på detta ställe", "menade du 'status'?"),
        ("en", "the key 'stauts' is not known here", "did you mean 'status'?"),
    ],
)
def test_a_misfit_is_told_in_the_language_of_the_author(loan, language, message, fix):
    (finding,) = read_as(kind_of(read(loan, "f").value), loan.replace("status:", "stauts:"), "f").findings

    with speaking(language):
        assert (str(finding.message), str(finding.fix)) == (message, fix)
