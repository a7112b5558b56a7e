"""Alternatives are told from what comes by itself, and data from where cases went."""

from __future__ import annotations

import pytest

from charts import chart_of
from prosessi.fitting.choices import Choice, choices
from prosessi.fitting.deciding import Values, guessed, written
from prosessi.fitting.offers import Offered, Offers

CHART = chart_of("""
process: haku
case:
  kiire: {type: boolean}
  tulos: {type: choice, of: [kylla, ei, siirto]}
  muodot: {type: set, of: [raha, asuminen]}
  summa: {type: number, min: 10}
  paiva: {type: date}
  syy: {type: text}
events: {a: {}, b: {}, peru: {}}
states:
  alku: {transitions: [{event: a, to: loppu}, {event: b, to: loppu}, {event: peru, to: loppu}]}
  loppu: {final: success}
""")
STATE = CHART.named("alku").id


def chosen(full, **came):
    """What is learnt of so many times that each came in a hundred; `a` and `b` are done by the staff."""
    offers = Offers(CHART, full, frozenset())
    for event, count in came.items():
        offers.by_place[STATE, event] = Offered(times=100, came=count, done=count)
    found = choices(offers, {"a", "b"}, came)
    return {event: (choice.kind, round(choice.part, 2)) for (_, event), choice in found.items()}


LEARNT = [
    (True, {"a": 80, "b": 20}, {"a": ("share", 0.8), "b": ("share", 0.2)}),
    (True, {"a": 100}, {"a": ("always", 1.0)}),
    (True, {"a": 100, "peru": 20}, {"a": ("always", 1.0), "peru": ("chance", 0.2)}),
    (True, {"a": 100, "peru": 100}, {"a": ("always", 1.0), "peru": ("always", 1.0)}),
    (True, {"a": 70, "peru": 30}, {"a": ("share", 0.7), "peru": ("share", 0.3)}),
    (True, {"a": 10}, {"a": ("chance", 0.1)}),
    (True, {"a": 100, "b": 100}, {"a": ("chance", 1.0), "b": ("chance", 1.0)}),
    (False, {"a": 72, "b": 18}, {"a": ("share", 0.8), "b": ("share", 0.2)}),
    (False, {"a": 90, "peru": 10}, {"a": ("always", 1.0), "peru": ("chance", 0.1)}),
    (False, {"a": 5}, {"a": ("chance", 0.05)}),
    (False, {"a": 100, "b": 0}, {"a": ("always", 1.0), "b": ("chance", 0.0)}),
]


@pytest.mark.parametrize(("full", "came", "expected"), LEARNT, ids=str)
def test_how_often_each_comes_is_told_as_a_scenario_says_it(full, came, expected):
    assert chosen(full, **came) == expected


def test_a_choice_is_a_value():
    assert Choice("share", 0.5, 10) == Choice("share", 0.5, 10)


def slot(name):
    return next(slot for slot in CHART.slots if slot.name == name)


WRITTEN = [
    ("kiire", {1.0: 1, 0.0: 2}, {"shares": {"false": 0.667, "true": 0.333}}),
    ("tulos", {0.0: 1, 2.0: 3}, {"shares": {"siirto": 0.75, "kylla": 0.25}}),
    ("muodot", {0.0: 1, 1.0: 1, 3.0: 2}, {"chances": {"raha": 0.75, "asuminen": 0.5}}),
    ("summa", {50.0: 3}, {"fixed": 50}),
    ("summa", {50.0: 3, 12.5: 1}, {"empirical": {"values": [12.5, 50], "weights": [0.25, 0.75]}}),
    ("paiva", {0.0: 9}, {"ahead": "0 days"}),
    ("paiva", {14.0: 3, 7.0: 1}, {"ahead": {"empirical": {"values": ["7 days", "14 days"], "weights": [0.25, 0.75]}}}),
    ("paiva", {-30.0: 1}, {"ago": "30 days"}),
]


@pytest.mark.parametrize(("name", "parts", "expected"), WRITTEN, ids=str)
def test_values_are_written_as_a_scenario_has_them(name, parts, expected):
    assert written(slot(name), Values("log", 1, parts)) == expected


def test_many_values_become_even_quantiles():
    amounts = written(slot("summa"), Values("log", 1000, {float(n): 1 for n in range(1000)}))

    assert len(amounts["empirical"]["values"]) == 20
    assert amounts["empirical"]["values"][0] == pytest.approx(25, abs=1)


def test_what_people_wrote_does_not_leave_the_log():
    assert "Aino" not in str(written(slot("syy"), Values("log", 1, {"Aino Virtanen soitti": 1})))


@pytest.mark.parametrize("name", [slot.name for slot in CHART.slots])
def test_a_guess_is_one_that_the_datum_can_have(name):
    assert written(slot(name), guessed(slot(name)))
    assert guessed(slot(name)).how == "guess"
