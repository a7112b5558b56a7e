import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.calendars.durations import EXACT, UNITS, Duration, DurationProblem, parse_duration


def problem(text):
    with pytest.raises(DurationProblem) as raised:
        parse_duration(text)
    return raised.value


def outcome(text):
    try:
        return parse_duration(text)
    except DurationProblem as wrong:
        return wrong


plain = st.builds(Duration, st.integers(1, 99), st.sampled_from(UNITS))
by_days = st.builds(
    Duration,
    st.integers(1, 99),
    st.sampled_from([unit for unit in UNITS if unit not in EXACT]),
    st.booleans(),
    st.just(False),
    st.sampled_from([None, True, False]),
)
by_letter = st.builds(Duration, st.integers(1, 99), st.just("days"), st.just(False), st.just(True))


@given(plain | by_days | by_letter)
def test_the_canonical_text_reads_back(duration):
    assert parse_duration(duration.text) == duration


def test_the_same_or_next_working_day_reads_back():
    assert parse_duration("same or next working day").text == "same or next working day"


@pytest.mark.parametrize(
    ("text", "fi", "sv", "en"),
    [
        ("7 working days", "7 arkipäivää", "7 vardagar", "7 working days"),
        ("1 working day", "1 arkipäivä", "1 vardag", "1 working day"),
        ("3 months", "3 kuukautta", "3 månader", "3 months"),
        ("1 hour", "1 tunti", "1 timme", "1 hour"),
        (
            "30 days counting the first",
            "30 päivää, ensimmäinen päivä mukaan laskettuna",
            "30 dagar, första dagen medräknad",
            "30 days, the first day counted",
        ),
    ],
)
def test_durations_are_said_in_words(text, fi, sv, en):
    duration = parse_duration(text)

    assert [duration.in_language(language) for language in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("3 dayz", "write '3 days'"),
        ("7 arkipäivää", "write '7 working days'"),
        ("7 arkipäivä", "write '7 working days'"),
        ("3 kk", "write '3 months'"),
        ("2 viikkoa", "write '2 weeks'"),
        ("5 vardagar", "write '5 working days'"),
        ("1 Day", "write '1 day'"),
        ("working days", "write the number first, such as '7 working days'"),
        ("-3 days", "write '3 days'"),
        ("999 years", "write at most 100 years"),
        ("9" * 5000 + " days", "write at most 100 years"),
        ("3", "write for example '3 working days' or '3 months'"),
        ("", "write for example '7 working days'"),
        ("1.5 days", "use a smaller unit, such as '36 hours'"),
        ("3 hours exactly", "write '3 hours'"),
        ("30 days counting first", "did you mean 'counting the first'?"),
        ("3 months or next working day", "did you mean 'or the next working day'?"),
        ("same or next workday", "write 'same or next working day'"),
        ("0 days counting the first", "write '1 day counting the first'"),
        ("30 days counting the first after service by letter", "leave one of the two out"),
    ],
)
def test_a_text_that_is_no_duration_comes_with_what_to_write(text, fix):
    assert problem(text).fix.in_language("en") == fix


def test_a_problem_points_at_the_words_that_are_wrong():
    text = "  3 dayz "

    wrong = problem(text)

    assert text[wrong.start : wrong.end] == "dayz"


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,3} ?[a-z ]{1,30}", fullmatch=True))
@settings(deadline=None)
def test_every_text_is_a_duration_or_a_problem_within_it(text):
    found = outcome(text)

    if isinstance(found, DurationProblem):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message.in_language("fi")
        assert found.fix.in_language("sv")
    else:
        assert parse_duration(found.text) == found
