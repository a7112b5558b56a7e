"""Axes have round numbers that reach as far as what they measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.report.ticks import ROUND, Axis, decimals, round_step, ticks

AMOUNTS = st.floats(min_value=1e-6, max_value=1e9)


@given(AMOUNTS)
def test_an_axis_reaches_as_far_as_what_it_measures_and_not_much_farther(most):
    values = ticks(most)

    assert values[0] == 0
    assert values[-2] < most * (1 + 1e-8)
    assert values[-1] >= most * (1 - 1e-8)
    assert 2 <= len(values) <= 6


@given(AMOUNTS)
def test_the_numbers_of_an_axis_are_round(most):
    step = round_step(most, 4)
    mantissa = float(f"{step:e}".partition("e")[0])

    assert mantissa in ROUND


@given(AMOUNTS)
def test_a_step_is_written_with_just_the_decimals_it_needs(most):
    step = round_step(most, 4)

    assert round(step, decimals(step)) == step
    assert decimals(step) == 0 or round(step, decimals(step) - 1) != step


def test_an_axis_of_nothing_still_goes_somewhere():
    assert ticks(0.0) == (0.0, 1.0)


@pytest.mark.parametrize(("most", "end"), [(0.4, 0.4), (1.0, 1.0), (1.01, 1.0), (1.4, 1.5)])
def test_an_axis_of_shares_ends_at_all_of_them_unless_it_is_clearly_more(most, end):
    assert Axis(most, share=True).most == pytest.approx(end)


def test_the_axis_speaks_finnish():
    assert [Axis(1.0).said(value) for value in Axis(1.0).values] == ["0,00", "0,25", "0,50", "0,75", "1,00"]
    assert Axis(4000.0).said(4000) == "4\N{NO-BREAK SPACE}000"
