from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.clocks import count, fixed
from prosessi.calendars.durations import parse_duration


def told(text, start, *, rolls=False, language="fi"):
    counted = count(parse_duration(text), start, FINLAND, rolls=rolls)
    return [line.in_language(language) for line in counted.explain()]


def test_every_day_of_a_week_with_easter_is_told_with_its_name():
    assert told("3 working days", date(2025, 4, 15)) == [
        "3 arkipäivää: lauantait, sunnuntait ja pyhäpäivät jätetään laskematta",
        "ti 15.4.2025 ei lasketa (vastaanottopäivä)",
        "ke 16.4.2025 = 1",
        "to 17.4.2025 = 2",
        "pe 18.4.2025 ei lasketa: pitkäperjantai",
        "la 19.4.2025 ei lasketa: lauantai",
        "su 20.4.2025 ei lasketa: pääsiäispäivä",
        "ma 21.4.2025 ei lasketa: toinen pääsiäispäivä",
        "ti 22.4.2025 = 3",
        "viimeinen päivä on ti 22.4.2025",
    ]


def test_a_roll_over_names_each_day_that_could_not_be_the_last():
    lines = told("3 months", date(2022, 9, 24), rolls=True)

    assert lines[2:] == [
        "samannumeroinen päivä on la 24.12.2022",
        "la 24.12.2022 ei voi olla viimeinen päivä: jouluaatto",
        "su 25.12.2022 ei voi olla viimeinen päivä: joulupäivä",
        "ma 26.12.2022 ei voi olla viimeinen päivä: tapaninpäivä",
        "viimeinen päivä siirtyy seuraavaan arkipäivään: ti 27.12.2022",
        "viimeinen päivä on ti 27.12.2022",
    ]


def test_a_short_month_is_told():
    assert "no such day in that month, so its last day: Tue 28 Feb 2023" in told(
        "3 months", date(2022, 11, 30), language="en"
    )


def test_a_limit_that_stays_on_a_holiday_says_so():
    lines = told("30 days counting the first", date(2022, 11, 26), rolls=True, language="en")

    assert "Sun 25 Dec 2022 is no working day (Christmas Day), but this limit does not move" in lines


def test_a_letter_is_told_with_the_day_it_is_deemed_received():
    lines = told("30 days after service by letter", date(2022, 11, 17), language="sv")

    assert "to 24.11.2022: brevet anses mottaget (7 dagar efter avsändandet)" in lines


def test_a_long_count_tells_only_what_is_out_of_the_ordinary():
    lines = told("60 working days", date(2022, 12, 1), language="en")

    assert lines[3:6] == [
        "Tue 6 Dec 2022 is not counted: Independence Day",
        "Mon 26 Dec 2022 is not counted: Second Day of Christmas",
        "Fri 6 Jan 2023 is not counted: Epiphany",
    ]


def test_hours_and_fixed_days_are_told_in_two_lines():
    assert told("36 hours", date(2022, 12, 23)) == [
        "36 tuntia: lasketaan minuutilleen",
        "viimeinen hetki on la 24.12.2022 12:00",
    ]
    assert [str(line) for line in fixed(date(2026, 9, 1), date(2026, 1, 1), FINLAND).explain()][1:]


durations = st.sampled_from(
    [
        "7 working days",
        "2 working days counting the first",
        "40 working days",
        "30 days",
        "30 days counting the first",
        "3 months",
        "1 year or the next working day",
        "30 days after service by letter",
        "same or next working day",
    ]
)


@given(durations, st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.booleans())
@settings(deadline=None)
def test_the_last_note_is_the_due_day_and_every_skipped_day_has_a_reason(text, start, rolls):
    counted = count(parse_duration(text), start, FINLAND, rolls=rolls)

    assert counted.days[-1].day == counted.due
    assert all((note.number is None) != (note.why is None) for note in counted.days)


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(1, 30))
@settings(deadline=None)
def test_working_days_are_numbered_without_gaps(start, n):
    counted = count(parse_duration(f"{n} working days"), start, FINLAND)

    assert [note.number for note in counted.days if note.number] == list(range(1, n + 1))
