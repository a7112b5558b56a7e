"""Lengths of time as amounts, and rates: what can be written, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.calendars.lengths import PERIODS, SECONDS, Length, LengthProblem, Rate, parse_length, parse_rate
from prosessi.messages import speaking

NUMBERS = st.integers(0, 100).map(float) | st.sampled_from([0.5, 1.25, 7.25])


@given(NUMBERS, st.sampled_from(list(SECONDS)))
def test_a_length_is_read_back_as_it_is_told(n, unit):
    length = Length(n, unit)

    assert parse_length(str(length)) == length


@given(NUMBERS, st.sampled_from(PERIODS))
def test_a_rate_is_read_back_as_it_is_told(n, period):
    rate = Rate(n, period)

    assert parse_rate(str(rate)) == rate


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90 minutes", 5400), ("1.5 hours", 5400), ("1 week", 604_800), ("1 month", 2_630_016), ("1 year", 31_557_600)],
)
def test_a_length_has_so_many_seconds(text, seconds):
    assert parse_length(text).seconds == pytest.approx(seconds)


def test_a_rate_is_the_same_in_every_time():
    assert [parse_rate(text).per_week for text in ("1 per hour", "24 per day", "168 per week")] == [168.0] * 3


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("2 tuntia", "kirjoita '2 hours'"),
        ("1,5 h", "kirjoita '1.5 hours'"),
        ("3 vrk", "kirjoita '3 days'"),
        ("5 dayz", "kirjoita '5 days'"),
        ("-2 hours", "kirjoita '2 hours'"),
        ("2hours", "kirjoita '2 hours'"),
        ("tunti", "kirjoita luku ensin, esimerkiksi '2 hours'"),
        ("3 arkipäivää", "kirjoita työaika tunteina ja muu aika vuorokausina: '3 days'"),
        ("900 years", "tarkista luku"),
        ("pian", "kirjoita luku ja yksikkö, esimerkiksi '1.5 hours' tai '20 minutes'"),
    ],
)
def test_what_is_no_length_is_met_with_what_to_write(text, fix):
    with pytest.raises(LengthProblem) as raised:
        parse_length(text)

    assert str(raised.value.fix) == fix


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("46/vko", "kirjoita '46 per week'"),
        ("2,5 päivässä", "kirjoita '2.5 per day'"),
        ("10 i månaden", "kirjoita '10 per month'"),
        ("46", "kirjoita '46 per week'"),
        ("-3 per year", "kirjoita '3 per year'"),
        ("usein", "kirjoita esimerkiksi '46 per week' (46 viikossa)"),
    ],
)
def test_what_is_no_rate_is_met_with_what_to_write(text, fix):
    with pytest.raises(LengthProblem) as raised:
        parse_rate(text)

    assert str(raised.value.fix) == fix


def outcome(parse, text):
    try:
        return parse(text)
    except LengthProblem as problem:
        return problem


@given(st.sampled_from([parse_length, parse_rate]), st.text(max_size=20))
def test_every_text_is_understood_or_met_with_a_remedy(parse, text):
    found = outcome(parse, text)

    assert isinstance(found, (Length, Rate)) or (found.fix and 0 <= found.start < found.end)


def test_negative_times_are_refused_in_the_language_of_the_author():
    with pytest.raises(LengthProblem) as raised:
        parse_length("-2 hours")

    with speaking("sv"):
        assert str(raised.value) == "tiden går inte bakåt: '-2 hours'"
