"""A place is shown in its line, and the caret stands under it whatever the line holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prosessi.source.quote import WIDEST, quote
from prosessi.span import Span


def test_a_place_is_shown_with_its_line_number_and_a_caret():
    shown = quote("a: b\nc: suunittelu\n", Span("f", 2, 4, 2, 14, 8, 18), "tarkoititko 'suunnittelu'?")

    assert shown.splitlines() == ["  |", "2 | c: suunittelu", "  |    ^^^^^^^^^^ tarkoititko 'suunnittelu'?"]


def test_the_gutter_is_as_wide_as_the_line_number():
    assert quote("\n" * 160 + "a: b", Span("f", 161, 1, 161, 2)).splitlines() == ["    |", "161 | a: b", "    | ^"]


def test_a_place_of_several_lines_is_underlined_to_the_end_of_the_first():
    assert quote("a: [b,\n  c]\n", Span("f", 1, 4, 2, 5)).splitlines()[-1] == "  |    ^^^"


def test_a_long_line_is_clipped_around_the_place():
    line = quote("x" * 300 + "HERE" + "y" * 300, Span("f", 1, 301, 1, 305)).splitlines()[1]

    assert "HERE" in line
    assert len(line) < WIDEST + 10


def test_the_caret_stands_right_after_wide_letters():
    assert quote("a: 😀 b", Span("f", 1, 6, 1, 7)).splitlines()[-1] == "  |       ^"


def test_a_tab_takes_one_column():
    assert quote("\ta: b", Span("f", 1, 2, 1, 3)).splitlines()[1:] == ["1 |  a: b", "  |  ^"]


def test_a_terminal_is_told_nothing_by_the_line():
    assert "\x1b" not in quote("a: \x1b[31mred", Span("f", 1, 1, 1, 2))


@given(st.text(max_size=200), st.integers(1, 9), st.integers(1, 300), st.integers(1, 300))
def test_any_place_can_be_shown(text, line, column, end):
    assert quote(text, Span("f", line, column, line, end)).count("\n") == 2
