"""Cases that come at gaps drawn one after another."""

from dataclasses import replace
from itertools import pairwise

import pytest

from prosessi.distributions import distribution
from prosessi.simulate.engine import simulate
from prosessi.simulate.setup import Arrivals
from simulate.queueing import HOUR, counter

MINUTE = 60


def spaced(every, cases=400):
    """A counter with enough people, to which cases come at gaps."""
    setup = counter("1 minute", rate=1, servers=99)
    process = replace(setup.processes[0], arrivals=Arrivals(every=every))
    return replace(setup, processes=(process,), cases=cases, counted_from=0)


def begun(setup, **options):
    return [int(moment) for moment in simulate(setup, **options).cases[0].begun]


def test_a_fixed_gap_is_kept_from_the_first_case_on():
    moments = begun(spaced(distribution("fixed", value=12 * MINUTE), cases=5))

    assert moments == [720 * n for n in range(1, 6)]


def test_parts_of_a_second_add_up():
    moments = begun(spaced(distribution("fixed", value=0.75), cases=8))

    assert moments == [0, 1, 2, 3, 3, 4, 5, 6]


def test_drawn_gaps_have_the_bounds_and_the_mean_of_what_they_are_drawn_from():
    moments = begun(spaced(distribution("uniform", **{"from": 60.0, "to": 300.0}), cases=4000))
    gaps = [later - earlier for earlier, later in pairwise(moments)]

    assert min(gaps) >= 59
    assert max(gaps) <= 301
    assert sum(gaps) / len(gaps) == pytest.approx(180, rel=0.03)
    assert len(set(gaps)) > 200


def test_gaps_are_drawn_anew_in_every_replication_and_alike_by_both_engines():
    setup = spaced(distribution("gamma", mean=1.0 * HOUR, sd=600.0))

    assert begun(setup) != begun(setup, replication=1)
    assert begun(setup, engine="plain") == begun(setup, engine="compiled")
