"""Every rule over what can become of a case shows what it finds by a case, and the interpreter runs each again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prosessi.chart.compile import compile_process
from prosessi.check import check_path
from prosessi.check.rules import RULES
from prosessi.model.library import find_library
from verify.replay import replayed

FILE = re.compile(r"^# (\S+\.yaml)\n", re.MULTILINE)
PROVEN = [rule for rule in RULES.values() if rule.over == "proof" and rule.code != "PR138"]
"""All but the one that says that a process is too large."""


def found_in(example, folder):
    """The findings of the processes of an example, each with its chart."""
    _, *parts = FILE.split(example)
    files = dict(zip(parts[::2], parts[1::2], strict=True)) or {"laina.yaml": example}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for report in check_path(folder):
        if report.sound or report.process:
            chart = compile_process(report.process, find_library(Path(report.file)))
            yield from ((finding, chart) for finding in report.findings)


@pytest.mark.parametrize("rule", PROVEN, ids=lambda rule: rule.code)
def test_the_case_of_a_finding_is_run_again_by_the_interpreter(rule, tmp_path):
    for number, example in enumerate(rule.examples("Bad")):
        for finding, chart in found_in(example, tmp_path / str(number)):
            if finding.code == rule.code and finding.example is not None:
                replayed(chart, finding.example)


@pytest.mark.parametrize("rule", [rule for rule in PROVEN if rule.code < "PR45"], ids=lambda rule: rule.code)
def test_a_finding_about_cases_comes_with_a_case(rule, tmp_path):
    """But for conditions of which it is not known whether they can be asked (PR403)."""
    found = [
        finding
        for number, example in enumerate(rule.examples("Bad"))
        for finding, _ in found_in(example, tmp_path / str(number))
        if finding.code == rule.code
    ]

    assert found
    assert all(finding.example for finding in found) or rule.code == "PR403"
