"""The step and its rows are one meaning: whatever the chart, every walk goes alike by both."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from charts import ByRows, ByStep, chart_of, first_data
from prosessi.chart import rows, worlds
from prosessi.chart.rows import Rows, rows_of
from prosessi.chart.semantics import Snapshot, react, start
from prosessi.chart.worlds import Live, Rehearsal, StepFailed, outcomes
from prosessi.errors import NotSettling, ProsessiError
from prosessi.expressions.program import UNSET
from strategies import processes, walks

WORK = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=1500)
SEARCH = settings(WORK, max_examples=2000, database=None, derandomize=True, phases=[Phase.generate])
ENOUGH = 40


def history(make, walk):
    """Everything that a walk shows, refusals and failures included."""
    try:
        case = make()
    except ProsessiError as failure:
        return [repr(failure)]
    told = [seen(case)]
    for event in walk:
        try:
            case.send(event)
        except ProsessiError as failure:
            told.append(repr(failure))
        told.append(seen(case))
    return told


def seen(case):
    return case.snapshot, case.data, case.microsteps, case.clocks


def agree(process, two):
    """Whether walks from several beginnings go alike: only then has memory more than one way to choose from."""
    chart = chart_of(process)
    known = Rows(chart)
    return all(alike(chart, known, (*begun, UNSET), walk) for walk in two for begun in BEGINNINGS)


def alike(chart, known, data, walk):
    return history(lambda: ByStep(chart, data), walk) == history(lambda: ByRows(chart, data, known), walk)


BEGINNINGS = ((0.0, 1.0, 0.0), (3.0, 9.0, 1.0), (-3.0, 0.0, 0.0), (1.0, 1.0, UNSET))
TWO_WALKS = st.tuples(walks(), walks())


@WORK
@given(processes(), TWO_WALKS)
def test_a_walk_goes_alike_by_the_step_and_from_memory(process, two):
    assert agree(process, two)


@pytest.mark.deep
@DEEP
@given(processes(), TWO_WALKS)
def test_a_walk_goes_alike_on_thousands_of_charts(process, two):
    assert agree(process, two)


def covered(process, walk):
    """Whether each step of a walk is one of the outcomes found without data."""
    chart = chart_of(process)
    data, snapshot, taken = first_data(chart), Snapshot(), start
    for event in (None, *walk):
        if event is not None:
            taken = stepping(snapshot, event)
        live = Live(chart, data)
        rehearsal = Rehearsal(live)
        try:
            reaction = taken(chart, rehearsal)
        except (StepFailed, NotSettling):
            return True
        ways = outcomes(lambda world, taken=taken: taken(chart, world), may_be_unset=lambda _: True)
        found = list(islice(ways, ENOUGH))
        if len(found) < ENOUGH and (tuple(rehearsal.moments), reaction) not in [(o.moments, o.end) for o in found]:
            return False
        data, snapshot = live.data, reaction.snapshot
    return True


def stepping(snapshot, event):
    return lambda chart, world: react(chart, snapshot, event, world)


@WORK
@given(processes(), walks(3))
def test_every_live_step_is_among_the_outcomes(process, walk):
    assert covered(process, walk)


def test_no_outcome_is_told_twice():
    chart = chart_of("""
        case: {x: {type: integer}}
        states:
          a: {transitions: [{event: t, if: x > 1, to: b}, {event: t, if: x > 2, to: c}]}
          b: {}
          c: {}
    """)
    begun = start(chart, Live(chart, first_data(chart))).snapshot

    found = list(outcomes(lambda world: react(chart, begun, "t", world), may_be_unset=lambda _: True))

    answers = sorted(str([moment.answer for moment in outcome.moments]) for outcome in found)
    assert answers == ["[False, False]", "[False, None]", "[False, True]", "[None]", "[True]"]


def test_an_inverted_guard_in_the_rows_is_caught(monkeypatch):
    monkeypatch.setattr(rows, "ask", lambda guard, data, active: not worlds.ask(guard, data, active))

    assert find(st.tuples(processes(), TWO_WALKS), lambda drawn: not agree(*drawn), settings=SEARCH)


def test_a_stale_answer_after_an_action_is_caught(monkeypatch):
    def perform(self, action, active):
        self.moments.append(worlds.Performed(action, active))
        self.world.perform(action, active)

    monkeypatch.setattr(Rehearsal, "perform", perform)

    assert find(st.tuples(processes(), TWO_WALKS), lambda drawn: not agree(*drawn), settings=SEARCH)


def test_outcomes_that_never_try_true_are_caught(monkeypatch):
    class NeverTrue(worlds.Script):
        def holds(self, guard, active):
            return super().holds(guard, active) and False

    monkeypatch.setattr(worlds, "Script", NeverTrue)

    assert find(st.tuples(processes(), walks(3)), lambda drawn: not covered(*drawn), settings=SEARCH)


@WORK
@given(processes(), walks())
def test_active_states_are_always_a_legal_configuration(process, walk):
    chart = chart_of(process)
    told = history(lambda: ByStep(chart), walk)
    assume(not isinstance(told[0], str))

    for active in {entry[0].active for entry in told if not isinstance(entry, str)}:
        assert 0 in active
        for state in active:
            vertex = chart[state]
            inside = [child for child in vertex.children if child in active]
            assert not vertex.remembers
            assert vertex.parent is None or vertex.parent in active
            assert len(inside) == 1 if vertex.kind.value == "compound" else True
            if vertex.kind.value == "parallel":
                resting = (chart[child] for child in vertex.children if child not in active)
                assert all(child.starts_if or child.remembers for child in resting)


@WORK
@given(processes(), walks())
def test_the_same_walk_gives_the_same_history(process, walk):
    assert history(lambda: ByStep(chart_of(process)), walk) == history(lambda: ByStep(chart_of(process)), walk)


def test_rows_are_kept_with_their_chart():
    chart, other = chart_of("states: {a: {}}"), chart_of("states: {a: {}}")

    assert rows_of(chart) is rows_of(chart)
    assert rows_of(chart) is not rows_of(other)
