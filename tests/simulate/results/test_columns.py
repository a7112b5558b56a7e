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
