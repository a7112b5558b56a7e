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
from prosessi.errors import NotSettling
from prosessi.simulate import kernel
from prosessi.simulate.engine import simulate
from prosessi.simulate.replay import replayed, replays
from simulate.agreement import disagreements
from simulate.conservation import losses
from simulate.planted import COURSE, WORK, planted
from simulate.setups import begins, setup_of
from strategies import parallels, processes

MOST_ROUNDS = 2000
WORKING = settings(deadline=None, max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
DEEP = settings(WORKING, max_examples=1500, phases=list(Phase))
SEEKING = settings(WORKING, max_examples=400, derandomize=True, database=None)
ANY = given(processes(timed=True) | parallels(), st.integers(0, 2**32 - 1))
ROOT = Path(__file__).parents[2] / "processes"
SCENARIOS = sorted(ROOT.glob("*/*.scenario.yaml"))
COUNTIES = [file for file in SCENARIOS if file.name == "kainuu.scenario.yaml"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Give up sooner on what goes round without end."""
    monkeypatch.setattr(kernel, "MOST_ROUNDS", MOST_ROUNDS)


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


def sought(check):
    """Look for an example that does not pass, however it fails."""
    SEEKING(ANY(check))()


def columns(run):
    """All that a run says, as plain values."""
    log = run.log and tuple(map(tuple, (run.log.time, run.log.case, run.log.what, run.log.which, run.log.value)))
    tables = tuple(
        tuple(tuple(int(value) for value in column) for column in (table.number, table.begun, table.ended, table.waited,
            table.worked, table.final, *table.statuses, *table.late))
        for table in run.cases
    )  # fmt: skip
    return log and repr(log), tables, run.events, run.worked, run.available, run.refused


@WORKING
@ANY
def test_random_processes_go_as_the_semantics_says(process, seed):
    goes_as_it_should(process, seed)


@pytest.mark.deep
@DEEP
@ANY
def test_random_processes_go_as_the_semantics_says_deep(process, seed):
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

    def check(process, seed):
        run = lived(process, seed, most=6)
        assert run is None or list(disagreements(run)) == []

    with pytest.raises(AssertionError):
        sought(check)


@pytest.mark.parametrize("fault", WORK, ids=str)
def test_a_fault_in_who_does_what_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    def check(process, seed):
        run = lived(process, seed)
        assert run is None or not one_by_one(run.setup) or list(losses(run)) == []

    with pytest.raises(AssertionError):
        sought(check)
