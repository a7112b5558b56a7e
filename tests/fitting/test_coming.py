"""Arrivals: what the data show is told, and what chance can make is not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest

from prosessi.calendars.calendar import FINLAND
from prosessi.fitting.coming import coming


def arrivals(mean_of_day, days=730, first=date(2023, 1, 1), hours=(0, 24), seed=2):
    """As many on each day as chance has it about its mean."""
    draw, found = Random(seed), []  # noqa: S311  # nothing secret is drawn
    for day in (first + timedelta(days=n) for n in range(days)):
        gap = draw.expovariate(1) / (mean_of_day(day) or 1e-9)
        while gap < 1:
            hour = hours[0] + gap * (hours[1] - hours[0])
            found.append(datetime.combine(day, datetime.min.time()) + timedelta(hours=hour))
            gap += draw.expovariate(1) / mean_of_day(day)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_chance_alone_makes_no_weights(seed):
    come = coming(arrivals(lambda _: 6, seed=seed), FINLAND)

    assert (come.weekdays, come.months, come.hours, come.none_on_holidays) == (None, None, None, False)
    assert come.per_week == pytest.approx(42, rel=0.05)
    assert come.distance < 0.06


def test_quiet_weekends_and_a_quiet_july_are_told():
    come = coming(arrivals(lambda day: 8 * (0.3 if day.weekday() > 4 else 1) * (0.5 if day.month == 7 else 1)), FINLAND)

    assert {*come.weekdays} == {"sat", "sun"}
    assert come.weekdays["sat"] == pytest.approx(0.3, abs=0.05)
    assert {*come.months} == {"jul"}
    assert come.months["jul"] == pytest.approx(0.5, abs=0.07)


def test_a_rate_is_that_of_a_whole_year_whatever_part_the_log_has():
    """Fourteen months with two Julys: the year has 365 days, of which one month is half as busy."""
    come = coming(arrivals(lambda day: 8 * (0.5 if day.month == 7 else 1), first=date(2023, 7, 1), days=396), FINLAND)

    assert come.per_week == pytest.approx(56 * (1 - 0.5 * 31 / 366), rel=0.04)


def test_a_time_of_the_day_and_days_off_are_told():
    come = coming(arrivals(lambda day: 8 * FINLAND.is_working_day(day), hours=(8, 16)), FINLAND)

    assert str(come.hours) == "8-16"
    assert come.none_on_holidays
    assert come.weekdays == {"sat": 0, "sun": 0}
    assert come.per_week == pytest.approx(40, rel=0.05)


def test_cases_that_come_in_heaps_are_not_taken_for_chance():
    """The planted fault of the log: every case stands in it twenty times."""
    come = coming(arrivals(lambda _: 0.4) * 20, FINLAND)

    assert come.distance > 0.2
