# ruff: noqa: DTZ901  # the clocks count civil time, which has no zone
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.calendars.calendar import FINLAND, Calendar
from prosessi.calendars.clocks import count, fixed
from prosessi.calendars.durations import Duration, parse_duration
from prosessi.calendars.versions import Limit, last_day

VECTORS = yaml.safe_load((Path(__file__).parents[1] / "data" / "deadline_vectors.yaml").read_text(encoding="utf-8"))
WITH_EVES = Calendar("with eves", eves_are_working_days=True)


def vectors(clock):
    return pytest.mark.parametrize("known", [pytest.param(each, id=name) for name, each in VECTORS[clock].items()])


def due(text, start, calendar=FINLAND, *, rolls=False):
    return count(parse_duration(text), start, calendar, rolls=rolls).due


def test_there_are_49_known_ends():
    assert sum(map(len, VECTORS.values())) == 49


@vectors("working_days")
def test_working_days_end_as_known(known):
    text = f"{known['n']} working days"

    assert due(text, known["start"]) == known["due"]
    assert due(text, known["start"], WITH_EVES) == known["due_with_eves"]


@vectors("months")
def test_months_end_as_known_in_both_modes(known):
    text = f"{known['n']} months"

    assert due(text, known["start"], rolls=False) == known["due"]
    assert due(text, known["start"], rolls=True) == known["due_rolled"]


@vectors("placements")
def test_spans_that_count_their_first_day_end_as_known(known):
    text = f"{known['n']} days counting the first"

    first = due(text, known["start"], rolls=True)

    assert first == known["due"]
    assert due(text, first + timedelta(days=1), rolls=True) == known["extended"]


@vectors("letters")
def test_limits_from_a_letter_end_as_known_in_both_modes(known):
    text = f"{known['n']} days after service by letter"

    strict = count(parse_duration(text), known["sent"], FINLAND)

    assert (strict.begin, strict.due) == (known["received"], known["due"])
    assert due(text, known["sent"], rolls=True) == known["due_rolled"]


@vectors("next_days")
def test_the_next_working_day_is_as_known(known):
    assert due("same or next working day", known["start"]) == known["due"]


@vectors("ages")
def test_a_right_whose_age_limit_changed_ends_as_known(known):
    # Two of the known ends answer the open question of revival in opposite ways; each is held to its own reading.
    readings = {"revives": [True], "lapses": [False], "either": [True, False]}[known["reading"]]

    ends = {last_day(age_limits(known["born"], revives=reading)) for reading in readings}

    assert ends == {known["due"]}


def age_limits(born, *, revives):
    def turning(age):
        return due(f"{age} years", born)

    return [
        Limit(last_day=turning(21), until=date(2019, 12, 31)),
        Limit(last_day=turning(25), from_=date(2020, 1, 1), until=date(2023, 12, 31), revives=revives),
        Limit(last_day=turning(23), from_=date(2024, 1, 1), not_before=date(2024, 6, 30)),
    ]


def test_words_of_the_duration_go_before_the_callers_choice_of_rolling():
    assert due("3 months exactly", date(2022, 9, 24), rolls=True) == date(2022, 12, 24)
    assert due("3 months or the next working day", date(2022, 9, 24), rolls=False) == date(2022, 12, 27)


def test_months_that_count_their_first_day_end_the_day_before_the_same_number():
    assert due("1 month counting the first", date(2025, 3, 1)) == date(2025, 3, 31)
    assert due("3 months counting the first", date(2022, 11, 30)) == date(2023, 2, 28)


def test_working_days_that_count_their_first_day_start_with_a_working_day():
    assert due("2 working days counting the first", date(2025, 4, 14)) == date(2025, 4, 15)
    assert due("2 working days counting the first", date(2025, 4, 12)) == date(2025, 4, 15)


def test_a_leap_day_birthday_is_on_the_last_of_february():
    assert due("18 years", date(2004, 2, 29)) == date(2022, 2, 28)


def test_hours_are_counted_to_the_minute_and_never_roll():
    counted = count(parse_duration("36 hours"), datetime(2022, 12, 23, 10, 30), FINLAND, rolls=True)

    assert counted.due == counted.expires == datetime(2022, 12, 24, 22, 30)


def test_a_due_day_is_in_time_until_its_end():
    counted = count(parse_duration("7 working days"), datetime(2025, 4, 15, 14, 0), FINLAND)

    assert counted.due == date(2025, 4, 28)
    assert counted.expires == datetime(2025, 4, 29)


def test_a_fixed_day_stays_even_on_a_holiday():
    counted = fixed(date(2025, 12, 25), date(2025, 1, 1), FINLAND)

    assert counted.due == date(2025, 12, 25)
    assert not counted.rolled


def test_time_ends_with_the_calendar_of_python():
    counted = count(parse_duration("100 years"), date(9990, 1, 1), FINLAND, rolls=True)

    assert counted.due == date.max
    assert counted.expires == datetime.max


def test_an_own_closure_is_no_working_day():
    closed = Calendar("closed", closed=frozenset({date(2025, 4, 16)}))

    assert due("1 working day", date(2025, 4, 15), closed) == date(2025, 4, 17)


# An independent reckoning: no line of it is shared with the clocks, and no holiday comes from a package.


def easter(year):
    """The Gregorian Easter by the anonymous algorithm of 1876."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)


def days_off(year, *, eves):
    sunday = easter(year)
    midsummer = next(date(year, 6, day) for day in range(20, 27) if date(year, 6, day).weekday() == 5)
    moving = {sunday + timedelta(days=n) for n in (-2, 1, 39)}
    fixed_days = {date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (12, 6), (12, 25), (12, 26))}
    return moving | fixed_days | ({midsummer - timedelta(days=1), date(year, 12, 24)} if eves else set())


FREE = {eves: frozenset().union(*(days_off(y, eves=eves) for y in range(2014, 2043))) for eves in (True, False)}


def works(day, *, eves):
    return day.isoweekday() <= 5 and day not in FREE[eves]


def expected(n, unit, start, *, eves, rolls):
    day = start
    if unit == "working days":
        while n:
            day += timedelta(days=1)
            n -= works(day, eves=eves)
        return day
    if unit == "days":
        day = start + timedelta(days=n)
    else:
        month = start.month + n
        year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
        day = next(d for d in (last_of(year, month, start.day - back) for back in range(4)) if d is not None)
    while rolls and not works(day, eves=eves):
        day += timedelta(days=1)
    return day


def last_of(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def agree(n, unit, start, *, eves, rolls):
    calendar = FINLAND if eves else WITH_EVES
    counted = count(Duration(n, unit), start, calendar, rolls=rolls)
    return counted.due == expected(n, unit, start, eves=eves, rolls=rolls)


starts = st.dates(date(2015, 1, 1), date(2040, 12, 31))
kinds = st.sampled_from([(7, "working days"), (1, "working days"), (30, "days"), (3, "months"), (1, "months")])


@given(starts, kinds, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=500)
def test_counts_agree_with_an_independent_reckoning(start, kind, eves, rolls):
    assert agree(*kind, start, eves=eves, rolls=rolls)


@pytest.mark.parametrize("eves", [True, False])
@pytest.mark.parametrize("kind", [(7, "working days"), (30, "days"), (3, "months")])
def test_every_start_day_of_26_years_agrees_with_an_independent_reckoning(kind, eves):
    days = [date(2015, 1, 1) + timedelta(days=n) for n in range((date(2041, 1, 1) - date(2015, 1, 1)).days)]

    wrong = [day for day in days for rolls in (True, False) if not agree(*kind, day, eves=eves, rolls=rolls)]

    assert wrong == []


@given(starts, kinds, st.booleans())
@settings(deadline=None)
def test_a_later_start_never_ends_sooner(start, kind, rolls):
    first = count(Duration(*kind), start, FINLAND, rolls=rolls)
    second = count(Duration(*kind), start + timedelta(days=1), FINLAND, rolls=rolls)

    assert first.due <= second.due
