"""Time is told in weeks, months, quarters or years, whichever are few enough to be read."""

from datetime import date

import pytest

from prosessi.report.periods import by_stretch
from prosessi.simulate.setup import DAY

START = date(2025, 1, 1)


def stretches(days, every=1, start=START):
    return by_stretch([(day * DAY + DAY // 2, float(day)) for day in range(0, days, every)], start)


@pytest.mark.parametrize(
    ("days", "name", "count"),
    [
        (60, "viikko 1, 2025", 9),
        (365, "tammikuu 2025", 12),
        (730, "tammikuu 2025", 24),
        (1461, "1. neljännes 2025", 16),
        (365 * 9, "2025", 9),
    ],
)
def test_the_finest_kind_is_taken_that_can_be_read(days, name, count):
    found = stretches(days)

    assert str(found[0][0].name) == name
    assert len(found) == count


def test_a_stretch_tells_the_mean_of_its_days():
    january, february = stretches(200)[:2]

    assert january[1] == pytest.approx(15)
    assert february[1] == pytest.approx(31 + 13.5)


def test_samples_far_apart_decide_nothing_about_the_kind():
    assert [str(stretch.brief) for stretch, _ in stretches(365, every=60)] == [
        "tammi",
        "maalis",
        "touko",
        "kesä",
        "elo",
        "loka",
        "joulu",
    ]


def test_the_week_around_new_year_belongs_to_one_year():
    found = stretches(10, start=date(2024, 12, 30))

    assert [stretch.place for stretch, _ in found] == [(2025, 1), (2025, 2)]


def test_months_have_names_in_every_language():
    names = {language: stretches(300)[4][0].name.in_language(language) for language in ("fi", "sv", "en")}

    assert names == {"fi": "toukokuu 2025", "sv": "maj 2025", "en": "the month of May 2025"}
