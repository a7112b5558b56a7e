import subprocess
import sys
from datetime import date

import pytest

from prosessi.calendars.calendar import FINLAND, Calendar


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

    assert calendar.closed_because(date(2025, 7, 7)).in_language("en") == "closed"


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
