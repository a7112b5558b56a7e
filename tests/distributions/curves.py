"""Members of every family, and what must be true of any curve, for the tests of this room."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import strategies as st

from prosessi.distributions import distribution

MEMBERS = {
    "fixed": [{"value": 3}],
    "uniform": [{"from": 1, "to": 2}, {"from": -3, "to": 0}],
    "triangular": [
        {"low": 0, "mode": 1, "high": 5},
        {"low": 0, "mode": 0, "high": 1},
        {"low": 0, "mode": 1, "high": 1},
    ],
    "exponential": [{"mean": 3}],
    "lognormal": [{"median": 20, "p90": 60}, {"mean": 20, "sd": 5}, {"mean": 8, "sigma": 1.2}],
    "gamma": [{"mean": 4, "sd": 2}, {"shape": 0.4, "mean": 2}, {"shape": 1, "mean": 2}, {"shape": 900, "mean": 2}],
    "weibull": [{"shape": 1.5, "mean": 3}, {"shape": 0.7, "scale": 3}, {"shape": 9, "mean": 3}],
    "normal": [
        {"mean": 1, "sd": 2},
        {"mean": 1, "sd": 2, "low": 0},
        {"mean": -4, "sd": 1, "low": 0},
        {"mean": 5, "sd": 3, "low": 4, "high": 6},
        {"mean": 9, "sd": 1, "high": 2},
    ],
    "empirical": [{"values": [3, 1, 1]}, {"values": [1, 2, 10], "weights": [7, 2, 1]}],
}
EVERY = [(family, written) for family, forms in MEMBERS.items() for written in forms]
IN_STEPS = {"fixed", "empirical"}

shares = st.floats(1e-12, 1 - 1e-12)
amounts = st.floats(0.01, 1e6)
pure = st.floats(0.05, 50)


@st.composite
def members(draw):
    """A distribution of any family that varies without steps, with parameters across what processes can have."""
    kind = draw(st.sampled_from(["uniform", "triangular", "exponential", "lognormal", "gamma", "weibull", "normal"]))
    low, middle, high = sorted(draw(st.tuples(amounts, amounts, amounts)))
    ratio = draw(st.floats(0.05, 5))
    written = {
        "uniform": {"from": low, "to": high + 1},
        "triangular": {"low": low, "mode": middle, "high": high + 1},
        "exponential": {"mean": low},
        "lognormal": {"median": low, "p90": low * (1 + ratio)},
        "gamma": {"mean": low, "sd": low * ratio},
        "weibull": {"shape": 0.3 + ratio, "mean": low},
        "normal": {"mean": low, "sd": low * ratio, "low": 0},
    }
    return distribution(kind, **written[kind])


def worst_inverse(curve, at=(1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 1 - 1e-9)):
    """How far the share below a quantile is from what was asked for, as a part of the smaller tail."""
    return max(abs(curve.cumulative(curve.quantile(u)) - u) / min(u, 1 - u) for u in at)


def mean_by_quantile(curve, pieces=4000):
    """The mean by the midpoints of equal shares, the two tails cut ever finer."""
    return math.fsum(curve.quantile(u) * width for u, width in _grid(pieces))


def deviation_by_quantile(curve, pieces=4000):
    """The standard deviation, in the same way."""
    mean = mean_by_quantile(curve, pieces)
    return math.sqrt(math.fsum((curve.quantile(u) - mean) ** 2 * width for u, width in _grid(pieces)))


def _grid(pieces):
    """Midpoints and widths of shares, with u = sin² to crowd them at both ends."""
    edges = [math.sin(math.pi / 2 * n / pieces) ** 2 for n in range(pieces + 1)]
    for left, right in pairwise(edges):
        yield (left + right) / 2, right - left
