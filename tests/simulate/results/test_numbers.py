"""Figures as people write them."""

import math

import pytest

from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.numbers import Figure, HowLong, Number, Percent, Range


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (3, "3"),
        (0.3127, "0,31"),
        (7.04, "7,0"),
        (99.96, "100"),
        (24214, "24 214"),
        (-0.001, "0,00"),
        (-2.6, "−2,6"),
    ],
)
def test_numbers_have_as_many_digits_as_say_something(value, written):
    assert Number(value).in_language("fi").replace("\N{NO-BREAK SPACE}", " ") == written


def test_english_writes_points_and_commas():
    assert Number(24214.26, 1).in_language("en") == "24,214.3"
    assert Percent(0.5).in_language("en") == "50.0%"


def test_what_is_no_number_is_a_dash():
    assert Number(math.nan).in_language("fi") == "–"
    assert Figure(None).in_language("fi") == "–"


def test_nearly_all_is_not_told_as_all():
    assert Percent(0.9997).in_language("sv") == "99,9\N{NO-BREAK SPACE}%"
    assert Percent(0.9997, 0).in_language("en") == "99%"
    assert Percent(1.0).in_language("sv") == "100,0\N{NO-BREAK SPACE}%"


def test_an_interval_has_as_many_digits_as_its_figure():
    assert Figure(Estimate(0.7123, 0.698, 0.7264), share=True).in_language("en") == "71.2% (69.8–72.6)"
    assert Figure(Estimate(48.0, 24.0, 72.0), unit=24).in_language("en") == "2.0 (1.0–3.0)"


def test_a_minus_does_not_meet_a_dash():
    assert Range(-1.24, 2.0, 1).in_language("fi") == "−1,2…2,0"
    assert Range(1.24, 2.0, 1).in_language("fi") == "1,2–2,0"


def test_long_times_are_told_in_days():
    assert HowLong(3.5).in_language("fi") == "3,5 h"
    assert HowLong(72).in_language("fi") == "3 pv"


@pytest.mark.parametrize(
    ("hours", "told"), [(0, "0 min"), (0.008, "0,48 min"), (0.24, "14 min"), (0.65, "39 min"), (0.995, "1,0 h")]
)
def test_what_is_shorter_than_an_hour_is_told_in_minutes(hours, told):
    assert HowLong(hours).in_language("fi") == told
