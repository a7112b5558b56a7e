"""Cases are followed through the process: what the log leaves out comes to light, and what cannot be is counted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from charts import chart_of
from prosessi.fitting.following import BEGINNING, Follower
from prosessi.fitting.logs.happening import EventLog, Happening, Life
from prosessi.fitting.naming import Naming
from prosessi.fitting.tasks import told

CHART = chart_of("""
process: haku
case:
  puutteita: {type: boolean}
  tulos: {type: choice, of: [kylla, ei, siirto]}
events:
  kirjaa: {label: Kirjaa hakemus, decides: puutteita}
  taydenna: {}
  paata: {decides: tulos}
  jatka: {}
  sulje: {}
states:
  saapunut:
    transitions:
      - {event: kirjaa, if: puutteita, to: puutteellinen}
      - {event: kirjaa, else: true, to: valmis}
  puutteellinen:
    transitions:
      - {event: taydenna, to: valmis}
      - {after: 30 days, to: valmis}
  valmis:
    transitions:
      - {event: paata, if: tulos == kylla, to: myonnetty}
      - {event: paata, else: true, to: hylatty}
  myonnetty: {transitions: [{event: jatka, to: loppu}]}
  hylatty: {transitions: [{event: sulje, to: loppu}]}
  loppu: {final: success}
""")
START = datetime(2025, 1, 7, 9)


def history(*events, data=(), ended=False):
    lines = [
        Happening("1", event, Life.DONE, START + timedelta(days=day), data=dict(data))
        for day, event in enumerate(events)
    ]
    if ended:
        lines.append(Happening("1", "loppu", Life.ENDED, START + timedelta(days=len(events))))
    return told(EventLog("loki", tuple(lines)), Naming(CHART, {})).histories[0]


def settled(course):
    return {(number, CHART.slots[slot].name, value): part for (number, slot, value), part in course.settled.items()}


def test_data_that_the_log_does_not_tell_show_in_where_the_case_goes():
    course = Follower(CHART).follow(history("kirjaa", "taydenna", "paata", "jatka"))

    assert settled(course) == {(0, "puutteita", 1.0): 1.0, (2, "tulos", 0.0): 1.0}
    assert (course.passed_over, course.put_in) == (0, 0)


def test_what_can_have_been_either_way_is_each_in_equal_parts():
    course = Follower(CHART).follow(history("kirjaa", "paata"))

    parts = settled(course)
    assert parts[0, "puutteita", 0.0] == 1.0
    assert parts[1, "tulos", 0.0] == pytest.approx(0.5)


def test_what_the_log_tells_goes_before_what_could_be():
    course = Follower(CHART).follow(history("kirjaa", "paata", data={"tulos": "siirto"}))

    assert sum(part for (_, name, value), part in settled(course).items() if name == "tulos" and value == 0.0) == 0


def test_labels_will_do_for_ids():
    course = Follower(CHART).follow(history("Kirjaa hakemus", "PAATA", "jatka"))

    assert [step.event for step in course.steps] == [None, "kirjaa", "paata", "jatka"]


def test_a_clock_that_the_log_leaves_out_is_put_in():
    """An application known to be incomplete is decided without having been completed: its time had run out."""
    course = Follower(CHART).follow(history("kirjaa", "paata", data={"puutteita": "true"}))

    assert course.put_in == 1
    assert course.passed_over == 0


def test_an_act_that_the_log_leaves_out_is_put_in():
    course = Follower(CHART).follow(history("kirjaa", "jatka"))

    assert "paata" in [step.event for step in course.steps]
    assert course.put_in == 1


def test_what_cannot_happen_is_passed_over():
    course = Follower(CHART).follow(history("kirjaa", "paata", "jatka", "kirjaa"))

    assert course.passed_over == 1
    assert [step.event for step in course.steps] == [None, "kirjaa", "paata", "jatka"]


def test_a_wrong_process_is_noticed():
    """The planted fault: the same log in a process whose states are the other way round."""
    course = Follower(CHART).follow(history("sulje", "paata", "kirjaa", ended=True))

    assert course.passed_over + course.put_in > 0


def test_steps_know_where_they_come_from_and_lead_to():
    course = Follower(CHART).follow(history("kirjaa", "paata", "sulje"))

    names = [[CHART[state].name for state in step.sources] for step in course.steps]
    assert names == [[], ["saapunut"], ["valmis"], ["hylatty"]]
    assert course.steps[0].number == BEGINNING
    assert CHART.named("loppu").id in course.steps[-1].after


SPLIT = chart_of("""
process: jako
case:
  vakava: {type: boolean, default: false}
  muodot: {type: set, of: [raha, asuminen]}
events: {jaa: {decides: muodot}, peru: {}, jatka: {}}
states:
  alku: {transitions: [{event: jaa, to: keskella}]}
  keskella:
    transitions:
      - {event: peru, if: not vakava, to: loppu}
      - {event: peru, else: true, to: loppupuoli}
  loppupuoli:
    transitions:
      - {event: jatka, if: raha in muodot, to: loppu}
      - {event: jatka, else: true, to: loppu}
  loppu: {final: success}
""")


def split_history(columns):
    lines = [
        Happening("1", event, Life.DONE, START + timedelta(days=day), data=columns)
        for day, event in enumerate(("jaa", "peru", "jatka"))
    ]
    return told(EventLog("loki", tuple(lines)), Naming(SPLIT, {})).histories[0]


def test_what_the_log_tells_of_the_beginning_goes_before_the_default():
    course = Follower(SPLIT).follow(split_history({"vakava": "true"}))

    assert course.passed_over == 0
    assert [step.event for step in course.steps] == [None, "jaa", "peru", "jatka"]


def test_nothing_is_an_empty_set_where_a_set_is_decided():
    history = split_history({"vakava": "true", "muodot": ""})

    assert history.seen[0].data[1] == 0.0
    assert 1 not in history.seen[1].data
