"""Charts say what they measure: as long as it is, in words, and with room for every word."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.render.fonts import width
from prosessi.report.bars import Bar, Bars
from prosessi.report.columns import Column, Columns, Mark
from prosessi.report.sketch import NARROW, TEXT, WIDE, Caption

CAPTION = Caption("koe", "Otsikko", "Mitä kuva esittää")
VALUES = st.lists(st.just(0.0) | st.floats(min_value=1e-4, max_value=1e6), min_size=1, max_size=40)


def drawn(chart):
    """Both drawings of a chart, the wide one first."""
    return list(ET.fromstring(str(chart.drawn())))  # noqa: S314  (our own picture)


def bars(*values, share=False, **ends):
    return Bars(CAPTION, [Bar(f"Palkki {n}", value, str(value), **ends) for n, value in enumerate(values)], "x", share)


def columns(*values, **settings):
    return Columns(CAPTION, [Column(str(n), value, str(value)) for n, value in enumerate(values)], "y", "x", **settings)


def numbers(svg, kind, name):
    found = [element for element in svg.iter() if kind in (element.get("class") or "").split()]
    return [float(element.get(name)) for element in found]


def spread(text):
    """Where a line of text begins and ends."""
    strong = {"said", "strong"} & set((text.get("class") or "").split())
    wide = width(text.text or "", TEXT, 600 if strong else 400)
    x = float(text.get("x"))
    return {None: (x, x + wide), "middle": (x - wide / 2, x + wide / 2), "end": (x - wide, x)}[text.get("text-anchor")]


@given(VALUES)
def test_bars_are_as_long_as_their_values(values):
    for svg in drawn(bars(*values)):
        lengths, most = numbers(svg, "data", "width"), max(values)
        longest = lengths[values.index(most)]

        for value, length in zip(values, lengths, strict=True):
            assert length == pytest.approx(longest * value / most if most else 0, abs=0.11)


@given(VALUES)
def test_columns_are_as_high_as_their_values(values):
    for svg in drawn(columns(*values)):
        heights, most = numbers(svg, "data", "height"), max(values)
        highest = heights[values.index(most)]

        for value, height in zip(values, heights, strict=True):
            assert height == pytest.approx(highest * value / most if most else 0, abs=0.11)


@given(VALUES, st.booleans())
def test_every_word_lies_inside_the_picture_and_words_under_columns_keep_apart(values, marked):
    marks = [Mark(len(values) / 2, "puolet: enintään 12 arkipäivää"), Mark(len(values), "9/10: enintään 31")]
    for chart in (columns(*values, marks=marks if marked else ()), bars(*values)):
        for svg in drawn(chart):
            _, _, wide, high = map(float, svg.get("viewBox").split())
            texts = [text for text in svg.iter() if text.tag == "text"]

            for text in texts:
                begin, end = spread(text)
                assert begin >= -1.5
                assert end <= wide + 1.5
                assert 0 < float(text.get("y")) <= high
            under = sorted(
                spread(text) for text in texts if not text.get("class") and text.get("text-anchor") == "middle"
            )
            assert all(a[1] < b[0] for a, b in pairwise(under))


def test_a_chart_is_drawn_for_wide_windows_and_for_narrow_ones_with_text_of_one_size():
    wide, narrow = drawn(bars(1.0, 2.0))

    assert [svg.get("class") for svg in (wide, narrow)] == ["chart wide", "chart narrow"]
    assert [float(svg.get("viewBox").split()[2]) for svg in (wide, narrow)] == [WIDE, NARROW]


@pytest.mark.parametrize("chart", [bars(1.0), columns(1.0)])
def test_a_chart_has_a_name_and_a_description_for_those_who_hear_it(chart):
    for svg in drawn(chart):
        ids = {element.get("id"): element.text for element in svg}

        assert svg.get("role") == "img"
        assert [ids[name] for name in svg.get("aria-labelledby").split()] == ["Otsikko", "Mitä kuva esittää"]


def test_both_drawings_of_a_chart_have_ids_of_their_own():
    ids = [element.get("id") for svg in drawn(bars(1.0)) for element in svg.iter() if element.get("id")]

    assert len(ids) == len(set(ids)) == 4


def test_the_beam_of_an_interval_goes_from_one_end_to_the_other():
    svg = drawn(Bars(CAPTION, [Bar("a", 0.5, "50 %", 0.4, 0.6)], "x", share=True, most=1.0))[0]
    [track] = numbers(svg, "track", "width")
    beams = sorted(zip(numbers(svg, "beam", "x1"), numbers(svg, "beam", "x2"), strict=True))

    assert beams[0][0] == pytest.approx(4 + 0.4 * track, abs=0.1)
    assert beams[-1][1] == pytest.approx(4 + 0.6 * track, abs=0.1)


def test_a_mark_stands_where_it_belongs():
    svg = drawn(columns(1.0, 1.0, 1.0, 1.0, marks=[Mark(2.0, "puolivälissä")]))[0]
    left, right = (numbers(svg, "axis", end)[0] for end in ("x1", "x2"))

    assert numbers(svg, "mark", "x1") == [pytest.approx((left + right) / 2, abs=0.1)]


def test_numbers_stand_above_columns_where_there_is_room():
    said = [text.text for text in drawn(columns(1.0, 2.5))[0].iter() if text.get("class") == "said"]

    assert said == ["1.0", "2.5"]
