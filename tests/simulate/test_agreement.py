"""Simulated cases go as the semantics says, event by event, and nobody is in two places.

Random processes with data, conditions, branches, histories, clocks and deadlines, worked on by random people, and the
shipped processes with the scenarios that come with them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from prosessi.api import load_scenario
from prosessi.distributions import distribution
from prosessi.errors import NotSettling
from prosessi.simulate.engine import simulate
from prosessi.simulate.replay import replayed, replays
from prosessi.simulate.run import STATUSES
from prosessi.simulate.setup import Act, Arrivals, DayFromNow, Decision, Length
from simulate.agreement import disagreements
from simulate.conservation import losses
from simulate.planted import ANYBODY, AT_THE_LAST_MOMENT, COURSE, MOVED, UNNOTICED, WORK, planted, rooms
from simulate.setups import HOUR, awaiting, begins, setup_of, timed_process
from strategies import parallels, processes

MOST_ROUNDS = 2000
WORKING = settings(deadline=None, max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
DEEP = settings(WORKING, max_examples=1500, phases=list(Phase))
STRANGE = st.builds(awaiting, processes(timed=True) | parallels(), st.randoms(use_true_random=False))
ANY = given(STRANGE, st.integers(0, 2**32 - 1))
ENOUGH = 150
"""So many random processes find every fault planted; most are found by the first few."""

ROOT = Path(__file__).parents[2] / "processes"
SCENARIOS = sorted(ROOT.glob("*/*.scenario.yaml"))
COUNTIES = [file for file in SCENARIOS if file.name == "kainuu.scenario.yaml"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Give up sooner on what goes round without end."""
    for _, room in rooms():
        if hasattr(room, "MOST_ROUNDS"):
            monkeypatch.setattr(room, "MOST_ROUNDS", MOST_ROUNDS)


def lived(process, seed, *, most=12, engine="plain"):
    """A run of a random setup; None where cases cannot begin, or where clocks go round and round at one moment."""
    setup = setup_of(process, seed, most=most)
    if not begins(setup):
        return None
    try:
        return simulate(setup, engine=engine, log=True)
    except NotSettling:
        return None


def goes_as_it_should(process, seed, *, most=12):
    run = lived(process, seed, most=most)

    assert run is None or list(disagreements(run)) == []
    assert run is None or not one_by_one(run.setup) or list(losses(run)) == []


def one_by_one(setup):
    """Whether every act needs one person at most, so that the log names everybody."""
    return all(len(act.roles) < 2 for process in setup.processes for act in process.acts)


def found(check):
    """Whether one of the first random processes does not pass."""
    return any(check(timed_process(seed), seed) for seed in range(ENOUGH))


def columns(run):
    """All that a run says, as plain values."""
    log = run.log and tuple(map(tuple, (run.log.time, run.log.case, run.log.what, run.log.which, run.log.value)))
    tables = tuple(
        tuple(tuple(int(value) for value in column) for column in (table.number, table.begun, table.ended, table.waited,
            table.worked, table.final, *table.statuses, *table.late))
        for table in run.cases
    )  # fmt: skip
    return log and repr(log), tables, run.events, run.worked, run.available, run.refused


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_random_processes_go_as_the_semantics_says(seed):
    for each in range(seed, seed + 4):
        goes_as_it_should(timed_process(each), each, most=8)


@WORKING
@ANY
def test_the_strangest_processes_go_as_the_semantics_says(process, seed):
    goes_as_it_should(process, seed, most=8)


@pytest.mark.deep
@DEEP
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_random_processes_go_as_the_semantics_says_deep(process, seed):
    goes_as_it_should(timed_process(process), seed, most=40)


@pytest.mark.deep
@DEEP
@ANY
def test_the_strangest_processes_go_as_the_semantics_says_deep(process, seed):
    goes_as_it_should(process, seed, most=40)


@pytest.mark.deep
@settings(DEEP, max_examples=300)
@ANY
def test_random_processes_give_the_same_bytes_compiled(process, seed):
    plain, compiled = (lived(process, seed, engine=engine) for engine in ("plain", "compiled"))

    assert (plain and columns(plain)) == (compiled and columns(compiled))


@pytest.mark.parametrize("file", COUNTIES, ids=lambda file: file.parent.name)
def test_every_case_of_the_shipped_scenarios_can_be_lived_through_again(file):
    setup = replace(load_scenario(file).setup, counted_from=0, until=None, cases=100, run_dry=True)
    run = simulate(setup, log=True, engine="plain")

    assert sum(len(table.number) for table in run.cases) >= 100
    assert list(disagreements(run)) == []
    assert all(moment.refused is None for replay in replays(run) for moment in replay.moments)


@pytest.mark.deep
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_thousands_of_cases_of_the_shipped_scenarios_can_be_lived_through_again(file):
    setup = replace(load_scenario(file).setup, until=None, cases=3000)
    run = simulate(setup, log=True)

    assert list(disagreements(run)) == []


@pytest.mark.parametrize("file", COUNTIES[1:2], ids=lambda file: file.parent.name)
def test_one_case_can_be_asked_for_by_its_number(file):
    setup = replace(load_scenario(file).setup, counted_from=0, until=None, cases=20, run_dry=True)
    every, only = simulate(setup, log=True, engine="plain"), simulate(setup, log=frozenset({7}), engine="plain")

    assert replayed(every, 7).deeds == replayed(only, 7).deeds
    assert set(only.log.case) == {7}
    assert columns(replace(every, log=None)) == columns(replace(only, log=None))


@pytest.mark.parametrize("fault", COURSE, ids=str)
def test_a_fault_in_what_a_step_does_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert found(lambda process, seed: _wrong(lived(process, seed, most=6), disagreements))


@pytest.mark.parametrize("fault", WORK, ids=str)
def test_a_fault_in_who_does_what_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert found(lambda process, seed: _wrong(lived(process, seed, most=8), losses))


def taken_on_while_more_of_it_waits():
    """A run in which all who keep cases have enough, and of some cases two things wait until somebody has one less."""
    return lived(timed_process(1), 1358, most=40)


def test_all_that_waits_of_a_case_waits_for_who_takes_it_on():
    run = taken_on_while_more_of_it_waits()

    assert list(disagreements(run)) == []
    assert list(losses(run)) == []


def test_anybody_taking_what_waits_of_a_case_is_found(monkeypatch):
    planted(ANYBODY, monkeypatch)

    assert len(list(losses(taken_on_while_more_of_it_waits()))) > 3


def at_the_last_moment():
    """A run in which everything is met the moment when its time is up."""
    process = """
    deadlines: {raja: {starts: {enter: alku}, met_by: {event: a}, within: 10 hours}}
    states: {alku: {transitions: [{event: a, to: loppu}]}, loppu: {final: success}}
    """
    delay = Length(((None, distribution("fixed", value=10 * HOUR)),))
    whole = setup_of(process, 0)
    act = Act("a", None, delay, (), None, None, 1.0, ())
    part = replace(whole.processes[0], acts=(act,), arrivals=Arrivals(moments=(0, HOUR, 20 * HOUR)))
    return simulate(replace(whole, counted_from=0, cases=3, processes=(part,)), engine="plain", log=True)


def test_what_is_met_the_moment_its_time_is_up_is_late():
    run = at_the_last_moment()

    assert [STATUSES[status] for status in run.cases[0].statuses[0]] == ["met_late"] * 3
    assert list(disagreements(run)) == []


def test_counting_that_last_moment_in_is_found(monkeypatch):
    planted(AT_THE_LAST_MOMENT, monkeypatch)

    assert len(list(disagreements(at_the_last_moment()))) == 3


SETTING = {
    "transition": "{event: a, set: {koskee: true}, to: keski}",
    "left": "{event: a, to: keski}",
    "entered": "{event: a, to: keski}",
}


def applies_from_a_step_on(where):
    """A run in which something that a step sets lets a deadline apply which the step does not touch otherwise."""
    process = f"""
    case: {{koskee: {{type: boolean, default: false}}}}
    deadlines: {{raja: {{starts: {{enter: alku}}, met_by: {{enter: loppu}}, within: 10 hours, if: koskee}}}}
    states:
      alku:
        {"exit: {set: {koskee: true}}" if where == "left" else ""}
        transitions: [{SETTING[where]}]
      keski:
        {"entry: {set: {koskee: true}}" if where == "entered" else ""}
        transitions: [{{event: b, to: jono}}]
      jono: {{transitions: [{{event: c, set: {{koskee: false}}, to: odotus}}]}}
      odotus: {{transitions: [{{event: d, to: loppu}}]}}
      loppu: {{final: success}}
    """
    delay = Length(((None, distribution("fixed", value=HOUR)),))
    whole = setup_of(process, 0)
    acts = tuple(Act(event, None, delay, (), None, None, 1.0, ()) for event in "abcd")
    part = replace(whole.processes[0], case=(), acts=acts, arrivals=Arrivals(moments=(0,)))
    return simulate(replace(whole, counted_from=0, cases=1, processes=(part,)), engine="plain", log=True)


@pytest.mark.parametrize("where", SETTING)
def test_a_deadline_applies_and_lapses_when_a_step_sets_so(where):
    run = applies_from_a_step_on(where)

    assert [STATUSES[status] for status in run.cases[0].statuses[0]] == ["lapsed"]
    assert list(disagreements(run)) == []


@pytest.mark.parametrize(("fault", "where"), [*zip(UNNOTICED, SETTING, strict=True)], ids=str)
def test_a_deadline_that_does_not_notice_what_a_step_sets_is_found(fault, where, monkeypatch):
    planted(fault, monkeypatch)

    assert len(list(disagreements(applies_from_a_step_on(where)))) == 1


def met_before_its_date_moved():
    """A run in which a deadline is met two days late, and then the date on which it rests moves far ahead."""
    process = """
    case: {d: {type: date}}
    events: {a: {}, b: {decides: d}}
    deadlines: {raja: {starts: {enter: alku}, met_by: {event: a}, at: d + 1 days}}
    states:
      alku: {transitions: [{event: a, to: keski}]}
      keski: {transitions: [{event: b, to: loppu}]}
      loppu: {final: success}
    """
    delay = Length(((None, distribution("fixed", value=84 * HOUR)),))
    near, far = (DayFromNow(distribution("fixed", value=days)) for days in (0, 300))
    whole = setup_of(process, 0)
    slot = whole.processes[0].chart.slots[0].index
    decides = (Decision(slot, ((None, far),)),)
    acts = tuple(Act(event, None, delay, (), None, None, 1.0, decides if event == "b" else ()) for event in "ab")
    case = (Decision(slot, ((None, near),)),)
    part = replace(whole.processes[0], case=case, acts=acts, arrivals=Arrivals(moments=(0,)))
    return simulate(replace(whole, counted_from=0, cases=1, processes=(part,)), engine="plain", log=True)


def test_what_was_met_late_stays_as_late_as_it_was():
    run = met_before_its_date_moved()

    assert (STATUSES[run.cases[0].statuses[0][0]], run.cases[0].late[0][0]) == ("met_late", 2)
    assert list(disagreements(run)) == []


def test_judging_anew_what_was_met_is_found(monkeypatch):
    planted(MOVED, monkeypatch)

    assert len(list(disagreements(met_before_its_date_moved()))) == 1


def _wrong(run, look):
    """Whether a look at a run finds something. Of meetings the log does not tell enough to look for losses."""
    return run is not None and (look is disagreements or one_by_one(run.setup)) and any(look(run))
