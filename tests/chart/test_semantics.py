"""What a chart does, by cases named for their concept, each on the step itself and on its rows."""

import pytest
import yaml

from charts import ROOT, ByRows, ByStep, chart_of, leaves, values
from prosessi.chart.rows import Rows
from prosessi.chart.semantics import Snapshot, react, start
from prosessi.chart.whereabouts import innermost
from prosessi.chart.worlds import Live, OutOfRange, Unanswerable
from prosessi.errors import NotSettling

CASES = sorted((ROOT / "tests" / "semantics").glob("*.yaml"))


def told(chart, walk, case):
    """What of the case a walk asks about, after each of its steps."""
    for expected in walk:
        if "send" in expected:
            case.send(expected["send"])
        found = {"active": leaves(chart, case.snapshot.active)}
        found["names"] = list(innermost(chart, case.snapshot.active))
        found["case"] = {name: values(chart, case.data)[name] for name in expected.get("case", ())}
        found["ignored"] = not case.microsteps
        found["send"] = expected.get("send")
        yield {key: found[key] for key in expected}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("engine", [ByStep, ByRows])
def test_a_case_goes_as_its_file_says(path, engine):
    written = yaml.safe_load(path.read_text("utf-8"))
    walk = written.pop("walk")
    del written["about"]
    chart = chart_of(written)

    assert list(told(chart, walk, engine(chart))) == walk


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_goes_the_same_way_from_memory(path):
    written = yaml.safe_load(path.read_text("utf-8"))
    walk = written.pop("walk")
    del written["about"]
    chart = chart_of(written)
    rows = Rows(chart)
    list(told(chart, walk, ByRows(chart, rows=rows)))

    assert list(told(chart, walk, ByRows(chart, rows=rows))) == walk


def test_moves_tell_what_was_left_and_entered_in_that_order():
    chart = chart_of("""
        states:
          a: {states: {a1: {transitions: [{event: t, to: b1}]}}}
          b: {parallel: {b1: {}, b2: {}}}
    """)
    case = ByStep(chart)

    case.send("t")

    names = [chart[state].name for state in (*case.microsteps[0].exited, *case.microsteps[0].entered)]
    assert names == ["a1", "a", "b", "b1", "b2"]
    assert [chart.edges[edge].events for edge in case.microsteps[0].edges] == [("t",)]


def test_the_beginning_is_a_move_without_event():
    case = ByStep(chart_of("states: {a: {states: {a1: {}}}}"))

    assert [(move.event, move.edges, move.exited, move.entered) for move in case.microsteps] == [
        (None, (), (), (0, 1, 2))
    ]


@pytest.mark.parametrize(
    ("cycle", "text"),
    [
        (("a", "b"), "states: {a: {transitions: [{always: true, to: b}]}, b: {transitions: [{always: true, to: a}]}}"),
        (("a",), "states: {a: {transitions: [{always: true}]}}"),
        (
            ("b", "c"),
            """
            states:
              a: {transitions: [{event: t, to: b}]}
              b: {entry: {raise: [x]}, transitions: [{event: x, to: c}]}
              c: {entry: {raise: [x]}, transitions: [{event: x, to: b}]}
            """,
        ),
    ],
)
def test_a_step_without_rest_names_its_cycle(cycle, text):
    with pytest.raises(NotSettling) as raised:
        ByStep(chart_of(text)).send("t")

    assert set(raised.value.cycle) == set(cycle)


def test_a_step_may_make_two_hundred_moves():
    chart = chart_of("""
        case: {n: {type: integer, default: 0}}
        states: {a: {transitions: [{always: true, if: n < 199, set: {n: n + 1}}]}}
    """)

    assert values(chart, ByStep(chart).data) == {"n": 199}


def test_going_round_is_told_from_going_on_for_long():
    chart = chart_of("""
        case: {n: {type: integer, default: 0}}
        states:
          a: {transitions: [{event: t, to: b}, {event: u, to: c}]}
          b: {transitions: [{always: true, if: n < 150, set: {n: n + 1}, to: b, re-enter: true}]}
          c: {transitions: [{always: true, if: n < 150, to: c, re-enter: true}]}
    """)
    long, round_and_round = ByStep(chart), ByStep(chart)

    long.send("t")
    with pytest.raises(NotSettling):
        round_and_round.send("u")

    assert (values(chart, long.data), len(long.microsteps)) == ({"n": 150}, 151)


def test_a_guard_over_unset_data_cannot_be_answered():
    chart = chart_of("""
        case: {n: {type: integer}}
        states: {a: {transitions: [{event: t, if: n > 1, to: b}]}, b: {}}
    """)

    with pytest.raises(Unanswerable) as raised:
        ByRows(chart).send("t")
    assert raised.value.unset == ("n",)


def test_an_action_beyond_the_bounds_stops_the_step():
    chart = chart_of("""
        case: {n: {type: integer, max: 1, default: 1}}
        states: {a: {transitions: [{event: t, set: {n: n + 1}, to: b}]}, b: {}}
    """)
    case = ByRows(chart)
    before = case.snapshot, case.data

    with pytest.raises(OutOfRange):
        case.send("t")
    assert (case.snapshot, case.data) == before


def test_an_event_nobody_answers_does_not_even_set_off_automatic_moves():
    chart = chart_of("""
        case: {n: {type: integer, default: 0}}
        states: {a: {transitions: [{always: true, if: n > 0, to: b}]}, b: {}}
    """)
    snapshot = start(chart, Live(chart, (0.0,))).snapshot

    reaction = react(chart, snapshot, "t", Live(chart, (1.0,)))

    assert (reaction.snapshot, reaction.microsteps) == (snapshot, ())


def test_clocks_start_on_entering_and_stop_on_leaving():
    chart = chart_of("""
        states:
          a: {transitions: [{event: t, to: b}, {after: 2 days, to: b}]}
          b: {transitions: [{after: 1 hour, to: a}]}
    """)
    case = ByRows(chart)
    begun = case.clocks

    case.send("t")

    timed = {edge.after.text: edge.id for edge in chart.edges if edge.after}
    assert begun.started == (timed["2 days"],)
    assert (case.clocks.stopped, case.clocks.started) == ({timed["2 days"]}, (timed["1 hour"],))


def test_a_clock_of_a_state_passed_through_never_starts():
    chart = chart_of("""
        states:
          a: {transitions: [{event: t, to: b}]}
          b: {transitions: [{after: 1 hour, to: a}, {always: true, to: c}]}
          c: {}
    """)
    case = ByStep(chart)

    case.send("t")

    assert case.clocks.started == ()


def test_a_snapshot_is_a_value():
    assert Snapshot(frozenset({1, 2})) == Snapshot(frozenset({2, 1}))
