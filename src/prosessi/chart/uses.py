"""Who in a chart has to do with what: the events, data, states and papers through which one part can move another.

Each use has an owner, the state in which it stands. A use `tells` if it can change the thing, and else only asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from prosessi.chart.ahead import asked_anew, conditions_promised
from prosessi.chart.cells import loads
from prosessi.chart.chart import ROOT, Action, Assign, Chart, Choose, Edge, Raise, Send, StateId, Vertex, unfolded
from prosessi.chart.promises import Sight, pledges
from prosessi.expressions.program import Program

Thing = tuple[Literal["event", "datum", "state", "paper", "watched", "alarm"], str | int]
"""What is used. What is `watched` by a deadline or a promise tells nothing to the parts themselves; an `alarm` does."""


class Use(NamedTuple):
    """One use. `answers` marks the answer to an event, `entering` what is asked only when the owner is entered."""

    owner: StateId
    tells: bool = True
    answers: bool = False
    entering: bool = False


def uses_of(chart: Chart) -> dict[Thing, list[Use]]:
    """All uses in a chart, by what is used."""
    uses: dict[Thing, list[Use]] = {}
    for thing, use in _uses(chart):
        uses.setdefault(thing, []).append(use)
    return uses


def programs_in(chart: Chart, states: Iterable[StateId]) -> Iterator[Program]:
    """What is asked in states: by their edges, their actions, and the branches that may start below them."""
    for state in states:
        vertex = chart[state]
        yield from (edge.guard for edge in vertex.edges if edge.guard is not None)
        yield from (child.starts_if for child in map(chart.__getitem__, vertex.children) if child.starts_if is not None)
        for action in _actions(vertex):
            if isinstance(action, Assign):
                yield action.value
            elif isinstance(action, Choose):
                yield action.condition


def _uses(chart: Chart) -> Iterator[tuple[Thing, Use]]:
    anew = asked_anew(chart)
    for vertex in chart.vertices:
        yield ("event", f"done.{vertex.name}"), Use(vertex.id)
        for edge in vertex.edges:
            yield from _of_edge(chart, edge, anew[edge.id])
        for action in unfolded((*vertex.entry, *vertex.exit, *vertex.begin)):
            yield from _of_action(vertex.id, action, frozenset())
        for child in vertex.children:
            condition = chart[child].starts_if
            if condition is not None:
                yield from _asking(vertex.id, condition, entering=True)
    for entitlement in chart.entitlements:
        for state in entitlement.states:
            if entitlement.condition is not None and chart[state].edges:
                yield from _asking(state, entitlement.condition)
    yield from _of_watches(chart)
    yield from _of_promises(chart)


def _of_edge(chart: Chart, edge: Edge, anew: frozenset[int]) -> Iterator[tuple[Thing, Use]]:
    """`anew` are the data that the act itself settles before this edge asks about them."""
    for event in edge.events:
        yield ("event", event), Use(edge.source, answers=True)
        declared = chart.process.events.get(event)
        if declared is not None:
            yield from ((("paper", name), Use(edge.source)) for name in declared.produces)
            yield from ((("paper", name), Use(edge.source, tells=False)) for name in declared.needs)
            decided = (slot.index for slot in chart.slots if slot.name in declared.decides)
            yield from ((("datum", slot), Use(edge.source)) for slot in decided)
    if edge.guard is not None:
        yield from _asking(edge.source, edge.guard, but=anew)
    if edge.at is not None and edge.at.datum:
        dated = next(slot.index for slot in chart.slots if slot.name == edge.at.datum)
        yield ("datum", dated), Use(edge.source, tells=False)
    for action in unfolded(edge.actions):
        yield from _of_action(edge.source, action, anew)


def _of_action(owner: StateId, action: Action, anew: frozenset[int]) -> Iterator[tuple[Thing, Use]]:
    match action:
        case Assign(slot=slot, value=value):
            yield ("datum", slot), Use(owner)
            yield from _asking(owner, value, but=anew)
        case Choose(condition=condition):
            yield from _asking(owner, condition, but=anew)
        case Raise(event=event) | Send(event=event):
            yield ("event", event), Use(owner)


def _asking(
    owner: StateId, program: Program, *, entering: bool = False, but: frozenset[int] = frozenset()
) -> Iterator[tuple[Thing, Use]]:
    use = Use(owner, tells=False, entering=entering)
    yield from ((("datum", slot), use) for slot in loads(program) - but)
    for state in program.states:
        yield ("state", state), use
        yield ("state", state), Use(state)


def _of_watches(chart: Chart) -> Iterator[tuple[Thing, Use]]:
    """A deadline that raises an event which somebody answers is part of the case; any other only watches it."""
    answered = {event for edge in chart.edges for event in edge.events}
    for watch in chart.watches:
        breach = watch.deadline.breach
        raising = breach in answered
        thing: Thing = ("alarm" if raising else "watched", f"deadline {watch.name}")
        for marks in (watch.starts, watch.met_by):
            yield from ((thing, Use(state)) for state in marks.enter | marks.exit)
            yield from ((thing, Use(owner)) for event in marks.events for owner in _answering(chart, event))
        if raising and breach is not None:
            yield thing, Use(ROOT)
            yield ("event", breach), Use(ROOT)
            yield from ((("datum", slot.index), Use(ROOT, tells=False)) for slot in watch.dates)
            if watch.condition is not None:
                yield from _asking(ROOT, watch.condition)


def _of_promises(chart: Chart) -> Iterator[tuple[Thing, Use]]:
    """Whoever judges a promise looks at all that it names, in whatever order it comes."""
    for pledge in pledges(chart):
        thing: Thing = ("watched", f"promise {pledge.name}")
        owners = {owner for sight in pledge.sights.values() for owner in _in_sight(chart, sight)}
        if pledge.condition is not None:
            owners |= set(pledge.condition.states)
            owners |= {owner for slot in loads(pledge.condition) for owner in _changing(chart, slot)}
        yield from ((thing, Use(owner)) for owner in owners)
    for condition in conditions_promised(chart):
        yield from _asking(ROOT, condition)


def _in_sight(chart: Chart, sight: Sight) -> Iterator[StateId]:
    yield from sight.enter | sight.exit | sight.resting
    making = {name for name, event in chart.process.events.items() if sight.documents & set(event.produces)}
    for event in sight.events | making:
        yield from _answering(chart, event)


def _answering(chart: Chart, event: str) -> Iterator[StateId]:
    return (edge.source for edge in chart.edges if event in edge.events)


def _changing(chart: Chart, slot: int) -> Iterator[StateId]:
    """The states in which a datum is given a value."""
    name = chart.slots[slot].name
    for vertex in chart.vertices:
        if any(isinstance(action, Assign) and action.slot == slot for action in _actions(vertex)):
            yield vertex.id
    for event, declared in chart.process.events.items():
        if name in declared.decides:
            yield from _answering(chart, event)


def _actions(vertex: Vertex) -> Iterator[Action]:
    yield from unfolded((*vertex.entry, *vertex.exit, *vertex.begin))
    for edge in vertex.edges:
        yield from unfolded(edge.actions)
