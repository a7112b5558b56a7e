"""Times of a day, and days of a week by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.calendars.opening import DAYS, Opening, OpeningProblem, parse_opening

HOUR = 3600
MINUTES = st.lists(st.integers(0, 24 * 60), min_size=2, max_size=8, unique=True).filter(lambda x: len(x) % 2 == 0)


@given(MINUTES)
def test_times_are_read_back_as_they_are_told(minutes):
    ends = sorted(60 * minute for minute in minutes)
    opening = Opening(tuple(zip(ends[::2], ends[1::2], strict=True)))

    assert parse_opening(str(opening)) == opening


@given(MINUTES, st.sampled_from([0.1, 0.5, 0.8, 1.0]))
def test_a_shortened_day_has_its_share_of_the_time_and_nothing_new(minutes, share):
    ends = sorted(60 * minute for minute in minutes)
    opening = Opening(tuple(zip(ends[::2], ends[1::2], strict=True)))

    short = opening.shortened(share)

    assert short.seconds == round(opening.seconds * share)
    assert all(any(a <= begin < end <= b for a, b in opening.spans) for begin, end in short.spans)


def test_finnish_and_english_clocks_mean_the_same():
    assert parse_opening("8.30-11, 12-16:15") == Opening(((8 * HOUR + 1800, 11 * HOUR), (12 * HOUR, 16 * HOUR + 900)))


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("22-6", "kirjoita '22-24', ja seuraavalle päivälle '0-6'"),
        ("16-0", "kirjoita '16-24'"),
        ("8-8", "kirjoita myöhempi aika jälkimmäiseksi"),
        ("8-25", "vuorokaudessa on tunnit 0-24 ja tunnissa minuutit 00-59"),
        ("8-15.75", "vuorokaudessa on tunnit 0-24 ja tunnissa minuutit 00-59"),
        ("9-11, 10-12", "kirjoita jaksot järjestyksessä ja ilman päällekkäisyyttä: 8-11, 12-16"),
        ("aamulla", "kirjoita, milloin alkaa ja milloin päättyy, esimerkiksi '8-16' tai '8.30-11, 12-16.15'"),
    ],
)
def test_what_is_no_time_of_a_day_is_met_with_what_to_write(text, fix):
    with pytest.raises(OpeningProblem) as raised:
        parse_opening(text)

    assert str(raised.value.fix) == fix


def test_the_fault_of_one_stretch_is_found_in_its_place():
    with pytest.raises(OpeningProblem) as raised:
        parse_opening("8-11, 12-99")

    assert (raised.value.start, raised.value.end) == (6, 11)


def test_days_are_named_alone_or_from_one_to_another():
    assert len(DAYS) == 28
    assert list(DAYS["mon-fri"]) == [0, 1, 2, 3, 4]
    assert list(DAYS["sun"]) == [6]
