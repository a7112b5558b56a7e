"""What is found about a state is shown by a case that comes there, and what follows from it is not told beside it."""

import pytest

from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.check.rules import RULES
from prosessi.model.library import EMPTY
from verify.replay import replayed

HEAD = """\
prosessi: 1
process: tuki
initial: alku
roles: {asiakas: {kind: client}, tyontekija: {kind: staff}}
events:
  kysy: {by: tyontekija}
  kuule: {by: tyontekija}
  vastaa: {by: asiakas}
  keskeyta: {by: asiakas}
  jatka: {by: asiakas}
"""
CLOSED_IN = (
    HEAD
    + """\
deadlines:
  heti: {starts: {enter: odottaa}, met_by: {exit: odottaa}, within: 7 days}
states:
  alku: {transitions: [{event: kuule, to: valmis}, {event: kysy, to: odottaa}]}
  odottaa: {transitions: [{event: vastaa, to: odottaa}]}
  valmis: {final: success}
"""
)
PAUSE = (
    HEAD
    + """\
states:
  alku:
    parallel:
      kuuleminen: {finish: kuule}
      lausunto:
        initial: pyydetty
        states:
          pyydetty: {transitions: [{event: vastaa, to: saatu}, {after: 30 days, to: saatu}]}
          saatu: {final: done}
      muisti: {history: deep}
    transitions:
      - {event: keskeyta, to: tauko}
      - {done: true, to: valmis}
  tauko: {transitions: [{event: jatka, to: muisti}]}
  valmis: {final: success}
"""
)
REMINDED = (
    HEAD
    + """\
states:
  alku:
    parallel:
      kuuleminen: {finish: kuule}
      lausunto:
        initial: pyydetty
        states:
          pyydetty: {transitions: [{event: vastaa, to: saatu}, {after: 30 days, to: muistutettu}]}
          muistutettu: {}
          saatu: {final: done}
    transitions:
      - {event: keskeyta, to: peruttu}
      - {done: true, to: valmis}
  peruttu: {final: closed}
  valmis: {final: success}
"""
)
LEAVING = (
    HEAD
    + """\
states:
  alku:
    parallel:
      kuuleminen:
        initial: kuultava
        states:
          kuultava: {transitions: [{event: kuule, to: kirjattava}]}
          kirjattava: {transitions: [{event: kysy, to: jatko}]}
      lausunto: {finish: vastaa}
    transitions:
      - {after: 30 days, to: jatko}
      - {done: true, to: valmis}
  jatko: {transitions: [{event: jatka, to: valmis}, {after: 9 days, to: valmis}]}
  valmis: {final: success}
"""
)


def found_in(text):
    report = check_text(text, "tuki.yaml", EMPTY)
    findings = [each for each in report.findings if RULES[each.code].over in {"proof", "flow"}]
    return report, findings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CLOSED_IN, ["15 PR105"]),
        (PAUSE, ["24 PR511"]),
        (REMINDED, ["19 PR132"]),
    ],
    ids=["no way out, told without the deadline", "a pause beside a clock", "a stuck branch, told once"],
)
def test_one_hole_is_told_once_with_a_case_that_comes_there(text, found):
    report, findings = found_in(text)

    assert [f"{each.at.line} {each.code}" for each in findings] == found
    replayed(compile_process(report.process, EMPTY), findings[0].example)


def test_a_branch_that_never_finishes_is_told_once_however_it_stands():
    _, findings = found_in(LEAVING)

    assert [each.code for each in findings].count("PR132") <= 1


def test_a_deadline_that_nothing_meets_is_shown_from_where_it_begins():
    text = CLOSED_IN.replace("met_by: {exit: odottaa}", "met_by: {event: keskeyta}").replace(
        "to: odottaa}]}\n  v", "to: valmis}]}\n  v"
    )
    report, findings = found_in(text)

    [finding] = [each for each in findings if each.code == "PR513"]
    replayed(compile_process(report.process, EMPTY), finding.example)


WHERE = (
    HEAD
    + """\
states:
  alku:
    parallel:
      kuuleminen: {finish: kuule}
      lausunto:
        initial: l1
        states:
          l1: {transitions: [{event: kysy, if: active(l1), to: l2}, {event: kysy, if: active(kuuleminen), to: l3}]}
          l2: {final: done}
          l3: {final: done}
    transitions: [{done: true, to: valmis}]
  valmis: {final: success}
"""
)
SUMS = """\
prosessi: 1
process: tuki
initial: alku
case: {tulot: {type: integer, min: 0, max: 9000}, menot: {type: integer, min: 0, max: 9000}}
events: {kerro: {decides: [tulot, menot]}, laske: {}}
states:
  alku: {transitions: [{event: kerro, to: laskettavana}]}
  laskettavana:
    transitions:
      - {event: laske, if: tulot - menot < 300, to: valmis}
      - {event: laske, if: tulot - menot >= 300, to: hylatty}
  valmis: {final: success}
  hylatty: {final: closed}
"""


def test_conditions_that_ask_only_where_the_case_is_overlap_in_a_whole_sentence():
    [finding] = [each for each in found_in(WHERE)[1] if each.code == "PR411"]

    assert str(finding.message).startswith("kaksi ehtoa täyttyy yhtä aikaa")


def test_sums_that_leave_no_gap_are_decided_though_their_data_are_unset_at_first():
    pytest.importorskip("z3")

    assert [str(each) for each in found_in(SUMS)[1]] == []


def test_sums_elsewhere_do_not_hide_a_transition_of_no_case():
    pytest.importorskip("z3")
    counted = SUMS.replace("case: {", "case: {kerrat: {type: integer, default: 0, max: 9}, ")
    counted = counted.replace("  valmis: {", "      - {after: 9 days, if: kerrat > 2, to: hylatty}\n  valmis: {")

    assert [each.code for each in found_in(counted)[1]] in (["PR134"], ["PR412"])
