"""What edges read and change, to see whether the order of two of them matters.

Prosessi leaves all states, does all actions and enters all states; `transitions` goes from region to region. The
result is the same whenever what the regions do does not meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from prosessi.chart.chart import Action, Assign, Chart, Edge, Kind, Raise, StateId, Vertex


@dataclass(frozen=True, slots=True)
class Effect:
    """The data read and written, the events raised to which some edge answers, and what is ended or begun anew.

    `ends` are the states that entering a final state may finish, `reopens` those that leaving one makes unfinished.
    """

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    raises: frozenset[str] = frozenset()
    ends: frozenset[StateId] = frozenset()
    reopens: frozenset[StateId] = frozenset()

    def __or__(self, other: Effect) -> Effect:
        return Effect(
            self.reads | other.reads,
            self.writes | other.writes,
            self.raises | other.raises,
            self.ends | other.ends,
            self.reopens | other.reopens,
        )

    def meets(self, other: Effect) -> bool:
        """Whether it can make a difference which of the two comes first."""
        return (
            not self.writes.isdisjoint(other.reads | other.writes)
            or not self.reads.isdisjoint(other.writes)
            or not self.ends.isdisjoint(other.reopens)
            or not self.reopens.isdisjoint(other.ends)
            or bool(self.raises and other.raises and len(self.raises | other.raises) > 1)
        )


NOTHING = Effect()


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of the parts of one chart."""

    chart: Chart
    answered: frozenset[str]

    @classmethod
    def of(cls, chart: Chart) -> Effects:
        """Note which events some edge answers to: raising another one has no effect."""
        return cls(chart, frozenset(event for edge in chart.edges for event in edge.events))

    def of_edge(self, edge: Edge) -> Effect:
        """Everything that taking an edge can read and change."""
        guard = Effect(reads=edge.guard.reads) if edge.guard is not None else NOTHING
        return guard | self.of_actions(edge.actions) | self.of_leaving(edge) | self.of_arriving(edge)

    def of_actions(self, actions: Iterable[Action]) -> Effect:
        """What a list of actions reads and changes."""
        return _all(self._of_action(action) for action in actions)

    def of_leaving(self, edge: Edge) -> Effect:
        """What leaving whatever an edge can leave reads and changes."""
        chart, domain = self.chart, domain_of(self.chart, edge)
        leaving = (v for v in chart.vertices if domain in v.ancestors and together(chart, v.id, edge.source))
        return _all(map(self._of_exit, leaving))

    def of_arriving(self, edge: Edge) -> Effect:
        """What entering whatever an edge enters reads and changes."""
        domain = domain_of(self.chart, edge)
        if domain is None:
            return NOTHING
        between = (a for t in edge.targets for a in self.chart[t].ancestors if domain in self.chart[a].ancestors)
        return _all(map(self._of_entry, between)) | _all(map(self.entered_by, edge.targets))

    def entered_by(self, state: StateId) -> Effect:
        """What entering a state, and all that comes with it, reads and changes."""
        vertex = self.chart[state]
        inner = vertex.children if vertex.kind is Kind.PARALLEL else vertex.initial
        return self._of_entry(state) | _all(map(self.entered_by, inner))

    def left_with(self, state: StateId) -> Effect:
        """What leaving a state, and whatever can be active in it, reads and changes."""
        return _all(
            self._of_exit(vertex) for vertex in self.chart.vertices if at_or_below(self.chart, vertex.id, state)
        )

    def _of_entry(self, state: StateId) -> Effect:
        vertex = self.chart[state]
        effect = self.of_actions(vertex.entry)
        if vertex.kind is not Kind.FINAL:
            return effect
        done = frozenset(f"done.{self.chart[above].name}" for above in vertex.ancestors)
        return effect | Effect(raises=done & self.answered, ends=frozenset(vertex.ancestors))

    def _of_exit(self, vertex: Vertex) -> Effect:
        left = vertex.ancestors if vertex.kind is Kind.FINAL else ()
        return self.of_actions(vertex.exit) | Effect(reopens=frozenset(left))

    def _of_action(self, action: Action) -> Effect:
        if isinstance(action, Raise):
            return Effect(raises=frozenset({action.event}) & self.answered)
        if isinstance(action, Assign):
            return Effect(action.value.reads, frozenset({self.chart.slots[action.slot].name}))
        return NOTHING


def domain_of(chart: Chart, edge: Edge) -> StateId | None:
    """The state within which an edge to one plain target moves, as `prosessi.chart.semantics` has it."""
    if not edge.targets:
        return None
    if not edge.reenter and all(at_or_below(chart, target, edge.source) for target in edge.targets):
        return edge.source
    return next(
        state
        for state in chart[edge.source].ancestors
        if chart[state].kind is Kind.COMPOUND and all(state in chart[target].ancestors for target in edge.targets)
    )


def region_of(chart: Chart, parallel: StateId, state: StateId) -> StateId:
    """The branch of a parallel state in which a state lies."""
    return next(own for own in (state, *chart[state].ancestors) if chart[own].parent == parallel)


def parting(chart: Chart, one: StateId, other: StateId) -> StateId | None:
    """The parallel state in different branches of which two states lie, if any."""
    if one == other or one in chart[other].ancestors or other in chart[one].ancestors:
        return None
    common = next(state for state in chart[one].ancestors if state in chart[other].ancestors)
    return common if chart[common].kind is Kind.PARALLEL else None


def together(chart: Chart, one: StateId, other: StateId) -> bool:
    """Whether two states can be active at the same time."""
    nested = at_or_below(chart, one, other) or at_or_below(chart, other, one)
    return nested or parting(chart, one, other) is not None


def at_or_below(chart: Chart, state: StateId, above: StateId) -> bool:
    """Whether a state is another one or lies in it."""
    return state == above or above in chart[state].ancestors


def _all(effects: Iterable[Effect]) -> Effect:
    return reduce(Effect.__or__, effects, NOTHING)
