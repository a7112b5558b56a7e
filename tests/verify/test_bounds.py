"""What was not looked at is said to be unknown: once a file, with the condition that is the reason."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY

COUNTING = """\
prosessi: 1
process: laina
initial: alku
case:
  maara: {type: integer, default: 0}
  askel: {type: integer, default: 5}
events: {lisaa: {}, paata: {}}
states:
  alku:
    transitions:
      - {event: lisaa, set: {maara: maara + askel, askel: askel + 1}}
      - {event: paata, if: CONDITION, to: valmis}
      - {event: paata, else: true, to: muu}
  valmis: {final: success}
  muu: {final: closed}
"""


def unknown_in(text):
    return [finding for finding in check_text(text, "p.yaml", EMPTY).findings if finding.code == "PR138"]


def test_a_condition_that_reckons_so_that_it_was_never_seen_to_hold_is_told_to_be_unknown():
    (found,) = unknown_in(COUNTING.replace("CONDITION", "maara == askel * askel"))

    assert (found.at.line, found.at.column) == (12, 28)
    assert [place.line for place, _ in found.also] == [13]


@pytest.mark.parametrize("condition", ["askel < 9", "askel == 5"])
def test_nothing_is_unknown_where_all_was_seen_to_happen(condition):
    assert unknown_in(COUNTING.replace("CONDITION", condition)) == []
