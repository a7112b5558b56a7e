"""A step taken in a part of a case is the step of the whole case, wherever the rest of it is."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from charts import ByStep, chart_of, first_data, leaves
from prosessi.chart import regions, scopes
from prosessi.chart.scopes import scopes_of
from prosessi.chart.semantics import Snapshot, react
from prosessi.chart.worlds import Live
from prosessi.errors import ProsessiError
from strategies import parallel_process, parallels, processes

WORK = settings(deadline=None, max_examples=80, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=8000, phases=list(Phase))
SEEDS = st.integers(0, 2**32 - 1)
STEPS = 25
ENOUGH = 700
"""So many random charts find every fault planted."""


class Walk:
    """A random case; `apart` counts the steps that were taken in a part, `wrong` those that went otherwise there."""

    def __init__(self, process, seed):
        self.chart, self.random = chart_of(process), Random(seed)  # noqa: S311  # nothing secret is drawn
        self.wrong, self.apart = [], 0
        try:
            case = ByStep(self.chart, self.decided(self.chart.process.events, first_data(self.chart)))
        except ProsessiError:
            return
        events = sorted({event for edge in self.chart.edges for event in edge.events})
        for event in self.random.choices(events, k=STEPS) if events else ():
            case.data = self.decided([event], case.data)
            before = case.snapshot, case.data
            here = in_part(self.chart, *before, event)
            try:
                case.send(event)
            except ProsessiError as failure:
                there, after = type(failure), before
            else:
                there = after = case.snapshot, case.data, case.microsteps, case.clocks
            if here is not None:
                self.apart += 1
                if here != there:
                    self.wrong.append((leaves(self.chart, before[0].active), event, here, there))
            case.snapshot, case.data = after[:2]

    def decided(self, events, data):
        """The data when the acts have decided what they decide."""
        names = {name for event in events for name in getattr(self.declared(event), "decides", ())}
        return tuple(self.drawn(slot) if slot.name in names else data[slot.index] for slot in self.chart.slots)

    def declared(self, event):
        return self.chart.process.events.get(event)

    def drawn(self, slot):
        match slot.type.kind:
            case "set":
                return float(self.random.randrange(2 ** len(slot.type.of)))
            case "integer":
                return float(self.random.randint(int(slot.type.min), int(slot.type.max)))
            case "date":
                return float(self.random.randrange(737_000, 739_000))
        return float(self.random.random() < 0.5)


def in_part(chart, snapshot, data, event):
    """What a step comes to in the smallest part that is enough; None if only the whole is."""
    known = scopes_of(chart)
    scope = known.of(snapshot, event)
    while scope is not None:
        live = Live(chart, data)
        try:
            reaction = react(chart, scope.snapshot, event, live)
        except ProsessiError as failure:
            return type(failure)
        rest = known.put_back(scope, snapshot, reaction.snapshot, reaction.microsteps)
        if rest is not None:
            return rest, live.data, reaction.microsteps, live.clocks
        scope = known.wider(scope, snapshot, reaction.microsteps)
    return None


@WORK
@given(parallels(), SEEDS)
def test_a_step_in_a_part_is_the_step_of_the_whole(process, seed):
    assert not Walk(process, seed).wrong


@WORK
@given(processes(), SEEDS)
def test_it_is_so_on_charts_of_any_shape(process, seed):
    assert not Walk(process, seed).wrong


@pytest.mark.deep
@DEEP
@given(processes() | parallels(), SEEDS)
def test_it_is_so_on_thousands_of_charts(process, seed):
    assert not Walk(process, seed).wrong


def test_most_steps_beside_others_need_no_more_than_a_part():
    walks = [Walk(parallel_process(seed), seed) for seed in range(20)]

    assert sum(walk.apart for walk in walks) > 20


def test_what_the_rest_remembers_and_where_it_is_are_kept():
    chart = chart_of("""
        states:
          p:
            parallel:
              left: {states: {a: {transitions: [{event: x, to: b}]}, b: {}}}
              right: {states: {c: {transitions: [{event: y, to: d}]}, d: {}}}
    """)
    begun = ByStep(chart).snapshot
    memory = ((99, frozenset({1})),)
    whole = Snapshot(begun.active, memory)
    scope = scopes_of(chart).of(whole, "x")
    reaction = react(chart, scope.snapshot, "x", Live(chart, ()))

    rest = scopes_of(chart).put_back(scope, whole, reaction.snapshot, reaction.microsteps)

    assert leaves(chart, rest.active) == ["b", "c"]
    assert rest.memory == memory


ANEW = """
    case: {f: {type: boolean, default: true}}
    events: {x: {}, y: {}, anew: {decides: f}}
    states:
      p:
        parallel:
          left: {if: f, states: {a: {transitions: [{event: x, to: b}]}, b: {final: done}}}
          right: {states: {c: {transitions: [{event: y, to: d}]}, d: {}}}
        transitions: [{event: anew, to: p}]
"""


def begun_anew(chart):
    """Where a case is when its branches begin anew, all but one that had finished."""
    case = ByStep(chart)
    case.send("x")
    taken = in_part(chart, case.snapshot, (0.0,), "anew")
    return taken and leaves(chart, taken[0].active)


def test_a_state_that_begins_its_branches_anew_moves_those_that_have_finished_too(monkeypatch):
    assert begun_anew(chart_of(ANEW)) is None
    monkeypatch.setattr(scopes, "_frame", lambda chart, unit: frozenset({unit.parallel}))  # noqa: ARG005

    assert begun_anew(chart_of(ANEW)) == ["b", "c"]


def unasked(self, thing, users):
    if thing[0] != "state":
        PARTED["_by_use"](self, thing, users)


def careless(self, scope, whole, rest, microsteps):  # noqa: ARG001
    return Snapshot((whole.active - scope.snapshot.active) | rest.active, whole.memory)


def forgetful(self, scope, whole, rest, microsteps):
    kept = PUT_BACK(self, scope, whole, rest, microsteps)
    return kept and Snapshot(kept.active, whole.memory)


PARTED = dict(vars(regions._Parting))
PUT_BACK = scopes.Scopes.put_back
FAULTS = {
    "the branch that finishes is taken for the last": (scopes.Scopes, "_going_on", lambda *_: frozenset()),
    "what else the step moves is not looked at": (scopes.Scopes, "put_back", careless),
    "what the step remembers is forgotten": (scopes.Scopes, "put_back", forgetful),
    "it is forgotten that others ask where a branch is": (regions._Parting, "_by_use", unasked),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_it_is_found(fault, monkeypatch):
    monkeypatch.setattr(*FAULTS[fault])

    assert any(Walk(parallel_process(seed), seed).wrong for seed in range(ENOUGH))
