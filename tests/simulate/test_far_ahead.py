"""How far the tables of days reach makes no difference: what lasts longer is gone on with when there are more days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prosessi.errors import NotSettling
from prosessi.simulate import engine, ground, lists
from prosessi.simulate.engine import simulate
from prosessi.simulate.kernel import loop
from prosessi.simulate.setup import DAY, Arrivals
from simulate.conservation import losses
from simulate.planted import BEYOND, planted
from simulate.queueing import HOUR, counter
from simulate.setups import setup_of, timed_process


def reaching(days, setup, monkeypatch, name="plain"):
    """What comes of a setup if the tables reach so many days ahead; None where cases go round and round."""
    monkeypatch.setattr(ground, "FIRST_DAYS", 2 * days)
    monkeypatch.setattr(lists, "AHEAD", days)
    engine._ground.cache_clear()
    try:
        run = simulate(setup, engine=name, log=True)
    except NotSettling:
        return None
    log = tuple(tuple(map(int, column)) for column in (run.log.time, run.log.case, run.log.what, run.log.which))
    return log, [tuple(map(int, table.waited)) for table in run.cases], run.worked, run


def long_work():
    """A counter to which now and then somebody comes, in some years nobody, with work for months or for years."""
    setup = counter("10000 hours", rate=1, servers=2)
    rare = Arrivals(week=(0.02, 0.0, 0.0, 0.01, 0.0, 0.0, 0.0), spans=((8 * HOUR, 9 * HOUR),))
    [crew], [process] = setup.crews, setup.processes
    return replace(
        setup,
        counted_from=0,
        until=None,
        cases=8,
        end=40 * 365 * DAY,
        crews=(replace(crew, hours=1),),
        hours=(*setup.hours, replace(setup.hours[0], name="arkisin", week=(((8 * HOUR, 16 * HOUR),),) * 5 + ((),) * 2)),
        processes=(replace(process, arrivals=rare),),
    )


@pytest.mark.parametrize("name", ["plain", "compiled"])
def test_work_and_gaps_of_years_are_as_long_as_they_are(name, monkeypatch):
    near, far = (reaching(days, long_work(), monkeypatch, name) for days in (30, 6_000))

    assert near[:3] == far[:3]
    assert list(losses(near[3])) == []


@pytest.mark.parametrize("seed", range(6))
def test_random_runs_do_not_depend_on_how_far_one_looks_ahead(seed, monkeypatch):
    monkeypatch.setattr(loop, "MOST_ROUNDS", 1_000)
    setup = setup_of(timed_process(seed), seed, most=6, end=200)
    near, far = (reaching(days, setup, monkeypatch) for days in (30, 1_200))

    assert (near and near[:3]) == (far and far[:3])


@pytest.mark.parametrize("fault", BEYOND, ids=str)
def test_a_fault_at_the_end_of_the_tables_is_found(fault, monkeypatch):
    far = reaching(6_000, long_work(), monkeypatch)
    planted(fault, monkeypatch)

    assert reaching(30, long_work(), monkeypatch)[:3] != far[:3]
