"""What a chart remembers changes how fast a case moves and nothing else."""

import gc
import pickle
import weakref
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart import deadlines, memory
from prosessi.chart.case import Refused, active_names, advance, begin, enabled, send
from prosessi.chart.memory import remembered
from prosessi.errors import ProsessiError
from strategies import processes

WORK = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=1500)
SEARCH = settings(WORK, max_examples=500, database=None, derandomize=True, phases=[Phase.generate])
TUESDAY = datetime(2025, 1, 7, 9, 30)

STAFFED = {
    "roles": {"r": {"kind": "staff"}, "q": {"kind": "staff"}},
    "documents": {"form": {}, "note": {}},
    "events": {
        "a": {"by": ["r", "q"], "needs": ["note"]},
        "b": {"by": "q", "decides": ["f", "d"], "produces": ["note"]},
        "c": {"needs": ["form"]},
    },
    "rules": {"only": {"in": ["s0", "s1"], "if": "f", "responsible": "q"}},
}

DATED = STAFFED | {
    "case": {"f": {"type": "boolean"}, "d": {"type": "date"}},
    "deadlines": {"limit": {"starts": {"enter": "s0"}, "met_by": {"event": "c"}, "within": "7 days", "from": "d"}},
    "states": {"s0": {"transitions": [{"event": ["b", "c"], "to": "s1"}]}, "s1": {}},
}

ACTS = st.one_of(
    st.builds(
        lambda event, by, papers: ("send", event, {"by": by, "papers": papers}),
        st.sampled_from("ac"),
        st.sampled_from([None, "r", "q"]),
        st.sets(st.sampled_from(["form", "note"])),
    ),
    st.builds(
        lambda f, d: ("send", "b", {"decided": {"f": f, "d": d}}),
        st.booleans(),
        st.none() | st.dates(date(2024, 12, 20), date(2025, 2, 20)),
    ),
    st.builds(lambda hours: ("wait", hours), st.integers(0, 200)),
    st.just(("ask",)),
)
WALKS = st.lists(st.lists(ACTS, min_size=3, max_size=8), min_size=2, max_size=3)
STAFFED_PROCESSES = processes(timed=True).map(lambda process: process | STAFFED)


def do(chart, case, act):
    match act:
        case ("send", event, more):
            return send(chart, case, event, **more)
        case ("wait", hours):
            return advance(chart, case, case.now + timedelta(hours=hours))
    return enabled(chart, case)


def told(chart, walk, before_each):
    """All that is seen on a walk, wrong use and cases that do not settle included."""
    try:
        case = begin(chart, at=TUESDAY).case
    except ProsessiError as failure:
        return [repr(failure)]
    seen = []
    for act in walk:
        before_each(chart)
        try:
            seen.append(do(chart, case, act))
        except ProsessiError as failure:
            seen.append(repr(failure))
        case = getattr(seen[-1], "case", case)
    return seen


def forget(chart):
    chart.memo.clear()
    deadlines.reckoned.cache_clear()


def agree(process, walks):
    """Whether a chart that remembers all walks before goes like one that forgets after each act."""
    knowing, forgetful = chart_of(process), chart_of(process)
    return all(
        told(knowing, walk, before_each=lambda _: None) == told(forgetful, walk, before_each=forget) for walk in walks
    )


@WORK
@given(STAFFED_PROCESSES, WALKS)
def test_a_case_goes_alike_with_memory_and_without(process, walks):
    assert agree(process, walks)


@pytest.mark.deep
@DEEP
@given(STAFFED_PROCESSES, WALKS)
def test_thousands_of_cases_go_alike_with_memory_and_without(process, walks):
    assert agree(process, walks)


def test_an_answer_to_less_than_was_asked_is_caught(monkeypatch):
    def begin_carelessly(chart, question):
        known = {}
        answers = chart.memo[question] = lambda *asked: known.setdefault(asked[:-1], question(chart, *asked))
        return answers

    monkeypatch.setattr(memory, "_begin", begin_carelessly)

    assert find(st.tuples(STAFFED_PROCESSES, WALKS), lambda drawn: not agree(*drawn), settings=SEARCH)


def test_a_deadline_reckoned_for_another_date_is_caught(monkeypatch):
    known = {}
    reckoned = deadlines.reckoned

    def counted_carelessly(watch, started, coded):
        return known.setdefault((watch, started), reckoned(watch, started, coded))

    counted_carelessly.cache_clear = known.clear
    two_dates = [[("send", "b", {"decided": {"d": day}})] for day in ("2025-02-01", "2025-03-01")]
    assert agree(DATED, two_dates)
    monkeypatch.setattr(deadlines, "reckoned", counted_carelessly)

    assert not agree(DATED, two_dates)


def test_a_question_is_worked_out_once_for_each_chart():
    asked = []

    @remembered
    def question(chart, number):
        asked.append(number)
        return number + len(chart.edges)

    one, other = chart_of("states: {a: {}}"), chart_of("states: {a: {}}")

    assert [question(chart, 1) for chart in (one, one, other)] == [1, 1, 1]
    assert asked == [1, 1]


def test_memory_goes_when_its_chart_goes():
    chart = chart_of("events: {t: {}, u: {}}\nstates: {a: {transitions: [{event: t, to: a}, {event: u, to: a}]}}")
    case = send(chart, begin(chart, at=TUESDAY).case, "t").case
    kept = weakref.ref(chart)

    del chart
    gc.collect()

    assert kept() is None
    assert not isinstance(case, Refused)


def test_a_chart_is_sent_to_another_process_without_its_memory():
    chart = chart_of("events: {t: {}}\nstates: {a: {transitions: [{event: t, to: b}]}, b: {}}")
    send(chart, begin(chart, at=TUESDAY).case, "t")
    chart.memo["what cannot be sent"] = lambda: None

    copy = pickle.loads(pickle.dumps(chart))

    assert copy.memo == {}
    assert active_names(copy, send(copy, begin(copy, at=TUESDAY).case, "t").case) == ("b",)
    assert "what cannot be sent" in chart.memo
