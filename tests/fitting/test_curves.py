"""The right family is found, cut-short delays included, and data that no family fits are taken as they are."""

from __future__ import annotations

from random import Random

import pytest

from prosessi.distributions import distribution
from prosessi.fitting.curves import fit, verdict
from prosessi.messages import speaking

DRAWN = [
    ("exponential", {"mean": 3600}),
    ("lognormal", {"median": 1200, "p90": 3600}),
    ("gamma", {"mean": 10800, "sd": 5400}),
    ("weibull", {"shape": 1.6, "mean": 700000}),
    ("uniform", {"from": 600, "to": 1200}),
    ("normal", {"mean": 3600, "sd": 600}),
    ("triangular", {"low": 600, "mode": 900, "high": 3600}),
]


def drawn(family, written, n=800, seed=3):
    curve, draw = distribution(family, **written), Random(seed)  # noqa: S311  # nothing secret is drawn
    return [float(round(curve.quantile(draw.random()))) for _ in range(n)]


@pytest.mark.parametrize(("family", "written"), DRAWN)
def test_what_was_drawn_is_recognised(family, written):
    found = fit(drawn(family, written))

    assert found.distribution.family == family
    assert found.distance < 0.05
    assert found.distribution.mean == pytest.approx(distribution(family, **written).mean, rel=0.08)


def test_what_is_always_the_same_is_an_amount():
    assert fit([3600.0] * 9).distribution == distribution("fixed", value=3600)


def test_a_few_lengths_again_and_again_are_taken_as_they_are():
    found = fit([1800.0] * 20 + [3600.0] * 60)

    assert found.distribution.steps == ((1800, 3600), (0.25, 0.75))
    assert found.distance == pytest.approx(0, abs=1e-12)


def test_what_no_family_fits_is_taken_in_steps():
    two_humps = drawn("normal", {"mean": 1000, "sd": 50}) + drawn("normal", {"mean": 90000, "sd": 900})

    found = fit(two_humps)

    assert found.distribution.family == "empirical"
    assert found.distance <= 0.05
    assert found.rivals


def test_very_few_are_their_mean_and_none_nothing():
    assert fit([10.0, 20.0, 60.0]).distribution == distribution("fixed", value=30)
    assert fit([]) is None


def test_nothing_takes_no_time_at_all():
    found = fit([0.0, *drawn("lognormal", {"median": 1200, "p90": 3600})])

    assert found.distribution.family in {"lognormal", "gamma", "weibull"}


def cut(lengths, limit):
    return [one for one in lengths if one <= limit], [limit for one in lengths if one > limit]


@pytest.mark.parametrize("limit", [2.5e6, 1.5e6, 6e5])
def test_lengths_cut_short_count_for_as_long_as_they_lasted(limit):
    lengths, short = cut(drawn("weibull", {"shape": 1.6, "mean": 1e6}, n=2000), limit)

    found = fit(lengths, short)

    assert found.distribution.mean == pytest.approx(1e6, rel=0.08)
    assert found.cut_short == len(short)


def test_who_leaves_out_what_was_cut_short_is_caught():
    """The planted fault: only delays that came to their end are counted, which makes them look short."""
    lengths, short = cut(drawn("exponential", {"mean": 1e6}, n=2000), 5e5)

    assert fit(lengths, short).distribution.mean == pytest.approx(1e6, rel=0.08)
    assert fit(lengths).distribution.mean < 0.5e6


def test_a_verdict_minds_how_few_data_there_are():
    with speaking("en"):
        assert [str(verdict(n, 0.08)) for n in (5, 100, 5000)] == ["few data", "good", "fair"]
        assert str(verdict(5000, 0.2)) == "poor"
