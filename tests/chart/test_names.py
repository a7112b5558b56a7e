"""What elements are called: their labels, else their ids in plain words."""

import pytest

from charts import chart_of
from prosessi.chart.names import (
    choice_name,
    datum_name,
    deadline_name,
    document_name,
    event_name,
    labels,
    law_name,
    process_name,
    role_name,
    rule_name,
    state_name,
)
from prosessi.expressions.syntax import parse
from prosessi.expressions.words import describe
from prosessi.messages import show

CHART = """
case:
  outcome: {type: choice, of: [some_help, no_help], label: Tulos, labels: {no_help: ei apua}}
  well_known: {type: boolean}
events: {take_up: {label: {fi: Ota puheeksi, sv: Ta upp}}, let_be: {}}
states:
  first_state: {transitions: [{event: take_up, to: last}, {event: let_be, to: last}]}
  last: {label: Loppu, final: success}
"""


@pytest.fixture
def chart():
    return chart_of(CHART)


def test_a_label_is_said_in_the_language_asked_for(chart):
    name = event_name(chart, "take_up")

    assert (show(name, "fi"), show(name, "sv")) == ("Ota puheeksi", "Ta upp")


def test_without_a_label_the_id_is_said_in_plain_words(chart):
    said = [state_name(chart, "first_state"), event_name(chart, "let_be"), datum_name(chart, "well_known")]

    assert said == ["First state", "Let be", "Well known"]
    assert choice_name(chart, "outcome", "some_help") == "some help"


@pytest.mark.parametrize(
    "called", [state_name, event_name, role_name, document_name, deadline_name, rule_name, datum_name, law_name]
)
def test_what_the_process_does_not_have_is_called_by_the_very_word(chart, called):
    assert called(chart, "no_such") == "no_such"


def test_a_process_without_a_title_is_called_by_its_id(chart):
    assert process_name(chart) == chart.process.process.replace("-", " ").capitalize()


def test_conditions_speak_by_the_same_names(chart):
    condition = describe(parse("outcome == no_help and well_known and active(last)"), labels(chart))

    assert condition.in_language("fi") == "Tulos = ei apua ja Well known ja asia on tilassa 'Loppu'"
