"""Columns of either kind give the same, and what the standard library says of them."""

import statistics
from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.simulate.results import arrays, lists
from prosessi.simulate.results.spread import spread, spread_of_tally

TIMES = st.lists(st.integers(0, 2**36), min_size=1, max_size=60)


def _both(values):
    return array("q", values), np.array(values, dtype=np.int64)


@given(TIMES)
def test_both_kinds_of_columns_give_the_same_to_the_last_bit(values):
    plain, fast = map(spread, _both(values))

    assert plain == fast


@given(TIMES)
def test_a_spread_is_what_the_standard_library_says(values):
    found = spread(array("q", values))

    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.percentiles["median"] == pytest.approx(statistics.median(values))
    if len(values) > 1:
        assert found.deviation == pytest.approx(statistics.stdev(values), rel=1e-9, abs=1e-6)
        tenths = statistics.quantiles(values, n=10, method="inclusive")
        assert found.percentiles["p90"] == pytest.approx(tenths[-1])


def test_sums_of_squares_that_are_too_large_for_a_word_would_be_noticed(monkeypatch):
    values = [2**36 - number for number in range(40)]
    monkeypatch.setattr(arrays, "squares", lambda column: int(np.dot(column, column)))

    with pytest.raises(ValueError, match="domain"):
        spread(_both(values)[1])


@given(st.lists(st.integers(0, 30), max_size=60))
def test_a_spread_of_a_tally_is_that_of_its_values(values):
    assert spread_of_tally(lists.tally(values)) == spread(array("q", values))


@given(st.lists(st.integers(-1, 30), max_size=60))
def test_a_tally_counts_in_the_order_of_the_values(values):
    plain, fast = _both(values)

    assert list(lists.tally(plain).items()) == list(arrays.tally(fast).items())
    assert sum(lists.tally(plain).values()) == len(values)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 10**9)), min_size=1, max_size=80, unique_by=lambda x: x[0])
)
def test_batches_are_alike_in_both_and_leave_out_nobody(lines):
    numbers, values = zip(*lines, strict=True)
    found = []
    for ways, column in ((lists, lambda each: array("q", each)), (arrays, lambda each: np.array(each, dtype=np.int64))):
        batch = ways.batched(column(numbers), 8)
        found.append(ways.sums(column(values), batch, 8))

    assert found[0] == found[1]
    assert sum(count for count, _ in found[0]) == len(lines)
    assert sum(total for _, total in found[0]) == sum(values)


@pytest.mark.parametrize("least", [0, -100, 2**33])
def test_long_columns_are_worked_out_in_pieces_as_in_one(least, monkeypatch):
    values = [least + number * 37 % 221 for number in range(100)]
    times = [number * 3600 * 50 for number in range(101)]
    days = range(1 + times[-1] // (24 * 3600))
    whole = _worked_out(values, times, days)
    monkeypatch.setattr(arrays, "AT_A_TIME", 7)

    assert _worked_out(values, times, days) == whole
    assert whole[0] == spread(array("q", values))
    assert whole[1] == lists.tally(values)
    assert whole[2] == lists.days_between(times[:-1], times[1:], days)
    assert whole[3] == lists.less(values, values[::-1])


def test_a_column_takes_no_more_bytes_than_its_numbers():
    small, large = np.arange(100, dtype=np.int64), np.arange(2**33, 2**33 + 100)

    assert arrays.less(large, large - small).dtype == np.int8
    assert arrays.less(large, small).dtype == np.int64
    assert arrays.batched(small, 32).dtype == np.int8


def test_small_numbers_are_not_taken_for_too_small():
    narrow = np.array([-120, 120, 7], dtype=np.int8)

    assert spread(narrow) == spread(array("q", [-120, 120, 7]))
    assert arrays.tally(narrow) == {-120: 1, 7: 1, 120: 1}
    assert list(arrays.less(narrow, narrow[::-1])) == [-127, 0, 127]


def _worked_out(values, times, days):
    """All that is worked out in pieces."""
    column, moments = np.array(values, dtype=np.int64), np.array(times, dtype=np.int64)
    batch = arrays.batched(np.arange(len(values)), 8)
    return (
        spread(column),
        arrays.tally(column),
        arrays.days_between(moments[:-1], moments[1:], days).tolist(),
        arrays.less(column, column[::-1]).tolist(),
        arrays.sums(column, batch, 8),
        arrays.squares(column),
    )
