"""Branches of which it is all the same whether they start, since they finish at any rate.

Where each branch of a parallel state starts if its choice is in a set, there are as many ways to begin as subsets. But
a branch that has not started counts as finished, and if it can always finish by itself and nobody else has to do with
it, then a case without it is like a case in which it has finished already. So of the choices that are asked about
nowhere else, two sets stand for all: none of them and all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.chart import Assign, Chart, Edge, Kind, StateId, Trigger, Vertex
from prosessi.chart.regions import Regions, Unit
from prosessi.chart.uses import uses_of
from prosessi.expressions import machine
from prosessi.expressions.program import Program

Choice = tuple[int, int | None]
"""A slot and one of the choices of its set; None if a program looks at the set in another way."""


def alike_from_the_start(chart: Chart, regions: Regions) -> Mapping[int, frozenset[int]]:
    """For each set datum the choices that only say which of such branches start."""
    named = _named(chart)
    asked = Counter(conditions_of(chart))
    asked.update(action.value for action in actions_of(chart) if isinstance(action, Assign))
    alike: dict[int, set[int]] = {}
    for unit in regions.units[1:]:
        for slot, choice, condition in _starting(chart, unit, named):
            asked[condition] -= 1
            alike.setdefault(slot, set()).add(choice)
    otherwise = {each for program, times in asked.items() if times for each in _choices(program)}
    return {
        slot: frozenset(choice for choice in choices if (slot, choice) not in otherwise)
        for slot, choices in alike.items()
        if (slot, None) not in otherwise
    }


def _starting(chart: Chart, unit: Unit, named: frozenset[StateId]) -> Iterator[tuple[int, int, Program]]:
    """The choice by which a branch starts of which it is all the same whether it does, with the condition."""
    [branch, *more] = unit.branches
    condition = chart[branch].starts_if
    if more or condition is None or len(condition.ops) != 3 or unit.states & named or not _finishes(chart, branch):
        return
    for slot, choice in _choices(condition):
        if choice is not None:
            yield slot, choice, condition


def _finishes(chart: Chart, branch: StateId) -> bool:
    """Whether a branch comes to its end by acts and clocks alone, which ask nothing and change nothing."""
    inner = [chart[child] for child in chart[branch].children]
    ends = {vertex.id for vertex in inner if vertex.kind is Kind.FINAL}
    plain = all(
        vertex.kind in {Kind.ATOMIC, Kind.FINAL}
        and not (vertex.entry or vertex.exit or vertex.begin)
        and all(
            edge.trigger in {Trigger.EVENT, Trigger.AFTER} and edge.guard is None and not edge.actions
            for edge in vertex.edges
        )
        for vertex in inner
    )
    while grown := {v.id for v in inner if v.id not in ends and any(ends & {*e.targets} for e in _taken(v))}:
        ends |= grown
    return bool(inner) and plain and not chart[branch].edges and len(ends) == len(inner)


def _taken(vertex: Vertex) -> Iterator[Edge]:
    """The edges of a state before which no other answers to the same."""
    answered: set[str] = set()
    for edge in vertex.edges:
        if answered.isdisjoint(edge.events):
            yield edge
        answered.update(edge.events)


def _named(chart: Chart) -> frozenset[StateId]:
    """The states of which a rule or a promise says something, or that make a paper which is needed."""
    owners = {state for entitlement in chart.entitlements for state in entitlement.states if entitlement.condition}
    for (kind, name), users in uses_of(chart).items():
        needed = kind == "paper" and not all(user.tells for user in users)
        if needed or (kind == "watched" and str(name).startswith("promise ")):
            owners |= {user.owner for user in users}
    return frozenset(owners)


def _choices(program: Program) -> Iterator[Choice]:
    """How a program looks at sets; whether one is set or empty does not count."""
    ops = (*program.ops, machine.PUSH)
    for place, (op, slot) in enumerate(zip(program.ops, program.arguments, strict=True)):
        if op == machine.LOAD and ops[place + 1] not in {machine.SET, machine.EMPTY}:
            single = ops[place + 1] == machine.IN and place > 0 and ops[place - 1] == machine.PUSH
            yield int(slot), int(program.arguments[place - 1]) if single else None
