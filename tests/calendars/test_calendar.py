import subprocess
import sys
from datetime import date
from itertools import accumulate
from types import SimpleNamespace

import pytest

from prosessi.calendars import holiday
from prosessi.calendars.calendar import FINLAND, Calendar
from prosessi.calendars.holiday import holidays_of


@pytest.mark.parametrize(
    ("day", "fi", "sv"),
    [
        (date(2025, 4, 18), "pitkäperjantai", "långfredagen"),
        (date(2025, 5, 29), "helatorstai", "Kristi himmelsfärdsdag"),
        (date(2025, 6, 20), "juhannusaatto", "midsommarafton"),
        (date(2025, 4, 12), "lauantai", "lördag"),
        (date(2025, 4, 13), "sunnuntai", "söndag"),
        (date(2025, 11, 1), "pyhäinpäivä", "alla helgons dag"),
    ],
)
def test_a_day_off_has_its_name(day, fi, sv):
    why = FINLAND.closed_because(day)

    assert (why.in_language("fi"), why.in_language("sv")) == (fi, sv)


def test_a_working_day_is_not_closed():
    assert FINLAND.is_working_day(date(2025, 4, 17))
    assert FINLAND.closed_because(date(2025, 4, 17)) is None


def test_eves_are_working_days_where_the_calendar_says_so():
    calendar = Calendar("eves", eves_are_working_days=True)

    assert calendar.is_working_day(date(2025, 12, 24))
    assert calendar.closed_because(date(2025, 12, 24)) is None
    assert not FINLAND.is_working_day(date(2025, 12, 24))


def test_an_eve_on_a_saturday_is_a_saturday_where_eves_are_working_days():
    calendar = Calendar("eves", eves_are_working_days=True)

    assert calendar.closed_because(date(2022, 12, 24)).in_language("en") == "Saturday"


def test_an_own_closure_is_named_as_one():
    calendar = Calendar("own", closed=frozenset({date(2025, 7, 7)}))

    assert calendar.closed_because(date(2025, 7, 7)).in_language("en") == "closed that day"


def test_the_handbook_years_have_their_holidays_on_weekdays():
    days = [date.fromordinal(n) for n in range(date(2027, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]

    off = [f"{day.day}.{day.month}." for day in days if day.weekday() < 5 and not FINLAND.is_working_day(day)]

    assert off == ["1.1.", "6.1.", "26.3.", "29.3.", "6.5.", "25.6.", "6.12.", "24.12."]


def test_reading_a_duration_does_not_load_the_holidays():
    code = (
        "import sys; from prosessi.calendars import clocks, durations, moments;"
        "assert not any(name.startswith('holidays') for name in sys.modules)"
    )

    loaded = subprocess.run([sys.executable, "-c", code], check=False)  # our own three lines

    assert loaded.returncode == 0


@pytest.mark.parametrize(
    "calendar", [FINLAND, Calendar("own", eves_are_working_days=True, closed=frozenset({date(2027, 1, 7)}))]
)
@pytest.mark.parametrize("start", [date(2026, 1, 5), date(2026, 12, 20), date(2198, 6, 3)])
@pytest.mark.parametrize("days", [0, 1, 6, 7, 8, 1000])
def test_working_days_are_counted_all_at_once_as_one_by_one(calendar, start, days):
    one_by_one = [calendar.is_working_day(date.fromordinal(start.toordinal() + number)) for number in range(days)]

    assert calendar.working_days_from(start, days) == tuple(accumulate(one_by_one))


def test_a_holiday_or_a_closure_that_was_left_out_would_be_noticed():
    closed = Calendar("own", closed=frozenset({date(2026, 1, 7)}))
    counts = [each.working_days_from(date(2026, 1, 5), 10) for each in (FINLAND, closed)]

    assert counts == [(1, 1, 2, 3, 4, 4, 4, 5, 6, 7), (1, 1, 1, 2, 3, 3, 3, 4, 5, 6)]


def test_finland_is_loaded_without_the_other_countries_and_the_same():
    code = (
        "import sys; from datetime import date; from prosessi.calendars.holiday import holidays_of;"
        "found = {day: each.fi for year in range(1900, 2200, 23) for day, each in holidays_of(year).items()};"
        "assert not [name for name in sys.modules if name.startswith('holidays.countries')];"
        "import holidays; known = holidays.Finland(years=range(1900, 2200, 23), language='fi', observed=False);"
        "assert {day: name.lower() for day, name in found.items()} == {day: known[day].lower() for day in known}"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_finland_is_found_where_its_module_cannot_be_loaded_alone(monkeypatch):
    alone = dict(holidays_of(2027))
    holiday._country.cache_clear()
    monkeypatch.setattr(holiday, "PathFinder", SimpleNamespace(find_spec=lambda *_: None))

    assert {day: holiday._named(2027, "en_US")[day] for day in alone} == {day: each.en for day, each in alone.items()}
    holiday._country.cache_clear()
