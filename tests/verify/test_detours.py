"""Where real days do not allow the shortest way, another one is lived through: what is found is not lost."""

from __future__ import annotations

import pytest

from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.model.library import EMPTY
from verify.replay import replayed

TOO_LATE = """\
prosessi: 1
process: laina
initial: alku
documents: {lausunto: {}}
case: {selva: {type: boolean}}
events:
  lausu: {produces: lausunto, decides: selva}
  ohita: {decides: selva}
  paata: {NEEDS}
  kiirehdi: {}
  kirjaa: {}
states:
  alku:
    transitions:
      - {event: lausu, to: TARGET}
      - {event: ohita, to: odotus}
  odotus:
    initial: hiljaa
    transitions:
      - {after: 5 days, to: muualla}
    states:
      hiljaa: {transitions: [{after: 10 days, to: paatettava}, {event: kiirehdi, to: kiire}]}
      kiire: {transitions: [{event: kiirehdi, to: paatettava}]}
  muualla: {transitions: [{event: kirjaa, to: paatettava}]}
  paatettava:
    transitions:
      - {event: paata, CONDITION to: valmis}
  valmis: {final: success}
"""


@pytest.mark.parametrize(
    ("code", "needs", "condition", "target"),
    [("PR420", "needs: lausunto", "", "paatettava"), ("PR130", "", "if: selva,", "valmis")],
)
def test_a_case_that_takes_longer_is_shown_where_the_shortest_one_cannot_be(code, needs, condition, target):
    text = TOO_LATE.replace("NEEDS", needs).replace("CONDITION", condition).replace("TARGET", target)
    report = check_text(text, "p.yaml", EMPTY)

    found = next(finding for finding in report.findings if finding.code == code)

    assert found.example is not None
    assert replayed(compile_process(report.process, EMPTY), found.example).passed
