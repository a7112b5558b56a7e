"""What is laid out where: each state that holds others is a small graph of its own, and a big box in the graph above.

A transition that leaves or enters such a box goes through a gate on its border, so that the way inside is kept free
by the inner graph and the way outside by the outer one. The one rule: every label is a node in the middle of its
line, in the graph of its source, so that labels and boxes cannot overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prosessi.chart.chart import ROOT, StateId, Trigger
from prosessi.render.cycles import closing, longest_ahead
from prosessi.render.elements import EdgeFact
from prosessi.render.facts import Facts

HOLDERS = ("compound", "parallel")
LABELS = ("p", "f")
GATES = ("o", "e")  # out of a box, and into one
_MOST_WEIGHT = 9


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of line. `tail` and `head` are nodes of its graph; `start` and `end` are what it truly joins.

    `backward` is a piece that runs against the flow: the layout gets it the other way round. A `loose` piece is not
    laid out at all, only routed afterwards. The more lies ahead of a piece, the more its `weight`: the main way
    through the process is kept straight, and what turns off it bends.
    """

    edge: int | None
    holder: StateId
    tail: str
    head: str
    start: str
    end: str
    backward: bool = False
    loose: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Graph:
    """What the layout is asked about one state that holds others: its nodes in the author's order, and the lines."""

    holder: StateId
    states: tuple[StateId, ...]
    links: tuple[Link, ...]

    def keys(self, kinds: str) -> tuple[str, ...]:
        """The nodes whose keys begin with one of these letters, in the order of the lines."""
        ends = (key for link in self.links for key in (link.tail, link.head))
        return tuple(dict.fromkeys(key for key in ends if key[0] in kinds))

    def gates(self, *, below: bool) -> tuple[str, ...]:
        """The gates on the lower border, or on the upper one."""
        low = {link.head if not link.backward else link.tail for link in self.links}
        return tuple(key for key in self.keys("oe") if (key in low) is below)


def state_key(state: StateId) -> str:
    """The name of a state's box in a layout."""
    return f"s{state}"


def pill_key(edge: int) -> str:
    """The name of a transition's label in a layout."""
    return f"p{edge}"


def fork_key(edge: int) -> str:
    """The name of the label that the choices of one act share; `edge` is the first of them."""
    return f"f{edge}"


class Planner:
    """Divides a chart into graphs."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.chart = facts.chart
        self.moving = [edge for edge in facts.edges.values() if not edge.stays]
        self.forks = self._forks()

    def graphs(self) -> dict[StateId, Graph]:
        """The graph of the root and of every state whose inner states follow one another."""
        shapes = {state: fact.shape for state, fact in self.facts.states.items()}
        holders = [ROOT, *(state for state, shape in shapes.items() if shape == "compound")]
        links: dict[StateId, dict[Link, None]] = {holder: {} for holder in holders}
        backward, ahead = self._flow(holders)
        for holder in holders:
            links[holder].update(dict.fromkeys(self._beginnings(holder)))
        for edge in self.moving:
            for link in self._pieces(edge, backward, ahead):
                links[link.holder][link] = None
        return {holder: Graph(holder, self.members(holder), tuple(links[holder])) for holder in holders}

    def members(self, holder: StateId) -> tuple[StateId, ...]:
        """The shown states directly inside `holder`."""
        return tuple(child for child in self.chart[holder].children if child in self.facts.states)

    def holders_of(self, key: str, link: Link) -> frozenset[StateId]:
        """The states round an end of a link, whose borders its line may cross."""
        match key[0]:
            case "s":
                return frozenset(self.chart[int(key[1:])].ancestors)
            case "o" | "e":
                return frozenset(self.chart[int(key.partition("-")[2])].ancestors)
        return frozenset((link.holder, *self.chart[link.holder].ancestors))

    def _beginnings(self, holder: StateId) -> Iterator[Link]:
        for target in self.chart[holder].initial:
            box = state_key(self._inside(holder, target))
            start, end = f"i{holder}", state_key(self.facts.home(target))
            yield Link(None, holder, start, box, start, end, weight=_MOST_WEIGHT)

    def _pieces(self, edge: EdgeFact, backward: Mapping[StateId, set[int]], ahead: Mapping[str, int]) -> Iterator[Link]:
        home, label = self._home(edge), pill_key(edge.id)
        meetings = {target: self._meeting(edge, target) for target in edge.targets}
        back = all(edge.id in backward[meeting] for meeting in meetings.values())
        weight = 1 if back else min(_MOST_WEIGHT, 1 + max(ahead.get(state_key(target), 0) for target in edge.targets))
        source = self._source_box(home, edge)
        truly = source if source[0] == "a" else state_key(edge.source)
        first = self.forks.get(edge.id)
        if first is None:
            yield Link(edge.id, home, source, label, truly, label, back, weight=weight)
        else:
            fork = fork_key(first)
            all_back = all(
                other.id in backward[self._meeting(other, target)]
                for other in self.moving
                if self.forks.get(other.id) == first
                for target in other.targets
            )
            if first == edge.id:
                yield Link(edge.id, home, source, fork, truly, fork, all_back, weight=_MOST_WEIGHT)
            yield Link(edge.id, home, fork, label, fork, label, all_back, weight=weight)
            back = back and all_back
        for target, meeting in meetings.items():
            yield from self._onward(edge, target, meeting, back=back, weight=weight)

    def _onward(self, edge: EdgeFact, target: StateId, meeting: StateId, *, back: bool, weight: int) -> Iterator[Link]:
        """From the label out through gates to the graph where both ends meet, and in through gates to the target."""
        home = self._home(edge)
        node, at = pill_key(edge.id), pill_key(edge.id)
        holder = home
        while holder != meeting:
            gate = f"o{edge.id}-{holder}"
            yield Link(edge.id, holder, node, gate, at, gate, back, weight=weight)
            holder, at = self._graph_above(holder), gate
            node = state_key(self._inside(holder, int(gate.partition("-")[2])))
        entered = [place for place in self._graphs_above(target) if self._is_below(place, meeting)][::-1]
        for inner in [*entered, None]:
            box = state_key(self._inside(holder, target))
            end = state_key(target) if inner is None else f"e{edge.id}-{inner}"
            yield Link(edge.id, holder, node, box, at, end, back, loose=node == box, weight=weight)
            if inner is not None:
                holder, node, at = inner, end, end

    def _home(self, edge: EdgeFact) -> StateId:
        """The graph in which the label stands: that round the source, or the source's own for a way to its insides."""
        if self._is_graph(edge.source) and all(edge.source in self.chart[target].ancestors for target in edge.targets):
            return edge.source
        return self._graph_above(edge.source)

    def _meeting(self, edge: EdgeFact, target: StateId) -> StateId:
        """The innermost graph that holds both the label and the target."""
        home = self._home(edge)
        return next(place for place in (home, *self._graphs_above(home)) if place in self.chart[target].ancestors)

    def _source_box(self, holder: StateId, edge: EdgeFact) -> str:
        return f"a{edge.id}" if edge.source == holder else state_key(self._inside(holder, edge.source))

    def _inside(self, holder: StateId, state: StateId) -> StateId:
        """The member of `holder` that is `state` or holds it."""
        state = self.facts.home(state)
        return next(place for place in (state, *self.chart[state].ancestors) if self.chart[place].parent == holder)

    def _graphs_above(self, state: StateId) -> list[StateId]:
        return [place for place in self.chart[state].ancestors if self._is_graph(place)]

    def _graph_above(self, state: StateId) -> StateId:
        return self._graphs_above(state)[0]

    def _is_below(self, place: StateId, holder: StateId) -> bool:
        return holder in self.chart[place].ancestors

    def _is_graph(self, state: StateId) -> bool:
        return state == ROOT or self.facts.states[state].shape == "compound"

    def _forks(self) -> dict[int, int]:
        """Transitions that are choices of one act, each with the first of its kind."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for edge in self.moving:
            if edge.trigger is Trigger.EVENT and self.chart.edges[edge.id].written is not None:
                key = (edge.source, edge.events, edge.label, self._home(edge))
                groups.setdefault(key, []).append(edge.id)
        return {edge: group[0] for group in groups.values() if len(group) > 1 for edge in group}

    def _flow(self, holders: list[StateId]) -> tuple[dict[StateId, set[int]], dict[str, int]]:
        """By graph, the transitions that run against the flow; and how much lies ahead of each state."""
        after: dict[StateId, dict[str, list[tuple[int, str]]]] = {holder: {} for holder in holders}
        for edge in self.moving:
            for target in edge.targets:
                meeting = self._meeting(edge, target)
                box = state_key(self._inside(meeting, target))
                source = self._source_box(meeting, edge)
                if source != box:
                    after[meeting].setdefault(source, []).append((edge.id, box))
        backward = {holder: closing(after[holder], self._order(holder)) for holder in holders}
        ahead: dict[str, int] = {}
        for holder in holders:
            ahead |= longest_ahead(after[holder], backward[holder])
        return backward, ahead

    def _order(self, holder: StateId) -> list[str]:
        begin = [state_key(self._inside(holder, target)) for target in self.chart[holder].initial]
        return [*begin, *map(state_key, self.members(holder))]
