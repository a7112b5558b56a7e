"""Following branches one after the other loses nothing that is said about a process."""

import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, find, given, reject, settings

from charts import chart_of
from prosessi.chart import order, regions, starts
from prosessi.chart.explore import explore
from prosessi.chart.regions import regions_of
from prosessi.chart.whereabouts import has_ended, innermost
from strategies import parallels, processes

WORK = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=8000)
SEARCH = settings(WORK, max_examples=3000, database=None, derandomize=True, phases=[Phase.generate])
ENOUGH = 400


def verdicts(graph):
    """All that the rules make of a graph: what is reached, what is refused, and where cases come to an end or stop."""
    chart = graph.chart
    alike = starting_alike(chart)
    moves = [move for moves in graph.moves for move in moves]
    return {
        "states": {state for move in moves for microstep in move.microsteps for state in microstep.entered},
        "edges": {edge for move in moves for microstep in move.microsteps for edge in microstep.edges},
        "events": {(move.kind, move.event) for move in moves} - {("known", None)},
        "refusals": {(refusal.kind, refusal.event) for refusals in graph.refusals for refusal in refusals},
        "ends": {
            frozenset(name for number in part for name in innermost(chart, graph.nodes[number].snapshot.active)) - alike
            for part in bottoms(graph)
        },
        "always ends": all(
            has_ended(chart, graph.nodes[number].snapshot.active) for part in bottoms(graph) for number in part
        ),
    }


def starting_alike(chart):
    """The names of what is in branches of which only all or none are made to start."""
    parts = regions_of(chart)
    alike = starts.alike_from_the_start(chart, parts)
    conditions = {f"{chart.slots[slot].type.of[choice]} in k" for slot, choices in alike.items() for choice in choices}
    return {
        chart[state].name
        for unit in parts.units[1:]
        for state in unit.states
        if any(chart[branch].starts_if and chart[branch].starts_if.text in conditions for branch in unit.branches)
    }


def bottoms(graph):
    plain = nx.DiGraph(graph.digraph())
    condensed = nx.condensation(plain)
    return [condensed.nodes[part]["members"] for part in condensed if condensed.out_degree(part) == 0]


def lost(process):
    """What following the branches one after the other does not find, or finds without its being there."""
    chart = chart_of(process)
    full = explore(chart, full=True, most=ENOUGH)
    if not full.complete:
        reject()
    told, whole = verdicts(explore(chart, most=2 * ENOUGH)), verdicts(full)
    return {key: (told[key], whole[key]) for key in whole if told[key] != whole[key]}


@WORK
@given(parallels())
def test_one_after_the_other_is_as_good_as_every_order(process):
    assert not lost(process)


@settings(WORK, max_examples=40)
@given(processes())
def test_it_is_so_on_charts_of_any_shape(process):
    assert not lost(process)


@pytest.mark.deep
@DEEP
@given(parallels())
def test_it_is_so_on_thousands_of_charts(process):
    assert not lost(process)


def unasked(self, thing, users):
    if thing[0] != "state":
        PARTED["_by_use"](self, thing, users)


def unshared(self, thing, users):
    if thing[0] != "event":
        PARTED["_by_use"](self, thing, users)


def deserting(self, node, unit):
    yield unit
    for units in self._active_in(node, unit).values():
        for each in [each for each in units if not self._is_over(node, each)][:1]:
            yield from self._chosen(node, each)


PARTED = dict(vars(regions._Parting))
FAULTS = {
    "it is forgotten that others ask where a branch is": (regions._Parting, "_by_use", unasked),
    "it is forgotten that others answer the same events": (regions._Parting, "_by_use", unshared),
    "no branch is seen to leave what is around it": (regions._Parting, "_leaves", lambda *_: False),
    "it is forgotten that a finished branch can end others": (regions, "_can_finish", lambda *_: False),
    "a branch that goes round is followed for ever": (
        order.Order,
        "_is_over",
        lambda self, node, unit: not any(order._leads_on(node, way) for way in self._ways_of(node, unit)),
    ),
    "a branch that is over is never looked at again": (order.Order, "_chosen", deserting),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_it_is_found(fault, monkeypatch):
    monkeypatch.setattr(*FAULTS[fault])

    find(parallels(), lost, settings=SEARCH)


def both_end(done, *, first):
    """Two branches, of which the first ends if `first` says so, and what is done when both have."""
    branches = {
        "r0": {"if": "k0 in k", "states": {"s0a": {"transitions": [first]}, "s0z": {"final": "done"}}},
        "r1": {
            "if": "k1 in k",
            "states": {"s1a": {"transitions": [{"event": "e1", "to": "s1z"}]}, "s1z": {"final": "done"}},
        },
    }
    return {
        "case": {"k": {"type": "set", "of": ["k0", "k1"]}, "u": {"type": "boolean"}},
        "events": {"begin": {"decides": ["k"]}, "e0": {}, "e1": {}, "never": {"decides": ["u"]}},
        "states": {
            "first": {"transitions": [{"event": "begin", "to": "p"}]},
            "p": {"parallel": branches, "transitions": [done, {"done": True, "else": True, "to": "other"}]},
            "other": {"final": "closed"},
            "end": {"final": "success"},
        },
    }


UNSETTLED = both_end({"done": True, "if": "u", "to": "end"}, first={"event": "e0", "to": "s0z"})
ENDLESS = both_end({"done": True, "if": "k is not empty", "to": "end"}, first={"event": "e0", "to": "s0a"})


def test_what_keeps_the_last_branch_from_finishing_is_refused_for_each_of_them(monkeypatch):
    assert not lost(UNSETTLED)
    monkeypatch.setattr(order.Order, "_spoilt", lambda *_: ())

    assert lost(UNSETTLED)


def test_a_branch_that_does_not_finish_is_not_like_one_that_has_not_started(monkeypatch):
    assert not lost(ENDLESS)
    monkeypatch.setattr(starts, "_finishes", lambda *_: True)

    assert lost(ENDLESS)
