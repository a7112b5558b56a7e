"""Quantiles of Student's t."""

import math
from statistics import NormalDist

import pytest

from prosessi.simulate.results.student import t_quantile, within

TABLE = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 19: 2.093, 30: 2.042, 120: 1.980}
"""The printed table that every textbook of statistics has at its end: 95 %, both sides."""


@pytest.mark.parametrize("freedom", TABLE)
def test_quantiles_are_those_of_the_printed_table(freedom):
    assert round(t_quantile(0.95, freedom), 3) == TABLE[freedom]


def test_with_one_degree_of_freedom_it_is_cauchy_s_distribution():
    assert within(1.0, 1) == pytest.approx(0.5)
    assert t_quantile(0.9, 1) == pytest.approx(math.tan(0.45 * math.pi))


def test_with_two_degrees_of_freedom_it_has_a_closed_form():
    assert t_quantile(0.95, 2) == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)))


def test_with_very_many_it_comes_to_the_normal_distribution():
    assert t_quantile(0.95, 20_000) == pytest.approx(NormalDist().inv_cdf(0.975), abs=2e-4)


@pytest.mark.parametrize("freedom", [1, 2, 7, 40])
def test_a_quantile_is_where_the_distribution_says(freedom):
    assert within(t_quantile(0.99, freedom), freedom) == pytest.approx(0.99)
