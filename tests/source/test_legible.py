"""Every rule over a text or its nodes is tested by the examples in its own documentation."""

from __future__ import annotations

import re

import pytest

import prosessi.source.yaml
from prosessi.rules import rules_over

BYTE = re.compile(rb"<([0-9A-F]{2})>")
ANNOUNCED = re.compile(r"#.*?\b(PR\d{3})\b")
EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{title}-{number}")
    for subject in ("text", "nodes")
    for rule in rules_over(subject)
    for title in ("Bad", "Good")
    for number, example in enumerate(rule.examples(title))
]


def announced(example):
    return [(line, code) for line, words in enumerate(example.splitlines(), 1) for code in ANNOUNCED.findall(words)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_shows_just_what_it_announces(example):
    raw = BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), example.encode())

    findings = prosessi.source.yaml.read(raw, "f").findings

    assert [(finding.at.line, finding.code) for finding in findings] == announced(example)
    assert all(finding.fix for finding in findings)
