"""A clock that waits for a date that nobody has settled is told, with a case in which it never rings."""

from __future__ import annotations

import pytest

from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.model.library import EMPTY
from verify.replay import replayed

CLOCK = """\
prosessi: 1
process: laina
initial: alku
case: {paiva: {type: date}}
events: {sovi: {decides: paiva}, ohita: {}, paata: {}}
states:
  alku:
    transitions: [{event: sovi, to: odotus}, {event: ohita, to: TARGET}]
  odotus:
    transitions:
      - {at: paiva, to: valmis}
      - {event: paata, to: valmis}
      - {event: sovi, to: HERE}
  valmis: {final: success}
"""


def unsettled_in(target, here):
    report = check_text(CLOCK.replace("TARGET", target).replace("HERE", here), "p.yaml", EMPTY)
    return report, [finding for finding in report.findings if finding.code == "PR413"]


def test_a_clock_without_its_date_is_shown():
    report, (found,) = unsettled_in("odotus", "valmis")

    assert (found.at.line, found.at.column) == (11, 14)
    assert replayed(compile_process(report.process, EMPTY), found.example).passed


@pytest.mark.parametrize(("target", "here"), [("valmis", "valmis"), ("odotus", "odotus")])
def test_a_date_that_is_settled_in_time_or_while_the_clock_waits_is_not_told(target, here):
    assert unsettled_in(target, here)[1] == []
