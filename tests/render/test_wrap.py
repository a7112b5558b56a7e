"""Texts are broken where a Finnish reader expects it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.render.fonts import width
from prosessi.render.wrap import balanced, syllables, wrap


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("palvelutarpeen", "pal-ve-lu-tar-peen"),
        ("monialainen", "mo-ni-a-lai-nen"),
        ("sosiaalityöntekijä", "so-si-aa-li-työn-te-ki-jä"),
        ("kiireellisyys", "kii-reel-li-syys"),
        ("prosessi", "pro-ses-si"),
        ("toimintaprosessi", "toi-min-ta-pro-ses-si"),
    ],
)
def test_words_have_their_syllables(word, parts):
    assert "-".join(syllables(word)) == parts


def test_a_word_that_fits_is_never_divided():
    assert wrap("Lapsen palvelutarpeen arviointi", 13, 600, 110) == ("Lapsen", "palvelutarpeen", "arviointi")


def test_a_compound_wider_than_its_box_is_divided_at_a_syllable():
    lines = wrap("Palvelutarpeenarviointipäätös", 13, 600, 110)

    assert [line.rstrip("-") for line in lines] == ["Palvelutar", "peenarvioin", "tipäätös"] or len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])


def test_a_hyphen_of_the_word_itself_is_the_first_place_to_divide():
    assert wrap("varhaiskasvatus-opetuspalvelut", 13, 600, 130)[0] == "varhaiskasvatus-"


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrap("yksi kaksi kolme neljä viisi kuusi seitsemän", 13, 600, 60, lines=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("unit", ["a", "i", "yö-", "sana ", "e\u0301\u0302"])
@pytest.mark.parametrize("broken", [wrap, balanced])
def test_a_text_of_any_length_is_cut_to_its_lines(broken, unit):
    lines = broken(unit * 60_000, 13, 600, 176, lines=5)

    assert 1 <= len(lines) <= 5
    assert lines[-1].endswith("…")


@given(st.text(max_size=120), st.floats(40, 250))
def test_no_line_is_wider_than_its_limit(text, limit):
    assert all(width(line, 13, 600) <= limit for line in wrap(text, 13, 600, limit) if len(line) > 1)


@given(st.text("aeiouyäöpkstlnrmv ", max_size=80))
def test_evened_lines_say_the_same_on_as_many_lines(text):
    evened, plain = balanced(text, 13, 600, 120), wrap(text, 13, 600, 120)

    assert len(evened) == len(plain)
    assert "".join(evened).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_the_measured_width_is_the_sum_of_the_advances():
    assert width("ää", 10, 400) == 2 * width("ä", 10, 400)
    assert width("", 10, 400) == 0


def test_characters_outside_the_typeface_have_a_width_too():
    assert width("漢", 10) > width("ж", 10) > 0
    assert width("\u0301", 10) == 0
