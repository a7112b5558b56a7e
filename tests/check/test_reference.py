"""The pages of the rules are those of their documentation."""

from __future__ import annotations

import pytest

from prosessi.check.reference import INDEX, PAGES, THEMES, pages
from prosessi.check.rules import RULES

MADE = pages()


@pytest.mark.parametrize("name", MADE)
def test_the_committed_page_is_the_generated_one(name):
    assert (PAGES / name).read_text("utf-8") == MADE[name]


def test_there_is_no_page_of_a_rule_that_is_gone():
    assert {path.name for path in PAGES.iterdir()} == set(MADE)


def test_every_rule_is_in_the_index_under_a_theme():
    assert [code for code in RULES if f"[{code}]({code}.md)" not in MADE[INDEX]] == []
    assert {code[:3] for code in RULES} <= set(THEMES)


def test_an_error_is_not_said_to_be_switched_off():
    assert "cannot be switched off" in MADE["PR201.md"]
    assert 'severity = {PR602 = "off"}' in MADE["PR602.md"]
    assert "# prosessi: ignore PR602 - " in MADE["PR602.md"]
