"""Promises as their author writes them: names are looked up like all others, and what cannot be meant is told."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.findings import Severity
from prosessi.model.library import EMPTY

LOAN = """\
prosessi: 1
process: laina
title: Laina
assumption: harjoitus
case: {kiire: {type: boolean, label: Kiire, assumption: harjoitus}}
documents: {lausunto: {label: Lausunto, assumption: harjoitus}}
events:
  hae: {label: Hae lainaa, decides: kiire, assumption: harjoitus}
  kuule: {label: Kuule hakijaa, produces: lausunto, assumption: harjoitus}
  paata: {label: Päätä lainasta, assumption: harjoitus}
promises:
  kuullaan:
    label: Hakijaa kuullaan ennen päätöstä
    assumption: harjoitus
    always: {before: paatos, comes: kuule}
initial: alussa
states:
  alussa:
    label: Alussa
    assumption: harjoitus
    transitions: [{event: hae, to: vireilla}]
  vireilla:
    label: Vireillä
    assumption: harjoitus
    transitions: [{event: kuule, to: kuultu}]
  kuultu:
    label: Hakijaa on kuultu
    assumption: harjoitus
    transitions:
      - {event: paata, if: kiire, to: paatos}
      - {event: paata, else: true, to: paatos}
  paatos: {label: Päätös on tehty, final: success, assumption: harjoitus}
"""
SAID = "always: {before: paatos, comes: kuule}"


def findings(said, changes=()):
    text = LOAN.replace(SAID, said)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found = check_text(text, "laina.yaml", EMPTY).findings
    return tuple(each for each in found if not each.code.startswith("PR42"))


def test_a_promise_that_holds_is_passed_over_in_silence():
    assert findings(SAID) == ()


@pytest.mark.parametrize(
    ("said", "code", "fix"),
    [
        ("always: {before: paatso, comes: kuule}", "PR201", "tarkoititko 'paatos' (rivi 32)?"),
        ("always: {before: paatos, comes: kule}", "PR202", "tarkoititko 'kuule' (rivi 9)?"),
        ("always: {before: paatos, comes: lausnto}", "PR204", "tarkoititko 'lausunto' (rivi 6)?"),
        ("always: {before: {event: paatos}, comes: kuule}", "PR202", "'paatos' on tila; tarkoititko 'paata'?"),
        ("never: {together: [kuultu, vireila]}", "PR201", "tarkoititko 'vireilla' (rivi 22)?"),
        ("never: {in: paatos, if: kire}", "PR301", None),
    ],
)
def test_a_misspelt_name_is_met_with_the_nearest(said, code, fix):
    (found,) = findings(said)

    assert (found.code, found.at.line) == (code, 15)
    assert fix is None or str(found.fix) == fix


def test_what_only_a_promise_speaks_of_is_not_used_by_it():
    changes = [("  paata: {label", "  peru: {label: Peru, assumption: harjoitus}\n  paata: {label")]
    codes = [found.code for found in findings("never: {comes: peru}", changes)]

    assert "PR211" in codes


@pytest.mark.parametrize(
    "said",
    [
        "always: {before: paatos, after: kuultu, comes: kuule}",
        "always: {before: paatos}",
        "always: {before: paatos, comes: kuule, within: 3 months}",
        "never: {twice: paatos, comes: kuule}",
        "never: {if: kiire}",
        "never: {comes: []}",
    ],
)
def test_keys_that_make_no_promise_are_told_with_those_that_do(said):
    (found,) = findings(said)

    assert (found.code, found.severity) == ("PR453", Severity.ERROR)
    assert said.partition(":")[0] in str(found.fix)


def test_a_promise_says_either_what_always_or_what_never_happens():
    (both,) = findings(SAID + "\n    never: {comes: kuule}")
    (neither,) = findings("selko: Kuulemme sinua")

    assert both.code == neither.code == "PR453"
    assert str(both.message) != str(neither.message)


def test_a_name_of_two_things_asks_which_is_meant():
    changes = [("documents: {lausunto:", "documents: {kuultu: {label: Kuultu, assumption: harjoitus}, lausunto:")]
    (found,) = (f for f in findings("always: {before: paatos, comes: kuultu}", changes) if f.code == "PR454")

    assert str(found.message) == "'kuultu' on tila ja asiakirja"
    assert "comes: {enter: kuultu} tai comes: {document: kuultu}" in str(found.fix)


def test_a_promise_without_a_name_or_a_basis_is_told_like_any_other_part():
    changes = [("    label: Hakijaa kuullaan ennen päätöstä\n    assumption: harjoitus\n", "")]

    assert [found.code for found in findings(SAID, changes)] == ["PR601", "PR701"]


def test_a_broken_promise_is_told_in_its_place_as_a_case():
    (found,) = findings(
        SAID, [("[{event: kuule, to: kuultu}]", "[{event: kuule, to: kuultu}, {event: paata, to: paatos}]")]
    )

    assert (found.code, found.severity, found.at.line) == ("PR450", Severity.WARNING, 12)
    assert str(found.message) == (
        "lupaus ”Hakijaa kuullaan ennen päätöstä” ei pidä: ”Päätös on tehty” voi tulla ilman, että sitä ennen on ollut"
        " ”Kuule hakijaa”"
    )
    assert [step["do"] for step in found.example.steps] == ["hae", "paata"]
    assert found.example.active == ("paatos",)
