"""The text version names everything that the picture shows."""

import pytest

from charts import chart_of
from pictures import SHIPPED, chart
from prosessi.render.facts import Facts
from prosessi.render.text import describe


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", [*SHIPPED, "small"])
def test_every_state_and_transition_is_named(name, language):
    facts = Facts(chart(name), language)
    told = " ".join(describe(chart(name), "text", language).split())

    assert [fact.name for fact in facts.states.values() if " ".join(fact.name.split()) not in told] == []
    assert [edge.label for edge in facts.edges.values() if " ".join(edge.label.split()) not in told] == []


@pytest.mark.parametrize("fmt", ["text", "md"])
def test_a_small_chart_is_told_as_it_was(golden, fmt):
    golden(describe(chart("small"), fmt, "fi"), f"small.{'md' if fmt == 'md' else 'txt'}")


def test_what_markdown_would_read_as_marks_is_escaped():
    told = describe(chart("odd"), "md", "fi")

    assert r"\<script\>" in told
    assert "<b>" not in told


def test_a_transition_tells_who_when_and_where_to():
    told = describe(chart("small"), "md", "fi")

    assert "- Tarkista hakemus → Käsittely. Tekijä: Käsittelijä. Ehto: hakemus on täydellinen." in told
    assert "- Kysy lisää → pysyy tässä tilassa." in told


RULED = """
roles: {clerk: {label: Käsittelijä}, judge: {label: Tuomari}}
case: {asked: {type: boolean, label: Apua on pyydetty}, tries: {type: integer, label: Yritykset, default: 0}}
events: {decide: {label: Päätä, by: [clerk, judge]}, again: {label: Uudelleen, by: clerk}}
rules:
  office: {label: Tuomari päättää, in: start, events: decide, if: asked, responsible: judge, source: S001-F02}
states:
  start:
    label: Alku
    description: Tässä mietitään.
    entry: {set: {asked: true}}
    exit: {raise: again}
    transitions: [{event: decide, to: end}, {event: again, set: {tries: tries + 1}}]
  end: {label: Loppu, final: success}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Tuomari päättää. Voimassa, jos apua on pyydetty. Missä: Alku. Mitkä teot: Päätä. "
            "Henkilöstöstä tämän voi tehdä vain: Tuomari. Lähde: S001-F02."
        ),
        "Tilaan tultaessa: apua on pyydetty = kyllä.",
        "Tilasta lähdettäessä: tästä seuraa ”Uudelleen”.",
        "Samalla: yritykset = yritykset + 1.",
        "Tässä mietitään.",
    ],
)
def test_rules_actions_and_descriptions_are_told(sentence):
    assert sentence in " ".join(describe(chart_of(RULED), "text", "fi").split())


PROMISED = """
events: {hear: {label: Kuule}, decide: {label: Päätä, produces: paper}, close: {label: Sulje}}
documents: {paper: {label: Päätöskirje}}
deadlines: {limit: {starts: {enter: start}, met_by: {event: decide}, within: 2 months}}
promises:
  heard: {label: Hakijaa kuullaan, always: {before: decide, comes: hear}, source: S001-F02}
  answered: {always: {after: start, comes: {document: paper}, within: 2 months}}
  once: {never: {twice: [decide, hear]}}
  apart: {never: {together: [start, heard_state]}}
states:
  start: {label: Alku, transitions: [{event: hear, to: heard_state}]}
  heard_state: {label: Kuultu, transitions: [{event: decide, to: end}]}
  end: {label: Loppu, final: success}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Hakijaa kuullaan: Ennen kohtaa ”Päätä” on aina ollut ”Kuule”. Lähde: S001-F02.",
        "Kohdan ”Alku” jälkeen tulee aina ”Päätöskirje”, ja aikaa kuluu enintään 2 kuukautta.",
        "”Päätä” tai ”Kuule” tulee enintään kerran.",
        "Asia ei ole koskaan yhtä aikaa kohdissa ”Alku” ja ”Kuultu”.",
    ],
)
def test_promises_are_told_in_words(sentence):
    assert sentence in " ".join(describe(chart_of(PROMISED), "text", "fi").split())
