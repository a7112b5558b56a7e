"""Tables count as the one counting does, on every day and with every suffix, and they never fall."""

from datetime import date
from itertools import pairwise

import pytest

from prosessi.calendars.calendar import FINLAND, Calendar
from prosessi.calendars.clocks import count
from prosessi.calendars.durations import EXACT, UNITS, DurationProblem, parse_duration
from prosessi.verify.limits import tables
from prosessi.verify.limits.tables import Tables, tables_of

FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
SUFFIXES = ("", " counting the first", " after service by letter")
ROLLS = ("", " or the next working day", " exactly")
OWN = Calendar(
    "own", eves_are_working_days=True, letter_days=3, closed=frozenset(date(2026, 7, day) for day in range(1, 32))
)


def _durations():
    texts = ["same or next working day"]
    texts += [
        f"{n} {unit}{suffix}{roll}"
        for unit in UNITS
        if unit not in EXACT
        for n in (0, 1, 2, 7, 31)
        for suffix in SUFFIXES
        for roll in ROLLS
    ]
    for text in texts:
        try:
            yield parse_duration(text)
        except DurationProblem:
            continue


def _differences(table, counts, duration, calendar, *, rolls, step=1):
    first, last = table.number(FIRST), table.number(LAST)
    made = table.last_days(duration, rolls=rolls)
    return [
        (table.day(day), table.day(made[day]), due)
        for day in range(first, last + 1, step)
        if (due := counts(duration, table.day(day), calendar, rolls=rolls).due) != table.day(made[day])
    ]


@pytest.mark.deep
@pytest.mark.parametrize("calendar", [FINLAND, OWN], ids=lambda calendar: calendar.name)
@pytest.mark.parametrize("duration", list(_durations()), ids=lambda duration: duration.text)
@pytest.mark.parametrize("rolls", [False, True])
def test_a_table_counts_every_day_as_count_does(duration, calendar, rolls):
    table = tables_of(calendar, 2015, 60)

    assert _differences(table, count, duration, calendar, rolls=rolls) == []


@pytest.mark.parametrize(
    "text",
    [
        "7 working days",
        "21 working days counting the first",
        "7 working days after service by letter",
        "same or next working day",
        "30 days",
        "30 days counting the first",
        "3 months",
        "1 month counting the first",
        "1 month after service by letter or the next working day",
        "1 year exactly",
        "2 weeks or the next working day",
    ],
)
@pytest.mark.parametrize("calendar", [FINLAND, OWN], ids=lambda calendar: calendar.name)
def test_a_table_counts_as_count_does(text, calendar):
    table = tables_of(calendar, 2015, 28)

    assert _differences(table, count, parse_duration(text), calendar, rolls=True, step=5) == []


@pytest.mark.parametrize("duration", list(_durations()), ids=lambda duration: duration.text)
def test_no_table_ever_falls(duration):
    made = tables_of(OWN, 2020, 20).last_days(duration, rolls=True)

    assert all(day <= after for day, after in pairwise(made))


def test_what_lies_beyond_the_span_is_its_last_day():
    table = tables_of(FINLAND, 2026, 2)

    assert table.last_days(parse_duration("3 years"))[5] == table.far
    assert table.last_days(parse_duration("700 working days"))[0] == table.far


def test_hours_are_counted_as_the_days_that_they_reach():
    table = tables_of(FINLAND, 2026, 2)

    assert [table.last_days(parse_duration(text))[10] for text in ("1 hour", "24 hours", "36 hours")] == [11, 11, 12]


def test_a_table_that_is_a_day_off_is_caught(monkeypatch):
    monkeypatch.setattr(Tables, "_on", lambda table, days: list(range(days + 1, table.length + days + 1)))
    tables_of.cache_clear()
    table = tables_of(FINLAND, 2015, 28)
    tables_of.cache_clear()

    assert _differences(table, count, parse_duration("30 days"), FINLAND, rolls=True, step=5) != []


def test_a_table_that_does_not_roll_over_is_caught(monkeypatch):
    monkeypatch.setattr(tables, "_rolls", lambda *_, **__: False)
    tables_of.cache_clear()
    table = tables_of(FINLAND, 2015, 28)
    wrong = _differences(table, count, parse_duration("30 days"), FINLAND, rolls=True, step=5)
    tables_of.cache_clear()

    assert wrong != []


@pytest.mark.parametrize(
    ("text", "days"), [("31 milliseconds", 1), ("90 seconds", 1), ("24 hours", 1), ("25 hours", 2), ("0 seconds", 0)]
)
def test_what_is_shorter_than_a_day_is_counted_as_the_days_that_it_can_reach(text, days):
    table = tables_of(FINLAND, 2026, 1)

    assert table.last_days(parse_duration(text))[:3] == [days, days + 1, days + 2]
