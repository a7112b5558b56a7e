"""Last days that rest on dates of the case: on one, on two, on when the deadline started, or on all of these."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosessi.distributions import distribution
from prosessi.errors import NotSettling
from prosessi.simulate import answers
from prosessi.simulate.answers import Answers
from prosessi.simulate.engine import simulate
from prosessi.simulate.layout import UNKNOWN
from prosessi.simulate.plain import Loop
from prosessi.simulate.run import STATUSES
from prosessi.simulate.setup import DAY, Act, Arrivals, DayFromNow, Decision, Length
from simulate.agreement import disagreements
from simulate.planted import LAST_DAYS, planted
from simulate.setups import begins, setup_of, timed_process

LIMITS = (
    {"from": "d", "within": "3 working days"},
    {"from": "d", "within": "30 hours"},
    {"at": "d - 40 days"},
    {"at": "2024-12-20"},
    {"from": "d", "versions": [{"until": "2025-01-05", "within": "9 days"}, {"from": "2025-01-06", "at": "e + 1 day"}]},
    {"from": "e", "versions": [{"until": "2025-01-05", "within": "9 days"}, {"from": "2025-01-06", "at": "d + 1 day"}]},
    {"versions": [{"until": "2025-01-08", "at": "d + 2 days"}, {"from": "2025-01-09", "at": "e + 2 working days"}]},
    {"versions": [{"until": "2025-01-08", "within": "30 hours"}, {"from": "2025-01-09", "within": "50 hours"}]},
    {"versions": [{"until": "2025-01-08", "within": "30 hours"}, {"from": "2025-01-09", "at": "d + 1 days"}]},
)
MARKS = {"starts": {"enter": "alku"}, "met_by": {"enter": "loppu"}}


def dated_process(seed):
    """A random process whose deadlines rest on dates that its cases have, or are yet to get."""
    random, process = Random(seed), timed_process(seed)  # noqa: S311  # nothing secret is drawn
    process["case"]["e"] = {"type": "date"}
    for event in random.sample(sorted(process["events"]), 2):
        process["events"][event]["decides"] = [*process["events"][event].get("decides", []), "e"]
    for place, limit in enumerate(random.sample(LIMITS, 3)):
        breach = {"breach": random.choice(sorted(process["events"]))} if random.random() < 0.4 else {}
        marks = [{"enter": name} for name in ("first", "p", "beside")] + [{"exit": "first"}, {"event": "begin"}]
        deadline = {"starts": random.choice(marks), "met_by": random.choice(({"enter": "end"}, *marks))}
        process["deadlines"][f"r{place}"] = deadline | limit | breach
    return process


def lived(seed, engine="plain"):
    """A run of a random process of this kind; None where cases cannot begin, or go round and round."""
    setup = setup_of(dated_process(seed), seed, most=8)
    try:
        return simulate(setup, engine=engine, log=True) if begins(setup) else None
    except NotSettling:
        return None


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_last_days_that_rest_on_dates_are_as_the_semantics_says(seed):
    for each in range(seed, seed + 4):
        run = lived(each)

        assert run is None or list(disagreements(run)) == []


@pytest.mark.deep
@given(st.integers(100, 2**32 - 1))
def test_last_days_that_rest_on_dates_are_as_the_semantics_says_deep(seed):
    run = lived(seed)

    assert run is None or list(disagreements(run)) == []


def awaited_for_years(ahead, engine="plain"):
    """A run in which a date decided at the beginning is so many days ahead, and ends the case."""
    process = """
    case: {d: {type: date}}
    deadlines: {raja: {starts: {enter: alku}, met_by: {enter: loppu}, at: d - 1 days}}
    states: {alku: {transitions: [{at: d, to: loppu}]}, loppu: {final: success}}
    """
    whole = setup_of(process, 0, end=30 * 365)
    date = Decision(0, ((None, DayFromNow(distribution("fixed", value=ahead))),))
    part = replace(whole.processes[0], case=(date,), acts=(), arrivals=Arrivals(moments=(0, 5, DAY)))
    return simulate(replace(whole, counted_from=0, cases=3, processes=(part,)), engine=engine, log=True)


@pytest.mark.parametrize("ahead", [-60_000, -3, 4, 9_000])
def test_a_date_can_be_as_far_away_as_people_live(ahead):
    run = awaited_for_years(ahead)

    assert list(disagreements(run)) == []
    assert [int(time) for time in run.cases[0].ended] == [max(ahead * DAY + day, begun)
        for day, begun in ((0, 0), (0, 5), (DAY, DAY))]  # fmt: skip


def of_all_kinds(engine="plain"):
    """A run of cases that get their dates, and other ones, in the course of things, if they do."""
    deadlines = {f"r{place}": MARKS | limit for place, limit in enumerate(LIMITS)}
    states = {"alku": {"transitions": [{"event": "a"}, {"event": "b", "to": "loppu"}]}, "loppu": {"final": "success"}}
    case, events = {"d": {"type": "date"}, "e": {"type": "date"}}, {"a": {"decides": ["d", "e"]}, "b": {}}
    whole = setup_of({"case": case, "events": events, "deadlines": deadlines, "states": states}, 0)
    days = (distribution("uniform", **{"from": -30.0, "to": until}) for until in (5.0, 20.0))
    decided = tuple(Decision(slot, ((None, DayFromNow(each)),)) for slot, each in enumerate(days))
    lengths = (Length(((None, distribution("exponential", mean=gap * DAY)),)) for gap in (3.0, 3.0))
    acts = tuple(
        Act(event, None, length, (), None, None, 1.0, settled)
        for event, length, settled in zip("ab", lengths, (decided, ()), strict=True)
    )
    part = replace(whole.processes[0], case=(), acts=acts, arrivals=Arrivals(week=(12.0,) * 7))
    return simulate(replace(whole, counted_from=0, cases=120, processes=(part,)), engine=engine, log=True)


@pytest.mark.parametrize("room", [answers.MOST_ROOM, 256])
def test_what_was_found_of_dates_is_found_by_the_compiled_loop_and_after_it_was_forgotten(room, monkeypatch):
    monkeypatch.setattr(answers, "FIRST_ROOM", 64)
    monkeypatch.setattr(answers, "MOST_ROOM", room)
    plain, compiled = of_all_kinds("plain"), of_all_kinds("compiled")

    assert list(disagreements(plain)) == []
    for ours, theirs in zip(plain.cases[0].late, compiled.cases[0].late, strict=True):
        assert [*map(int, ours)] == [*map(int, theirs)]


@pytest.mark.parametrize("fault", LAST_DAYS, ids=str)
def test_a_fault_in_last_days_is_found(fault, monkeypatch):
    planted(fault, monkeypatch)

    assert any(disagreements(of_all_kinds()))


ROADS = st.tuples(st.integers(0, 3), st.lists(st.integers(0, 5), min_size=1, max_size=3).map(tuple))


@given(st.dictionaries(ROADS.filter(lambda road: len(road[1]) == 1 + road[0] % 3), st.integers(0, 9)))
def test_the_loop_finds_what_was_found(found):
    made = Answers([7, *[-1, 0] * 8])
    for (question, numbers), answer in found.items():
        made.put(question, numbers, answer)
    loop = Loop()

    for (question, numbers), answer in found.items():
        assert made.get(question, numbers) == answer
        asked = question
        for number in numbers:
            asked = loop.call("answer", {"answers": made.flat}, question=asked, number=number)
        assert asked == answer
        assert made.get(1000, numbers) == UNKNOWN


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_what_is_to_come_thousands_of_years_ahead_does_not_come(engine):
    run = awaited_for_years(2_900_000, engine)

    assert not run.finished
    assert [int(status) for status in run.cases[0].statuses[0]] == [STATUSES.index("running")] * 3
