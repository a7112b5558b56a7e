"""Every family draws by a quantile that is the inverse of its shares, and says what is wrong with its parameters."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace
from statistics import NormalDist

import pytest
from hypothesis import given

from distributions.curves import (
    EVERY,
    IN_STEPS,
    MEMBERS,
    deviation_by_quantile,
    mean_by_quantile,
    members,
    shares,
    worst_inverse,
)
from prosessi.distributions import DistributionProblem, distribution, families
from prosessi.distributions.gamma import Gamma
from prosessi.distributions.normal import Normal

smooth = pytest.mark.parametrize(
    ("family", "written"), [member for member in EVERY if member[0] not in IN_STEPS], ids=str
)
every = pytest.mark.parametrize(("family", "written"), EVERY, ids=str)


def test_every_family_is_tried_here():
    assert set(MEMBERS) == set(families())


@smooth
def test_the_share_below_a_quantile_is_what_was_asked_for(family, written):
    assert worst_inverse(distribution(family, **written)) < 1e-5


@given(members(), shares)
def test_quantiles_invert_shares_for_any_parameters(curve, u):
    x = curve.quantile(u)

    assert x >= curve.least
    assert curve.cumulative(x) == pytest.approx(u, rel=1e-6, abs=1e-9)


@given(members(), shares, shares)
def test_a_greater_share_is_reached_no_sooner(curve, one, other):
    low, high = sorted((one, other))

    assert curve.quantile(low) <= curve.quantile(high)


@every
def test_the_mean_and_the_deviation_are_those_of_the_draws(family, written):
    curve = distribution(family, **written)

    assert mean_by_quantile(curve) == pytest.approx(curve.mean, rel=2e-3, abs=1e-9)
    assert deviation_by_quantile(curve) == pytest.approx(curve.deviation, rel=2e-2, abs=1e-9)


@smooth
def test_the_density_is_the_slope_of_the_share(family, written):
    curve = distribution(family, **written)

    for u in (0.05, 0.3, 0.6, 0.95):
        x, step = curve.quantile(u), curve.deviation * 1e-5
        slope = (curve.cumulative(x + step) - curve.cumulative(x - step)) / (2 * step)
        assert math.exp(curve.log_density(x)) == pytest.approx(slope, rel=1e-3)


def _faulty_gamma(u):
    """Wilson and Hilferty's guess taken for the answer."""
    shape, z = 0.4, NormalDist().inv_cdf(u)
    return shape * max(1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape)), 0.0) ** 3


def _faulty_normal(u):
    """A cut that only moves what falls below it."""
    return max(NormalDist(1, 2).inv_cdf(u), 0.0)


@pytest.mark.parametrize(
    ("right", "quantile"),
    [(Gamma(0.4, 1.0), _faulty_gamma), (Normal(1, 2, 0.0), _faulty_normal)],
    ids=["gamma", "normal"],
)
def test_a_wrong_quantile_is_caught(right, quantile):
    class Faulty:
        cumulative = right.cumulative

    Faulty.quantile = staticmethod(quantile)

    assert worst_inverse(right) < 1e-6
    assert worst_inverse(Faulty) > 0.05
    assert mean_by_quantile(Faulty) != pytest.approx(right.mean, rel=2e-3)


def test_the_amounts_of_the_handbooks_come_out():
    """Chi-square with 5 degrees at 0.95, a gamma of shape 2.5 (Abramowitz & Stegun table 26.8); others by hand."""
    chi = distribution("gamma", shape=2.5, mean=5)

    assert chi.quantile(0.95) == pytest.approx(11.0705, abs=5e-5)
    assert distribution("gamma", shape=1, mean=2).quantile(0.3) == pytest.approx(-2 * math.log(0.7))
    assert distribution("lognormal", median=20, p90=60).quantile(0.9) == pytest.approx(60)
    assert distribution("weibull", shape=2, scale=1).mean == pytest.approx(math.sqrt(math.pi) / 2)
    assert distribution("normal", mean=0, sd=1, low=0).mean == pytest.approx(math.sqrt(2 / math.pi))
    assert distribution("triangular", low=0, mode=1, high=4).quantile(0.25) == pytest.approx(1)


def test_values_as_seen_come_as_often_as_seen():
    curve = distribution("empirical", values=[10, 2, 1], weights=[1, 2, 7])

    assert [curve.quantile(u) for u in (0.01, 0.7, 0.71, 0.9, 0.91, 0.999)] == [1, 1, 2, 2, 10, 10]


@every
def test_a_distribution_is_a_value(family, written):
    curve = distribution(family, **written)

    assert pickle.loads(pickle.dumps(curve)) == curve
    assert len({curve, distribution(family, **written)}) == 1


@every
def test_its_parameters_give_it_back(family, written):
    curve = distribution(family, **written)

    again = distribution(family, **curve.parameters)

    assert [again.quantile(u) for u in (0.1, 0.5, 0.9)] == pytest.approx([curve.quantile(u) for u in (0.1, 0.5, 0.9)])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@every
def test_it_is_told_in_the_unit_of_who_asks(family, written, language):
    told = distribution(family, **written).in_words(lambda amount: f"{amount:.0f} kk").in_language(language)

    assert " kk" in told
    assert "{" not in told


@pytest.mark.parametrize("u", [0, 1, -0.1, math.nan])
def test_no_share_is_nothing_or_all(u):
    with pytest.raises(ValueError, match="between 0 and 1"):
        distribution("exponential", mean=1).quantile(u)


REFUSED = [
    ("lognorm", {}, None, "did you mean 'lognormal'?"),
    ("poisson", {}, None, "the distributions are empirical"),
    ("lognormal", {}, None, "median and p90, mean and sd or mean and sigma"),
    ("lognormal", {"mean": 3}, None, "median and p90, mean and sd or mean and sigma"),
    ("lognormal", {"mean": 3, "st": 1}, "st", "mean and sd"),
    ("lognormal", {"median": 3, "p90": 3}, "p90", "nine in ten"),
    ("lognormal", {"mean": 3, "sigma": 0}, "sigma", "amount alone"),
    ("exponential", {"mean": 0}, "mean", "amount alone"),
    ("exponential", {"mean": -1}, "mean", "amount alone"),
    ("fixed", {"value": "kolme"}, "value", "write a number"),
    ("fixed", {"value": math.nan}, "value", "write a number"),
    ("fixed", {"value": math.inf}, "value", "write a number"),
    ("fixed", {"value": True}, "value", "write a number"),
    ("fixed", {"value": -1}, None, "leave out"),
    ("uniform", {"from": 2, "to": 1}, "from", "the smaller first"),
    ("uniform", {"from": 1, "to": 1}, "from", "the amount alone"),
    ("uniform", {"from": -1, "to": 1}, None, "leave out"),
    ("triangular", {"low": 0, "mode": 5, "high": 4}, "mode", "from least to greatest"),
    ("triangular", {"low": 4, "mode": 4, "high": 4}, "low", "from least to greatest"),
    ("gamma", {"mean": 1, "sd": 1e-9}, None, "amount alone"),
    ("weibull", {"shape": 0.001, "mean": 1}, None, "nearer together"),
    ("lognormal", {"mean": 1, "sigma": 99}, None, "nearer together"),
    ("normal", {"mean": 1, "sd": 1, "low": 2, "high": 1}, "low", "the smaller as 'low'"),
    ("normal", {"mean": -100, "sd": 1}, "mean", "move the mean"),
    ("normal", {"mean": 1, "sd": 1, "low": -1}, None, "leave out"),
    ("empirical", {"values": []}, "values", "[1, 2, 5]"),
    ("empirical", {"values": 3}, "values", "[1, 2, 5]"),
    ("empirical", {"values": [1, 2], "weights": [1]}, "weights", "one weight"),
    ("empirical", {"values": [1, 2], "weights": [1, -1]}, "weights", "larger"),
    ("empirical", {"values": [1, -2]}, None, "leave out"),
]


@pytest.mark.parametrize(("family", "written", "parameter", "advice"), REFUSED, ids=str)
def test_what_cannot_be_is_refused_with_advice(family, written, parameter, advice):
    with pytest.raises(DistributionProblem) as caught:
        distribution(family, never_negative=True, **written)

    assert caught.value.parameter == parameter
    assert advice in caught.value.fix.in_language("en")
    assert str(caught.value)


def test_a_time_that_is_normal_is_cut_at_zero():
    curve = distribution("normal", mean=1, sd=2, never_negative=True)

    assert curve == distribution("normal", mean=1, sd=2, low=0)
    assert curve.quantile(1e-9) > 0


def test_tails_far_out_keep_their_digits():
    far = replace(Normal(0, 1), low=6.0)

    assert far.cumulative(far.quantile(0.5)) == pytest.approx(0.5, rel=1e-9)
    assert distribution("gamma", shape=0.001, mean=1).quantile(1e-300) == 0
    assert distribution("gamma", shape=1e6, mean=1).quantile(0.5) == pytest.approx(1, rel=1e-6)
