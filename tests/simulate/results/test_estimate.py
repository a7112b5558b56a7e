"""Intervals, held to worked examples and to how often they hold the truth."""

from random import Random
from statistics import NormalDist, fmean, stdev

import pytest

from prosessi.simulate.results.estimate import (
    BATCHES,
    Estimate,
    needed,
    over_batches,
    over_replications,
    wilson,
)


def test_an_interval_over_replications_is_that_of_a_worked_example():
    found = over_replications([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09])

    assert found.value == pytest.approx(1.343, abs=1e-3)
    assert found.half == pytest.approx(2.262 * 0.4095 / 10**0.5, abs=1e-3)


def test_one_replication_says_nothing_of_its_certainty():
    assert over_replications([3.0]) == Estimate(3.0)
    assert over_replications([3.0]).half is None


def test_wilson_s_interval_is_that_of_a_worked_example():
    found = wilson(81, 263)

    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("hits", [0, 5])
def test_all_or_nothing_of_few_is_not_certain(hits):
    found = wilson(hits, 5)

    assert found.value == hits / 5
    assert found.high - found.low > 0.4
    assert 0 <= found.low <= found.high <= 1


def test_so_many_replications_as_are_asked_for_are_enough():
    draws = Random(1)  # noqa: S311  (luck, not secrets)
    few = over_replications([draws.gauss(100, 10) for _ in range(20)])

    wanted = needed(few, 20, 1.0)
    many = over_replications([draws.gauss(100, 10) for _ in range(wanted)])

    assert 200 < wanted < 600
    assert many.half == pytest.approx(1.0, rel=0.2)


def test_what_is_precise_enough_needs_no_more():
    assert needed(Estimate(10.0, 9.9, 10.1), 20, 0.2) < 20
    assert needed(Estimate(10.0), 1, 0.2) is None


def _queueing(draws, cases, memory):
    """Values each of which remembers the one before it, as waits in a queue do; their true mean is 5."""
    value = 5.0
    for _ in range(cases):
        value = 5.0 + memory * (value - 5.0) + draws.gauss(0, 1)
        yield value


def _in_batches(values):
    size = len(values) // BATCHES
    return [(size, sum(values[number * size : (number + 1) * size])) for number in range(BATCHES)]


def _holds(low, high):
    return low <= 5.0 <= high


def test_intervals_within_one_run_hold_the_truth_although_cases_remember_one_another():
    draws = Random(7)  # noqa: S311  (luck, not secrets)
    runs = [list(_queueing(draws, 3200, 0.9)) for _ in range(100)]
    found = [over_batches(_in_batches(values)) for values in runs]

    held = sum(_holds(estimate.low, estimate.high) for estimate in found)

    assert 88 <= held <= 100


def test_intervals_that_take_each_case_as_a_witness_of_its_own_would_not():
    draws = Random(7)  # noqa: S311  (luck, not secrets)
    z = NormalDist().inv_cdf(0.975)
    runs = [list(_queueing(draws, 3200, 0.9)) for _ in range(100)]
    naive = [(fmean(values), z * stdev(values) / len(values) ** 0.5) for values in runs]

    held = sum(_holds(mean - half, mean + half) for mean, half in naive)

    assert held < 60


def test_batches_that_are_still_alike_are_joined():
    alternating = [(10, 10.0 * (number // 4 % 2)) for number in range(BATCHES)]
    apart = [(10, 10.0 * (number % 2)) for number in range(BATCHES)]

    assert over_batches(alternating).half > over_batches(apart).half


def test_few_cases_in_one_run_have_no_interval():
    assert over_batches([(2, 3.0)] * BATCHES) == Estimate(1.5)
