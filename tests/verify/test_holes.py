"""Small processes like real ones, each with one hole: it is found in its place, with a case that can be run again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.check.rules import RULES
from prosessi.model.library import EMPTY
from verify.replay import replayed

FOLDER = Path(__file__).parent / "holes"
HOLES = yaml.safe_load((FOLDER / "holes.yaml").read_text(encoding="utf-8"))["holes"]
SOUND = sorted({hole["file"] for hole in HOLES.values()})


@cache
def look(file, name=None):
    """What is found of what can become of a case, with the report; basis and texts are tried elsewhere."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    for planted in HOLES[name]["plant"] if name else ():
        assert text.count(planted["old"]) == 1, planted["old"]
        text = text.replace(planted["old"], planted["new"])
    report = check_text(text, file, EMPTY)
    return report, [finding for finding in report.findings if RULES[finding.code].over != "description"]


@pytest.mark.parametrize("file", SOUND)
def test_a_sound_process_has_no_hole(file):
    assert [str(finding) for finding in look(file)[1]] == []


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_is_found_where_it_was_made(name):
    _, findings = look(HOLES[name]["file"], name)

    assert [f"{finding.at.line} {finding.code}" for finding in findings] == HOLES[name]["found"]
    assert all(finding.fix for finding in findings)


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_is_shown_by_a_case_that_can_be_run_again(name):
    report, findings = look(HOLES[name]["file"], name)

    for finding in findings:
        replayed(compile_process(report.process, EMPTY), finding.example)
