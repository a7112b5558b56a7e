"""A history state is a way back: one that nothing leads to is dead text."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY

BREAK = """\
prosessi: 1
process: laina
initial: alku
events: {jatka: {}, paata: {}, keskeyta: {}}
states:
  alku:
    initial: eka
    transitions: [{event: keskeyta, to: tauko}]
    states:
      muisti: {history: deep}
      eka: {transitions: [{event: jatka, to: toka}]}
      toka: {transitions: [{event: paata, to: valmis}]}
  tauko: {transitions: [{event: jatka, to: TARGET}]}
  valmis: {final: success}
"""


@pytest.mark.parametrize(("target", "found"), [("alku", ["10 PR102"]), ("muisti", [])])
def test_a_history_state_that_nothing_leads_to_is_told(target, found):
    findings = check_text(BREAK.replace("TARGET", target), "p.yaml", EMPTY).findings

    assert [f"{each.at.line} {each.code}" for each in findings if each.code == "PR102"] == found
