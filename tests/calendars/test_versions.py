from datetime import date

from prosessi.calendars.versions import Limit, ending, last_day

OLD = Limit(last_day=date(2019, 6, 1), until=date(2019, 12, 31))


def test_the_version_in_whose_force_the_end_falls_ends_it():
    new = Limit(last_day=date(2023, 6, 1), from_=date(2020, 1, 1))

    assert ending([new, OLD]).limit is OLD


def test_an_end_beyond_the_old_version_is_left_to_the_new_one():
    old = Limit(last_day=date(2021, 6, 1), until=date(2019, 12, 31))
    new = Limit(last_day=date(2025, 6, 1), from_=date(2020, 1, 1))

    assert last_day([old, new]) == date(2025, 6, 1)


def test_a_reviving_version_helps_only_those_whose_new_end_is_still_to_come():
    coming = Limit(last_day=date(2023, 6, 1), from_=date(2020, 1, 1), revives=True)
    past = Limit(last_day=date(2019, 8, 1), from_=date(2020, 1, 1), revives=True)

    assert last_day([OLD, coming]) == date(2023, 6, 1)
    assert last_day([OLD, past]) == date(2019, 6, 1)


def test_a_version_that_shortens_ends_with_the_day_before_it():
    old = Limit(last_day=date(2025, 1, 1), until=date(2023, 12, 31))
    new = Limit(last_day=date(2022, 1, 1), from_=date(2024, 1, 1))

    assert last_day([old, new]) == date(2023, 12, 31)


def test_a_transitional_rule_lifts_the_end():
    new = Limit(last_day=date(2022, 1, 1), from_=date(2024, 1, 1), not_before=date(2024, 6, 30))

    assert last_day([new]) == date(2024, 6, 30)


def test_a_limit_still_open_when_its_last_version_lapses_has_no_end():
    assert last_day([Limit(last_day=date(2021, 1, 1), until=date(2019, 12, 31))]) is None
