"""Hand-overs between processes that lie side by side."""

from __future__ import annotations

import pytest

from prosessi.check import check_path
from prosessi.verify.course import handover

LOAN = """\
prosessi: 1
process: laina
initial: saapunut
case:
  summa: {type: integer, min: 0}
  laji: {type: choice, of: [auto, koti]}
events: {anna: {decides: [summa, laji]}, palauta: {}}
states:
  saapunut: {transitions: [{event: anna, to: annettu}]}
  annettu:
    transitions:
      - {event: palauta, if: summa > 0 and laji == auto, to: valmis}
      - {event: palauta, else: true, to: valmis}
      - {after: 30 days, to: perinnassa}
  valmis: {final: success}
  perinnassa: {final: handover, process: perinta}
"""
COLLECTION = """\
prosessi: 1
process: perinta
initial: saapunut
case: {CASE}
events: {kirjaa: {DECIDES}, peri: {}}
states:
  saapunut:
    transitions:
      - {event: kirjaa}
      - {event: peri, if: CONDITION, to: peritty}
      - {event: peri, else: true, to: jatetty}
  peritty: {final: success}
  jatetty: {final: closed}
"""
SUM = "summa: {type: integer, min: 0}"
KIND = "laji: {type: choice, of: [auto, koti]}"


def found(folder, case, condition, decides=""):
    texts = {"laina": LOAN, "perinta": COLLECTION.replace("CASE", case).replace("CONDITION", condition)}
    for name, text in texts.items():
        (folder / name).mkdir()
        file = folder / name / "process.yaml"
        file.write_text(text.replace("DECIDES", decides), encoding="utf-8")
    findings = [finding for report in check_path(folder) for finding in report.findings]
    return [finding for finding in findings if finding.code == "PR440"]


@pytest.mark.parametrize(
    ("case", "condition"),
    [
        (f"{SUM}, {KIND}", "summa > 5 and laji == auto"),
        ("maara: {type: integer, default: 3}", "maara > 2"),
        ("laji: {type: choice, of: [vene, koti, auto]}", "laji == koti"),
    ],
)
def test_a_process_that_has_all_that_the_next_one_asks_hands_over_well(case, condition, tmp_path):
    assert found(tmp_path, case, condition) == []


@pytest.mark.parametrize(
    ("case", "condition", "words"),
    [
        ("maara: {type: integer}", "maara > 2", "'maara', jota tässä prosessissa ei ole"),
        ("summa: {type: boolean}", "summa", "'summa', mutta siellä se on toista lajia"),
        ("laji: {type: choice, of: [vene, koti]}", "laji == koti", "ei tunne kaikkia tiedon 'laji' vaihtoehtoja: auto"),
    ],
)
def test_what_the_next_process_cannot_know_is_told(case, condition, words, tmp_path):
    (finding,) = found(tmp_path, case, condition)

    assert words in str(finding.message)
    assert finding.example.active == ("perinnassa",)


def test_what_the_next_process_settles_itself_need_not_be_brought(tmp_path):
    assert found(tmp_path, "maara: {type: integer}", "maara is not set or maara > 2", "decides: maara") == []


def test_a_process_that_is_described_elsewhere_is_left_alone(tmp_path):
    (tmp_path / "laina").mkdir()
    (tmp_path / "laina" / "process.yaml").write_text(LOAN, encoding="utf-8")

    assert [
        finding.code for report in check_path(tmp_path) for finding in report.findings if finding.code == "PR440"
    ] == []


@pytest.mark.parametrize("fault", [lambda _: iter(()), lambda process: iter(process.case)])
def test_a_fault_in_what_a_process_settles_does_not_go_unnoticed(fault, tmp_path, monkeypatch):
    monkeypatch.setattr(handover, "_settled", fault)
    for name in ("inside", "outside"):
        (tmp_path / name).mkdir()

    inside = found(tmp_path / "inside", "maara: {type: integer}", "maara is not set or maara > 2", "decides: maara")
    outside = found(tmp_path / "outside", "maara: {type: integer}", "maara > 2")
    assert (len(inside), len(outside)) != (0, 1)
