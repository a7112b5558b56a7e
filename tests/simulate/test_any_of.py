"""An act that any of several roles can do: whoever is free first does it, and is called by their own role."""

from __future__ import annotations

from csv import DictReader

import pytest

from prosessi.chart.compile import compile_process
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.model.scenario import Scenario
from prosessi.simulate.engine import simulate
from prosessi.simulate.logs.csv import csv
from prosessi.simulate.pilot import overloads, pilot
from prosessi.simulate.prepare import prepare
from prosessi.simulate.replay import replays
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from prosessi.simulate.results.words import staff_name
from prosessi.simulate.run import What

PROCESS = """\
prosessi: 1
process: apu
initial: jonossa
roles: {paallikko: {}, ohjaaja: {}}
events: {arvioi: {by: [paallikko, ohjaaja]}, auta: {by: [paallikko, ohjaaja]}}
states:
  jonossa: {transitions: [{event: arvioi, to: autetaan}]}
  autetaan: {transitions: [{event: auta, to: valmis}]}
  valmis: {final: success}
"""
SCENARIO = """\
scenario: koe
period: {from: 2025-01-01}
cases: 200
processes:
  apu:
    arrivals: {rate: RATE per week}
    acts:
      arvioi: {by: ABLE, work: {exponential: {mean: 2 hours}}}
      auta: {by: ABLE, work: {exponential: {mean: 3 hours}}}
staff: STAFF
"""
EITHER = "[paallikko, ohjaaja]"
BOTH = "{paallikko: {people: 1}, ohjaaja: {people: 1}}"


def setup(able=EITHER, staff=BOTH, rate=10):
    text = SCENARIO.replace("ABLE", able).replace("STAFF", staff).replace("RATE", str(rate))
    bound = read_as(Scenario, text, "koe.scenario.yaml")
    return prepare(bound.model, {"apu": compile_process(read_as(Process, PROCESS, "apu").model, EMPTY)})


def test_they_are_one_more_role_of_both_crews():
    made = setup()

    assert made.roles == ("paallikko", "ohjaaja", "ohjaaja|paallikko")
    assert [crew.roles for crew in made.crews] == [(0, 2), (1, 2)]
    assert {(act.by, act.roles) for act in made.processes[0].acts} == {("paallikko", (2,))}


def test_who_is_named_first_does_not_matter_for_the_queue():
    assert setup("[ohjaaja, paallikko]").roles == setup().roles


def test_roles_that_nobody_has_are_no_role_of_anybody():
    assert setup(staff="{}").roles == ()
    assert setup(staff="{ohjaaja: {people: 1}}").roles == ("ohjaaja", "ohjaaja|paallikko")


@pytest.mark.parametrize("engine", ["plain", "auto"])
def test_two_who_can_both_do_it_are_as_good_as_two_of_one_role(engine):
    either = simulate(setup(), engine=engine)
    alike = simulate(setup("ohjaaja", "{ohjaaja: {people: 2}}"), engine=engine)

    assert list(either.cases[0].ended) == list(alike.cases[0].ended)
    assert all(worked > 0 for worked in either.worked)


def test_the_log_and_the_walk_call_them_by_the_role_they_have():
    run = simulate(setup(), engine="plain", log=True)
    rows = [row for row in DictReader("".join(csv([run])).splitlines()) if row["lifecycle"] == What.DONE.name.lower()]

    assert {(row["role"], row["crew"]) for row in rows} == {("ohjaaja", "ohjaaja"), ("paallikko", "paallikko")}
    done = [moment.deed.by for replay in replays(run) for moment in replay.moments if moment.deed is not None]
    assert sorted(done) == sorted(row["role"] for row in rows)


def test_results_name_both():
    made = setup()
    results = results_of(made, [digest(simulate(made))])

    assert str(staff_name(results, "ohjaaja|paallikko")) == "Ohjaaja tai Paallikko"
    assert results.estimate("role.queue", of="ohjaaja|paallikko") is not None


def test_too_much_work_for_both_is_too_much():
    made = setup(rate=40)

    assert [[made.roles[role] for role in found.roles] for found in overloads(pilot(made))] == [["ohjaaja|paallikko"]]
    assert list(overloads(pilot(setup(rate=10)))) == []
