"""Hours are seen from when things happen, and working time is what a minute by minute count gives."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.opening import DAY, parse_opening
from prosessi.fitting.hours import Week, hours_seen, usual_week

NONE = parse_opening("8-9").shortened(0)
SPLIT = Week((parse_opening("8-11, 12-16.15"),) * 4 + (parse_opening("9-12"), NONE, NONE), FINLAND)


def _to_the_minute(at):
    return at.replace(second=0, microsecond=0)


moments = st.datetimes(datetime(2024, 12, 20), datetime(2025, 1, 12)).map(_to_the_minute)


def working_minutes(week, begin, end):
    """Every minute by itself."""
    total, minute = 0, begin
    while minute < end:
        second = minute.hour * 3600 + minute.minute * 60
        total += any(opens <= second < closes for opens, closes in week.on(minute.date()).spans)
        minute += timedelta(minutes=1)
    return total


@given(moments, st.integers(0, 2500))
def test_working_time_is_what_minutes_add_up_to(begin, minutes):
    end = begin + timedelta(minutes=minutes)

    assert SPLIT.between(begin, end) == 60 * working_minutes(SPLIT, begin, end)


def test_a_count_that_forgets_holidays_is_caught():
    forgetful = Week(SPLIT.openings, None)
    begin, end = datetime(2024, 12, 23), datetime(2025, 1, 2)

    assert SPLIT.between(begin, end) == 60 * working_minutes(SPLIT, begin, end)
    assert forgetful.between(begin, end) != SPLIT.between(begin, end)


def happening(openings, *, holidays=False, n=1500, first=date(2025, 1, 1), days=365):
    """Moments drawn evenly from hours."""
    draw, found = Random(5), []  # noqa: S311  # nothing secret is drawn
    while len(found) < n:
        day = first + timedelta(days=draw.randrange(days))
        second = draw.randrange(DAY)
        inside = any(opens <= second < closes for opens, closes in openings[day.weekday()].spans)
        off = day.weekday() < 5 and not FINLAND.is_working_day(day)
        if inside and (holidays or not off):
            found.append(datetime.combine(day, datetime.min.time()) + timedelta(seconds=second))
    return found


ALWAYS = parse_opening("0-24")
WEEKS = [
    (parse_opening("8-16"),) * 5 + (NONE, NONE),
    (NONE, parse_opening("9-12"), NONE, NONE, NONE, NONE, NONE),
    (parse_opening("7-21"),) * 7,
    (parse_opening("8-16"),) * 4 + (parse_opening("8-13"), NONE, NONE),
]


@pytest.mark.parametrize("openings", WEEKS)
def test_hours_come_back(openings):
    week = hours_seen(happening(openings), FINLAND)

    assert week.openings == openings
    assert week.calendar is FINLAND


def test_who_works_on_holidays_too_is_noticed():
    assert hours_seen(happening(WEEKS[0], holidays=True), FINLAND).calendar is None


def test_who_is_there_by_day_and_night_is_there_always():
    assert hours_seen(happening((ALWAYS,) * 7, holidays=True), FINLAND).always


def test_a_few_exceptions_make_no_hours():
    strays = [datetime(2025, 3, 1, 3), datetime(2025, 3, 5, 23)]

    assert hours_seen([*happening(WEEKS[0]), *strays], FINLAND).openings == WEEKS[0]


def test_of_too_few_moments_or_of_days_alone_nothing_is_said():
    assert hours_seen(happening(WEEKS[0], n=20), FINLAND) is None
    assert hours_seen([datetime(2025, 1, 7)] * 100, FINLAND) is None


def test_hours_are_written_as_a_scenario_has_them():
    assert usual_week(FINLAND).written() == {"mon-fri": "8-16"}
    assert SPLIT.written() == {"mon-thu": "8-11, 12-16.15", "fri": "9-12"}
