"""People who keep their cases are persons in a run, and one crew in what came of it."""

from dataclasses import replace

import pytest

import prosessi
from prosessi.simulate.engine import simulate
from prosessi.simulate.persons import by_person, together
from prosessi.simulate.run import What
from simulate.queueing import queue
from simulate.scenarios import written

KEPT = {
    "staff:\n  kasittelija: {people: 2}": "staff:\n  kasittelija: {people: 3, named: true, caseload: 4}",
    "rate: 60 per week": "rate: 20 per week",
}
ON_LEAVE = "leave: [{from: 2025-02-10, to: 2025-02-16, people: 2}]"


def setup_in(folder, words=KEPT):
    return prosessi.load_scenario(written(folder, words=words)).setup


def test_a_named_crew_is_as_many_crews_as_it_has_people(tmp_path):
    setup = setup_in(tmp_path)

    persons = by_person(setup)

    assert [(crew.name, crew.sizes, crew.caseload) for crew in persons.crews] == [("kasittelija", ((0, 1),), 4)] * 3


def test_those_who_keep_no_cases_stay_one_crew(tmp_path):
    setup = setup_in(tmp_path, {})

    assert by_person(setup) is setup


def test_on_leave_are_always_the_same_people(tmp_path):
    setup = setup_in(tmp_path, KEPT | {"caseload: 4": f"caseload: 4, {ON_LEAVE}"})
    [crew] = setup.crews
    leaves, comes_back = (moment for moment, _ in crew.sizes[1:])

    sizes = [person.sizes for person in by_person(setup).crews]

    assert sizes == [((0, 1),), *[((0, 1), (leaves, 0), (comes_back, 1))] * 2]


def test_the_caseload_is_that_of_each_person(tmp_path):
    waiting = {"{work: {exponential: {mean: 1 hour}}": "{after: 1 hour, work: 30 hours"}
    setup = setup_in(tmp_path, KEPT | waiting | {"rate: 20 per week": "rate: 60 per week"})

    run = simulate(setup, engine="plain")

    assert max(run.samples.caseloads[0]) == 3 * 4


def test_what_persons_did_is_told_of_their_crew(tmp_path):
    setup = setup_in(tmp_path)

    run = simulate(setup, engine="plain", log=True)

    assert run.setup is setup
    assert len(run.worked) == len(run.available) == len(run.samples.busy) == len(run.samples.caseloads) == 1
    assert 0 < run.worked[0] < run.available[0]
    assert {value for what, value in zip(run.log.what, run.log.value, strict=True) if what == What.STARTED} == {0.0}


def test_a_run_with_persons_put_together_wrongly_is_noticed(tmp_path):
    setup = setup_in(tmp_path)
    run = simulate(setup, engine="plain")
    apart = replace(run, setup=by_person(setup), worked=(1, 2, 3), available=(10, 10, 10))

    with pytest.raises(ValueError, match="argument"):
        together(setup, replace(apart, samples=replace(run.samples, busy=([1], [1, 2], [1]), caseloads=([1],) * 3)))


def test_whoever_keeps_cases_rests_while_on_leave(tmp_path):
    alone = KEPT | {
        "people: 3": "people: 1",
        "caseload: 4": "caseload: 50, leave: [{from: 2025-02-10, to: 2025-02-16}]",
    }
    setup = setup_in(tmp_path, alone)
    leaves, comes_back = (moment for moment, _ in setup.crews[0].sizes[1:])

    log = simulate(setup, engine="plain", log=True).log

    begun = [time for time, what in zip(log.time, log.what, strict=True) if what == What.STARTED]
    assert not [time for time in begun if leaves + 24 * 3600 < time < comes_back]
    assert [time for time in begun if time < leaves]
    assert [time for time in begun if time >= comes_back]


TWICE = """
process: jono
roles: {eka: {}, toka: {}}
events: {a: {by: eka}, b: {by: toka}}
initial: alku
states:
  alku: {transitions: [{event: a, to: keski}]}
  keski: {transitions: [{event: b, to: loppu}]}
  loppu: {final: success}
"""


def kept_in_two_roles():
    """Cases of which one person, who may have two, does both acts; the second waits while they do something else."""
    return queue(
        """
processes:
  jono:
    arrivals: {dates: [2024-01-01 00:00, 2024-01-01 00:00, 2024-01-01 03:30]}
    acts: {a: {work: 1 hour}, b: {work: 1 hour}}
staff:
  omat: {people: 1, named: true, caseload: 2, roles: [eka, toka], hours: always}
""",
        TWICE,
        "scenario: jono\nperiod: {from: 2024-01-01}\ncases: 3\n",
    )


def test_a_case_kept_in_two_roles_is_one_case_of_its_keeper():
    ended = simulate(kept_in_two_roles()).cases[0].ended

    assert [int(time) / 3600 for time in ended] == [3, 4, 6]
