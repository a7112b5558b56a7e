"""The latest day by tables is the latest of all days that trying every way and every day comes to."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from blocks import Sequence, Split, Step, Stretch, blocks, days_after, process_of
from charts import chart_of
from prosessi.calendars.calendar import FINLAND
from prosessi.calendars.clocks import count
from prosessi.calendars.durations import parse_duration
from prosessi.verify.limits import latest, verdict
from prosessi.verify.limits.last_day import LastDays
from prosessi.verify.limits.tables import Tables, tables_of

FIRST = date(2027, 12, 1)
DAYS = 366
KNOWN = (
    Sequence((Step("5 working days", None), Step(None, "1 week"), Step("3 days", "1 week"))),
    Split((Step("2 working days", None), Sequence((Step("3 days", None), Step("1 week", None)))), None),
    Split((Step("2 working days", None), Step("1 week", None), Step("5 working days", None)), 2),
    Split((Step("1 week", None), Step("2 working days", None)), 1),
    Stretch(Sequence((Step("5 working days", None), Step("5 working days", None))), "9 days"),
    Step("1 day", None, (Step("3 days", None), Step("5 working days", None))),
)


def differences(block, within="3 weeks"):
    """The start days on which the tables and the trying of every day do not agree on what is left."""
    judged = verdict.judge(chart_of(process_of(block, within)), "raja", FIRST, 1)
    length = parse_duration(within)
    tried = [
        (count(length, day, FINLAND, rolls=True).due - max(days_after(block, day))).days
        for day in (FIRST + timedelta(days=number) for number in range(DAYS))
    ]
    return [(number, days) for number, days in enumerate(zip(judged.slack, tried, strict=True)) if days[0] != days[1]]


@pytest.mark.parametrize("block", KNOWN, ids=lambda block: type(block).__name__)
def test_what_is_left_is_what_trying_every_day_leaves(block):
    assert differences(block) == []


@settings(max_examples=30, deadline=None)
@given(blocks())
def test_on_random_processes_too(block):
    assert differences(block) == []


@pytest.mark.deep
@settings(max_examples=1000, deadline=None)
@given(blocks())
def test_on_a_thousand_random_processes_too(block):
    assert differences(block) == []


def test_the_earlier_day_where_ways_meet_is_caught(monkeypatch):
    monkeypatch.setattr(latest, "latest", latest.earliest)

    assert any(differences(block) for block in KNOWN)


def test_the_later_of_limits_that_run_together_is_caught(monkeypatch):
    monkeypatch.setattr(latest, "earliest", lambda bounds: latest.latest([each for each in bounds if each]))

    assert any(differences(block) for block in KNOWN)


def test_waiting_for_one_branch_more_is_caught(monkeypatch):
    monkeypatch.setattr(latest, "nth", lambda bounds, n, right=latest.nth: right(bounds, n + 1))

    assert any(differences(block) for block in KNOWN[2:4])


def test_a_last_day_that_does_not_roll_over_is_caught(monkeypatch):
    right = Tables.last_days
    tables_of.cache_clear()
    monkeypatch.setattr(Tables, "last_days", lambda table, length, *, rolls=False: right(table, length, rolls=False))  # noqa: ARG005
    wrong = [differences(block) for block in KNOWN]
    tables_of.cache_clear()

    assert any(wrong)


def test_a_clock_that_rings_on_its_last_day_is_caught(monkeypatch):
    right = LastDays._clock
    monkeypatch.setattr(LastDays, "_clock", lambda *asked: [day - 1 for day in right(*asked)])

    assert differences(KNOWN[0])
