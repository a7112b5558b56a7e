"""What is drawn from a family, and fitted to it, is that family again; what does not fit is not made to."""

from __future__ import annotations

import math
from statistics import fmean, pstdev

import pytest

from prosessi.distributions import distribution, families
from prosessi.distributions.gamma import digamma, trigamma

DRAWN = [
    ("uniform", {"from": 10, "to": 30}),
    ("triangular", {"low": 2, "mode": 5, "high": 30}),
    ("exponential", {"mean": 30}),
    ("lognormal", {"median": 20, "p90": 60}),
    ("gamma", {"mean": 4, "sd": 3}),
    ("weibull", {"shape": 0.7, "mean": 3}),
    ("weibull", {"shape": 3.5, "mean": 3}),
    ("normal", {"mean": 8, "sd": 2, "low": 0}),
    ("normal", {"mean": 1, "sd": 2, "low": 0}),
    ("normal", {"mean": -5, "sd": 20}),
]


def _evenly(curve, n=1500):
    return [curve.quantile((k + 0.5) / n) for k in range(n)]


def _likelihood(curve, data):
    return math.fsum(map(curve.log_density, data))


@pytest.mark.parametrize(("family", "written"), DRAWN, ids=str)
def test_what_was_drawn_comes_back(family, written):
    drawn = distribution(family, **written)

    fitted = families()[family].fit(_evenly(drawn))

    for u in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert fitted.quantile(u) == pytest.approx(drawn.quantile(u), rel=0.04, abs=0.04 * drawn.deviation)


def _is_summit(family, parameters, data):
    """Whether a small move of any parameter makes the data less likely."""
    best = _likelihood(distribution(family, **parameters), data)
    near = (
        distribution(family, **{**parameters, name: value * factor})
        for name, value in parameters.items()
        if name not in {"low", "high"}
        for factor in (0.99, 1.01)
    )
    return all(_likelihood(curve, data) < best for curve in near)


@pytest.mark.parametrize(("family", "written"), [d for d in DRAWN if d[0] not in {"uniform", "triangular"}], ids=str)
def test_no_neighbour_is_likelier(family, written):
    data = _evenly(distribution(family, **written), 400)

    assert _is_summit(family, families()[family].fit(data).parameters, data)


def test_a_fit_by_moments_is_caught():
    data = _evenly(distribution("lognormal", median=20, p90=60), 400)

    assert _is_summit("gamma", families()["gamma"].fit(data).parameters, data)
    assert not _is_summit("gamma", {"mean": fmean(data), "sd": pstdev(data)}, data)


@pytest.mark.parametrize("family", ["lognormal", "gamma", "weibull", "exponential"])
def test_what_is_always_positive_does_not_fit_what_is_not(family):
    assert families()[family].fit([-1.0, 2.0, 3.0]) is None


@pytest.mark.parametrize("family", sorted({*families()} - {"fixed", "empirical", "exponential"}))
def test_what_does_not_vary_has_no_spread(family):
    assert families()[family].fit([3.0, 3.0, 3.0]) is None


def test_what_does_not_vary_is_an_amount():
    assert families()["fixed"].fit([3.0, 3.0]).value == 3
    assert families()["fixed"].fit([3.0, 4.0]) is None


def test_what_is_exponential_is_no_normal_cut_far_above_its_centre():
    assert families()["normal"].fit(_evenly(distribution("exponential", mean=3))) is None


def test_the_slopes_of_the_gamma_function_are_those_of_the_tables():
    assert digamma(1) == pytest.approx(-0.5772156649015329, rel=1e-12)
    assert digamma(0.5) == pytest.approx(-1.9635100260214235, rel=1e-12)
    assert trigamma(1) == pytest.approx(math.pi**2 / 6, rel=1e-12)
    assert trigamma(0.5) == pytest.approx(math.pi**2 / 2, rel=1e-12)


def test_each_family_that_is_fitted_says_how():
    for family in families().values():
        assert (family.fit is None) == (family.estimator is None)
