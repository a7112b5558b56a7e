"""Cases are counted in a few stretches of working days, and none of them is lost."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.report.durations import COLUMNS, bins, how_long
from prosessi.report.writing import said

DAYS = st.lists(st.integers(0, 50), min_size=1, max_size=801).filter(any)


@given(DAYS)
def test_every_case_is_counted_in_the_stretch_that_its_days_lie_in(days):
    found = bins(days)

    for each in found:
        end = len(days) if each.high is None else each.high + 1
        assert each.cases == sum(days[each.low : end])
    assert sum(each.cases for each in found) == sum(days)


@given(DAYS)
def test_the_stretches_follow_one_another_and_are_few(days):
    found = bins(days)

    assert found[0].cases > 0
    assert all(after.low == before.high + 1 for before, after in pairwise(found))
    assert len(found) <= COLUMNS + 1


def test_a_few_very_long_cases_do_not_press_the_others_together():
    found = bins([100] * 10 + [0] * 790 + [1])

    assert [each.name for each in found] == [*map(str, range(10)), "10 tai enemmän"]
    assert found[-1].cases == 1


def test_cases_that_all_take_long_begin_where_the_shortest_is():
    assert [each.name for each in bins([0] * 1400 + [1] * 30)][:2] == ["1400–1401", "1402–1403"]


@pytest.mark.parametrize(
    ("hours", "days", "told"), [(7.7, 0.0, "7,7 h"), (200.0, 1.0, "1 arkipäivän"), (200.0, 12.5, "12,5 arkipäivää")]
)
def test_times_are_told_in_working_days_unless_nearly_all_are_over_in_hours(hours, days, told):
    means = {"cycle_time.p90": hours, "cycle_time.median": hours, "cycle_days.median": days}

    assert said(how_long(SimpleNamespace(mean=lambda metric, _: means[metric]), "p", "median")) == told


def test_long_cases_are_counted_by_tens():
    assert [each.name for each in bins([1] * 100)][:3] == ["0–9", "10–19", "20–29"]
