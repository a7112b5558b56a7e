from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.moments import MomentProblem, parse_moment, resolve


def problem(text):
    with pytest.raises(MomentProblem) as raised:
        parse_moment(text)
    return raised.value


def outcome(text):
    try:
        return parse_moment(text)
    except MomentProblem as wrong:
        return wrong


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("syntymapaiva + 18 years", date(2027, 3, 31)),
        ("syntymapaiva + 18 years - 6 months", date(2026, 9, 30)),
        ("2025-04-15 + 3 working days", date(2025, 4, 22)),
        ("2025-04-22 - 3 working days", date(2025, 4, 15)),
        ("9999-12-01 + 5 years", date.max),
        ("0001-01-01 - 5 days", date.min),
    ],
)
def test_a_moment_means_a_day(text, day):
    assert resolve(parse_moment(text), {"syntymapaiva": date(2009, 3, 31)}, FINLAND) == day


def test_a_moment_is_unknown_while_its_data_is_unset():
    assert resolve(parse_moment("syntymapaiva + 18 years"), {"syntymapaiva": None}, FINLAND) is None


def test_the_canonical_text_reads_back():
    moment = parse_moment(" syntymapaiva+18 years -  6 months ")

    assert moment.text == "syntymapaiva + 18 years - 6 months"
    assert parse_moment(moment.text) == moment


@pytest.mark.parametrize(
    ("text", "fix", "at"),
    [
        ("1.9.2026", "write '2026-09-01'", "1.9.2026"),
        ("2026-02-30", "dates are year-month-day, such as 2026-09-01", "2026-02-30"),
        ("synt + 3 dayz", "write '3 days'", "dayz"),
        ("synt + 3 hours", "add days, weeks, months, years or working days, such as '18 years'", "3 hours"),
        ("synt 18 years", "write for example 'synt + 6 months'", "18 years"),
        ("", "write for example '2026-09-01' or 'syntymapaiva + 18 years'", ""),
    ],
)
def test_a_text_that_is_no_moment_comes_with_what_to_write(text, fix, at):
    wrong = problem(text)

    assert wrong.fix.in_language("en") == fix
    assert text[wrong.start : wrong.end] == at


@given(st.text(max_size=40) | st.from_regex(r"[a-z]{1,5} [+-] [0-9]{1,3} [a-z]{1,9}", fullmatch=True))
@settings(deadline=None)
def test_every_text_is_a_moment_or_a_problem_within_it(text):
    found = outcome(text)

    if isinstance(found, MomentProblem):
        assert 0 <= found.start <= found.end <= len(text)
    else:
        assert parse_moment(found.text) == found
