"""Whether people can read a process in their own language, and in easy Finnish."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY

PROCESS = """\
prosessi: 1
process: laina
status: in_use
assumption: harjoitus
title: {fi: Laina, selko: Laina}
roles:
  asiakas: {label: Asiakas, kind: client, assumption: x}
  virkailija: {label: Virkailija, assumption: x}
events:
  hae: {label: Hae lainaa, by: asiakas, assumption: x, selko: Hae lainaa.}
  myonna: {label: Myönnä laina, by: virkailija, assumption: x}
initial: alku
states:
  alku:
    label: Alku
    selko: Voit hakea lainaa.
    assumption: x
    transitions: [{event: hae, to: haettu}]
  haettu:
    label: {fi: Haettu, selko: Olet hakenut lainaa.}
    assumption: x
    transitions: [{event: myonna, to: valmis}]
  valmis: {label: Valmis, selko: Saat lainan., final: success, assumption: x}
"""


def found(text):
    return [(each.code, each.at.line) for each in check_text(text, "laina.yaml", EMPTY, prove=False).findings]


def sentence(words):
    return f"selko: {' '.join(['sana'] * words)}."


def test_what_clients_meet_is_told_in_easy_finnish():
    assert found(PROCESS) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [(", selko: Hae lainaa.", 10), ("    selko: Voit hakea lainaa.\n", 14), (", selko: Olet hakenut lainaa.", 19)],
)
def test_what_clients_meet_and_is_not_in_easy_finnish_is_a_hole_in_a_process_in_use(text, line):
    assert found(PROCESS.replace(text, "")) == [("PR609", line)]


def test_a_draft_need_not_have_easy_finnish_everywhere():
    assert found(PROCESS.replace(", selko: Hae lainaa.", "").replace("in_use", "draft")) == []


@pytest.mark.parametrize(("status", "code"), [("in_use", "PR609"), ("draft", "PR603"), ("pilot", "PR603")])
def test_a_name_without_the_language_of_the_title_weighs_more_in_a_process_in_use(status, code):
    text = PROCESS.replace("title: {fi: Laina, ", "title: {fi: Laina, sv: Lån, ").replace("in_use", status)

    assert found(text) == [(code, 7)]


@pytest.mark.parametrize(("words", "codes"), [(15, []), (16, ["PR604"])])
def test_a_long_sentence_is_no_easy_finnish(words, codes):
    text = PROCESS.replace("selko: Voit hakea lainaa.", sentence(words))

    assert [code for code, _ in found(text)] == codes


def test_many_short_sentences_are_easy_finnish():
    text = PROCESS.replace(
        "selko: Voit hakea lainaa.",
        'selko: "Voit hakea lainaa. Se on helppoa! Tuletko? Kyllä: sinä. '
        'Otamme yhteyttä. Kerro, mitä tarvitset. Kuuntelemme sinua."',
    )

    assert found(text) == []
