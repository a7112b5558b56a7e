"""What is found in files of other tools has rules like any other, tested by the examples in their documentation."""

from __future__ import annotations

import re

import pytest

from prosessi.errors import InvalidProcess
from prosessi.importing.importer import read_from
from prosessi.rules import rules_over
from prosessi.source import foreign

RULES = tuple(rules_over("foreign"))


def announced(text):
    lines = enumerate(text.splitlines(), 1)
    return [(line, code) for line, words in lines for code in re.findall(r"# (PR\d{3})", words)]


def found(text):
    try:
        findings = read_from(text.encode(), "kaavio.scxml", "scxml").findings
    except InvalidProcess as refused:
        findings = refused.findings
    return [(finding.at.line, finding.code) for finding in findings]


def test_they_are_all_there():
    assert [rule.code for rule in RULES] == ["PR090", "PR091", "PR092", "PR093"]
    assert {rule.find.__module__ for rule in RULES} == {foreign.__name__}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("title", ["Bad", "Good"])
def test_an_example_shows_just_what_it_announces(rule, title):
    [example] = rule.examples(title)

    assert found(example) == announced(example)
