"""The graph holds everything that can become of a case, and nothing else."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart import explore as exploring
from prosessi.chart import ways
from prosessi.chart.ahead import Ahead
from prosessi.chart.case import Taken, advance, begin, next_due, send
from prosessi.chart.cells import Cells
from prosessi.chart.explore import OPEN, explore
from prosessi.errors import WrongUse
from prosessi.expressions.program import UNSET
from strategies import parallels, processes

WORK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=2000)
SEARCH = settings(WORK, max_examples=1500, database=None, derandomize=True, phases=[Phase.generate])
DAY = datetime(2026, 1, 1)
ENOUGH = 1500


def live_walk(chart, seed, length=12):
    """A case moved at random with data that are decided at random: after each step its states and edges."""
    random = Random(seed)  # noqa: S311  # nothing secret is drawn
    try:
        begun = begin(chart, {}, at=DAY)
    except WrongUse:  # nothing ever begins
        return []
    case, visited = begun.case, [(begun.case.snapshot.active, edges_of(begun.steps))]
    for _ in range(length):
        if case.ended is not None:
            break
        case, steps = random_step(chart, case, random)
        visited += [(case.snapshot.active, edges_of(steps))] if steps else []
    return visited


def random_step(chart, case, random):
    due = next_due(chart, case)
    if due is not None and random.random() < 0.2:
        advanced = advance(chart, case, due + timedelta(seconds=1))
        return advanced.case, advanced.steps[-1:]
    event = random.choice([event for event in chart.process.events if ways.sendable(chart, event)] or ["none"])
    if event == "none":
        return case, ()
    decided = {name: random_value(chart, name, random) for name in chart.process.events[event].decides}
    taken = send(chart, case, event, decided=decided)
    return (taken.case, taken.steps[:1]) if isinstance(taken, Taken) and len(taken.steps) == 1 else (case, ())


def random_value(chart, name, random):
    kind = next(slot.type for slot in chart.slots if slot.name == name)
    if kind.kind == "boolean":
        return random.random() < 0.5
    if kind.kind == "set":
        return [choice for choice in kind.of if random.random() < 0.5]
    return (DAY + timedelta(days=random.randint(-9, 40))).date()


def edges_of(steps):
    return tuple(edge for step in steps for microstep in step.microsteps for edge in microstep.edges)


def strays(process, seed):
    """Whether a live case comes to states, or takes moves, that the graph does not have."""
    chart = chart_of(process)
    graph = explore(chart, full=True, most=ENOUGH)
    assume(graph.complete)
    there = {node.snapshot.active for node in graph.nodes}
    taken = {
        tuple(edge for microstep in move.microsteps for edge in microstep.edges)
        for moves in graph.moves
        for move in moves
    }
    return any(active not in there or (edges and edges not in taken) for active, edges in live_walk(chart, seed))


SEEDS = st.integers(0, 2**32 - 1)


@WORK
@given(st.one_of(parallels(), processes()), SEEDS)
def test_no_case_leaves_the_graph(process, seed):
    assert not strays(process, seed)


@pytest.mark.deep
@DEEP
@given(st.one_of(parallels(), processes()), SEEDS)
def test_no_case_leaves_the_graph_on_thousands_of_charts(process, seed):
    assert not strays(process, seed)


def ghosts(process, *, full):
    """The nodes to which the live step, with the values that stand on the way there, does not come."""
    chart = chart_of(process)
    graph = explore(chart, full=full, most=ENOUGH)
    assume(graph.complete)
    return [number for number in range(1, len(graph.nodes)) if not arrives(graph, number)]


def arrives(graph, number):
    """Take the way to a node by the step itself, with data that are settled from the beginning as they turn out."""
    walk = list(graph.path(number))
    data = list(graph.nodes[0].data)
    later, pending = {}, {}
    for place in range(len(walk) - 1, -1, -1):
        move = walk[place]
        later[place] = dict(pending) | dict(move.settled)
        pending = pending | dict(move.settled) if move.kind == "known" else pending
        decided = graph.chart.process.events[move.event].decides if move.kind == "act" else ()
        for slot in graph.chart.slots:
            if slot.name in decided:
                pending.pop(slot.index, None)
    for slot, value in {**pending, **(dict(walk[0].settled) if walk else {})}.items():
        if data[slot] is OPEN:
            data[slot] = value
    return follows(graph, walk, [0.0 if value is OPEN else value for value in data], later)


def follows(graph, walk, data, later):
    rows = ways.rows_of(graph.chart)
    place = None
    for position, move in enumerate(walk):
        if move.kind == "known":
            continue
        if move.kind == "act":
            for slot in graph.chart.slots:
                if slot.name in graph.chart.process.events[move.event].decides:
                    data[slot.index] = later[position].get(slot.index, 0.0)
        if move.kind == "begin":
            landing, now = rows.begin(tuple(data))
        else:
            landing, now = rows.react(place, tuple(data), move.event)
        if landing.microsteps != move.microsteps:
            return False
        place, data = landing.place, list(now)
    return place is not None and place.snapshot.active == graph.nodes[walk[-1].target].snapshot.active


@WORK
@given(st.one_of(parallels(), processes()), st.booleans())
def test_a_live_case_can_come_to_every_node(process, full):
    assert not ghosts(process, full=full)


def without_the_last(kind, values, *more, **named):
    return Cells(kind, values[:-1] if len(values) > 1 else values, *more, **named)


def test_values_that_are_not_tried_are_missed(monkeypatch):
    monkeypatch.setattr("prosessi.chart.cells.Cells", without_the_last)

    find(st.tuples(processes(), SEEDS), lambda drawn: strays(*drawn), settings=SEARCH)


def test_data_forgotten_too_soon_lead_where_no_case_comes(monkeypatch):
    monkeypatch.setattr(Ahead, "matters", lambda *_: frozenset())

    find(processes(), lambda process: ghosts(process, full=True), settings=SEARCH)


def test_memory_forgotten_too_soon_is_missed(monkeypatch):
    monkeypatch.setattr(Ahead, "remembered", lambda _, snapshot: snapshot._replace(memory=()))

    find(st.tuples(parallels(), SEEDS), lambda drawn: strays(*drawn), settings=SEARCH)


def test_too_many_nodes_are_never_said_to_be_all():
    pairs = [{f"s{n}": {"transitions": [{"event": f"e{n}", "to": f"t{n}"}]}, f"t{n}": {}} for n in range(8)]
    chart = chart_of({"states": {"p": {"parallel": {f"b{n}": {"states": pair} for n, pair in enumerate(pairs)}}}})

    assert not explore(chart, full=True, most=50).complete
    assert explore(chart, full=True).complete


def test_fewer_nodes_are_looked_at_where_each_takes_more_work(monkeypatch):
    pairs = [{f"s{n}": {"transitions": [{"event": f"e{n}", "to": f"t{n}"}]}, f"t{n}": {}} for n in range(8)]
    chart = chart_of({"states": {"p": {"parallel": {f"b{n}": {"states": pair} for n, pair in enumerate(pairs)}}}})

    monkeypatch.setattr(exploring, "WORK", 4)

    graph = explore(chart, full=True, most=257)
    assert not graph.complete
    assert len(graph.moves) == len(graph.refusals) == len(graph.nodes) < 257


def test_a_counter_is_followed_as_far_as_it_matters():
    graph = explore(
        chart_of("""
        case: {n: {type: integer, min: 0, default: 0}}
        states:
          work: {transitions: [{event: more, set: {n: n + 1}}, {event: stop, if: n >= 3, to: over}]}
          over: {final: success}
        """)
    )

    assert graph.exact
    assert {node.data[0] for node in graph.nodes[1:] if node.data[0] is not OPEN} == {0, 1, 2, 3, 4}


def test_what_is_not_known_is_refused_until_it_is_settled():
    graph = explore(
        chart_of("""
        case: {ok: {type: boolean}}
        events: {ask: {decides: [ok]}, go: {}}
        states:
          work: {transitions: [{event: ask}, {event: go, if: ok, to: over}]}
          over: {final: success}
        """)
    )

    assert {(refusal.kind, refusal.unset) for refusals in graph.refusals for refusal in refusals} == {
        ("unset", ("ok",)),
        ("gap", ()),
    }
    assert UNSET in {node.data[0] for node in graph.nodes}


def test_time_may_pass_at_any_moment_but_a_longer_clock_waits_for_a_shorter():
    graph = explore(
        chart_of("""
        states:
          wait: {transitions: [{event: go, to: done}, {after: 5 days, to: late}, {after: 1 days, to: soon}]}
          soon: {}
          late: {}
          done: {final: success}
        """)
    )

    assert {move.kind for move in graph.moves[1]} == {"act", "timer"}
    assert len(graph.nodes) == 4


def test_a_deadline_that_raises_an_event_may_run_out_while_it_runs():
    graph = explore(
        chart_of("""
        deadlines: {limit: {starts: {enter: work}, met_by: {enter: done}, within: 5 days, breach: late}}
        events: {go: {}, late: {}}
        states:
          work: {transitions: [{event: go, to: done}, {event: late, to: alarm}]}
          alarm: {}
          done: {final: success}
        """)
    )

    assert "breach" in {move.kind for moves in graph.moves for move in moves}
    assert exploring.NOW == ways.NOW
