"""Luck is even and independent, whichever way one goes through it, and curves keep what their distributions say.

Each suspicion of the numbers is a test value that would be normal with deviation 1 if they were luck. Numbers that are
too even are no luck either, so it must not be far out on either side. Generators with a flaw must be found out.
"""

import math
from itertools import count, islice, pairwise

import pytest

from distributions.curves import EVERY, IN_STEPS
from prosessi.distributions import distribution
from prosessi.simulate.curves import curve
from prosessi.simulate.drawing import (
    CELLS,
    EDGE,
    GOLDEN,
    LOW_BITS,
    MIX_1,
    TAIL_CELLS,
    TAIL_LEVELS,
    VISITS,
    WORD,
    chosen,
    mixed,
    quantile,
    uniform,
)
from prosessi.simulate.draws import stream

FAR = 4.5
"""One test value in 150,000 lies so far out by luck alone."""

BINS, SIDE = 256, 16
ROOT = mixed(mixed(1) + GOLDEN)
WORK, DELAY = stream("prosessi", "arvioi", "work"), stream("prosessi", "arvioi", "delay")


def case_key(number):
    return mixed(ROOT + number * GOLDEN)


def from_case_to_case(draw):
    return (draw(case_key(n), WORK, 1) for n in count())


def from_visit_to_visit(draw):
    key = case_key(0)
    return (draw(key, WORK, n) for n in count())


def from_stream_to_stream(draw):
    key = case_key(0)
    return (draw(key, stream("prosessi", f"teko_{n}", "work"), 1) for n in count())


def from_replication_to_replication(draw):
    luck = mixed(1)
    return (draw(mixed(mixed(luck + (n + 1) * GOLDEN)), WORK, 1) for n in count())


def from_seed_to_seed(draw):
    return (draw(mixed(mixed(mixed(n) + GOLDEN)), WORK, 1) for n in count())


def two_streams_of_a_case(draw):
    return (draw(case_key(n // 2), (WORK, DELAY)[n % 2], 1) for n in count())


def two_visits_of_a_case(draw):
    return (draw(case_key(n // 2), WORK, 1 + n % 2) for n in count())


def members_of_a_set(draw):
    return (draw((case_key(n // 4) + (1 + n % 4) * GOLDEN) & WORD, WORK, 1) for n in count())


WAYS = (
    from_case_to_case,
    from_visit_to_visit,
    from_stream_to_stream,
    from_replication_to_replication,
    from_seed_to_seed,
    two_streams_of_a_case,
    two_visits_of_a_case,
    members_of_a_set,
)


def suspicions(numbers):
    """Test values of numbers that should be even and independent, by what is suspected."""
    yield "too small or too large", (math.fsum(numbers) - len(numbers) / 2) * math.sqrt(12 / len(numbers))
    yield "uneven", unevenness(int(u * BINS) for u in numbers)
    yield "uneven in small", unevenness(int(u * 2**30 % 1 * BINS) for u in numbers)
    yield "uneven tail", (sum(u < 0.001 for u in numbers) - 0.001 * len(numbers)) / math.sqrt(0.001 * len(numbers))
    for lag in (1, 2, 3, 4, 7):
        yield f"follows from the one {lag} before", correlation(numbers, lag)
        ahead = numbers[lag:]
        pairs = (int(u * SIDE) * SIDE + int(v * SIDE) for u, v in zip(numbers, ahead, strict=False))
        yield f"goes with the one {lag} before", unevenness(pairs)
    yield "too few runs", runs(numbers)


def unevenness(bins):
    """Of bins of which there are 256 that are all as likely: chi square, made normal (Wilson and Hilferty)."""
    counts = [0] * BINS
    for place in bins:
        counts[place] += 1
    expected = sum(counts) / BINS
    freedom = BINS - 1
    chi = sum((counted - expected) ** 2 for counted in counts) / expected
    return ((chi / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))


def correlation(numbers, lag):
    products = ((u - 0.5) * (v - 0.5) for u, v in zip(numbers, numbers[lag:], strict=False))
    return 12 * math.fsum(products) / math.sqrt(len(numbers) - lag)


def runs(numbers):
    """Of stretches that only rise or only fall there are (2n - 1) / 3, with variance (16n - 29) / 90."""
    rises = [v > u for u, v in pairwise(numbers)]
    turns = 1 + sum(now != before for before, now in pairwise(rises))
    return (turns - (2 * len(numbers) - 1) / 3) / math.sqrt((16 * len(numbers) - 29) / 90)


def found_out(draw, way, many):
    return {suspicion: value for suspicion, value in suspicions([*islice(way(draw), many)]) if abs(value) > FAR}


@pytest.mark.parametrize("many", [30_000, pytest.param(2_000_000, marks=pytest.mark.deep)])
@pytest.mark.parametrize("way", WAYS)
def test_draws_are_even_and_independent(way, many):
    assert found_out(uniform, way, many) == {}


def unshaken(key, name, visit):
    return (((key + name + visit * VISITS) & WORD) + 0.5) / 2**64


def shaken_too_little(key, name, visit):
    return ((((key + name + visit * VISITS) * MIX_1) & WORD) + 0.5) / 2**64


def blind_to_visits(key, name, _visit):
    return uniform(key, name, 0)


def a_little_uneven(key, name, visit):
    return uniform(key, name, visit) ** 1.05


def never_extreme(key, name, visit):
    return 0.001 + 0.998 * uniform(key, name, visit)


@pytest.mark.parametrize("flawed", [unshaken, shaken_too_little, blind_to_visits, a_little_uneven, never_extreme])
def test_a_flawed_generator_is_found_out(flawed):
    assert any(found_out(flawed, way, 30_000) for way in WAYS)


def test_a_draw_is_never_nought_nor_one():
    extremes = [uniform(key, 0, 0) for key in (0, 1, WORD, mixed(7))]

    assert all(0 < u < 1 for u in extremes)


PARTS = (0, 0.5, 1 - 1e-9)


def edges():
    """The probabilities between which a curve goes straight, in both halves."""
    for cell in range(EDGE, CELLS // 2):
        yield tuple((cell + part) / CELLS for part in PARTS)
    for level in range(TAIL_LEVELS - 1):
        for cell in range(TAIL_CELLS):
            yield tuple((1 + (cell + part) / TAIL_CELLS) * EDGE / CELLS / 2 * 0.5**level for part in PARTS)


EDGES = [*edges()]
HALVES = [*((edge, True) for edge in EDGES), *((edge, False) for edge in EDGES)]
SMOOTH = [(family, written) for family, written in EVERY if family not in IN_STEPS]


def word_at(u):
    """The word whose share is nearest to a probability."""
    return int(u * 2**52) << LOW_BITS


def looked_up(table, v, *, lower):
    return quantile(table, 0, word_at(v if lower else 1 - v))


def moments(table):
    """Mean and deviation of what is drawn from a table, exactly, for between edges it goes straight."""
    mean, square = [], []
    for (low, middle, high), lower in HALVES:
        ends = [looked_up(table, v, lower=lower) for v in (low, middle, high)]
        mean.append((high - low) * (ends[0] + ends[2]) / 2)
        square.append((high - low) * (ends[0] ** 2 + 4 * ends[1] ** 2 + ends[2] ** 2) / 6)
    return math.fsum(mean), math.sqrt(math.fsum(square) - math.fsum(mean) ** 2)


def short_of(table, family, written):
    """How far the mean and the deviation of a table are from those of a distribution, as parts of the deviation."""
    wanted = distribution(family, **written)
    mean, deviation = moments(table)
    return max(abs(mean - wanted.mean), abs(deviation - wanted.deviation)) / wanted.deviation


@pytest.mark.parametrize(("family", "written"), SMOOTH)
def test_a_curve_keeps_mean_and_deviation(family, written):
    assert short_of(curve(distribution(family, **written)), family, written) < 1e-4


@pytest.mark.parametrize(("family", "written"), SMOOTH)
def test_a_curve_is_as_true_far_out_as_in_the_middle(family, written):
    wanted = distribution(family, **written)
    table = curve(wanted)

    for v in (0.5, 0.3, 0.17, 0.049, 0.0123, 1e-3, 3e-5, 1e-6, 7e-9, 1e-12):
        for u in (v, 1 - v):
            exact = wanted.quantile(u)
            assert abs(quantile(table, 0, word_at(u)) - exact) <= 2e-4 * max(abs(exact), wanted.deviation), u


@pytest.mark.parametrize("off", [1.001, 0.999])
def test_a_curve_that_is_off_by_a_thousandth_is_found_out(off):
    table = [off * value for value in curve(distribution("gamma", mean=4, sd=2))]

    assert short_of(table, "gamma", {"mean": 4, "sd": 2}) > 1e-4


def test_a_curve_with_a_cut_tail_is_found_out():
    exact = distribution("lognormal", mean=8, sigma=1.2)
    table = [min(value, exact.quantile(0.9999)) for value in curve(exact)]

    assert short_of(table, "lognormal", {"mean": 8, "sigma": 1.2}) > 1e-4


def test_steps_are_drawn_as_often_as_they_are_said_to_be():
    table = (0.2, 0.5, 1.0, 10.0, 20.0, 30.0)
    many = 20_000
    drawn = [chosen(table, 0, 3, u) for u in islice(from_case_to_case(uniform), many)]

    for value, share in ((10.0, 0.2), (20.0, 0.3), (30.0, 0.5)):
        assert abs(drawn.count(value) - share * many) <= FAR * math.sqrt(share * (1 - share) * many)
    assert [chosen(table, 0, 3, u) for u in (0.0, 0.2, 0.499, 0.5, 1 - 2**-53)] == [10.0, 20.0, 20.0, 30.0, 30.0]
