"""What is laid out where: each state that holds others is a small graph of its own, and a big box in the graph above.

The one rule: every label is a node in the middle of its line, so that labels and boxes cannot overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prosessi.chart.chart import ROOT, StateId, Trigger
from prosessi.render.facts import EdgeFact, Facts

HOLDERS = ("compound", "parallel")
_MOST_WEIGHT = 9


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of line. `tail` and `head` are nodes of its graph; `start` and `end` are what it truly joins.

    `backward` is a piece that runs against the flow: the layout gets it the other way round. A `loose` piece is not
    laid out at all, only routed afterwards. The more lies ahead of a piece, the more its `weight`: the main way
    through the process is kept straight, and what turns off it bends.
    """

    edge: int | None
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
    pills: tuple[str, ...]
    links: tuple[Link, ...]
    anchors: tuple[str, ...]


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
        self.owners = {edge.id: self._owner(edge) for edge in self.moving}
        self.forks = self._forks()

    def graphs(self) -> dict[StateId, Graph]:
        """The graph of the root and of every state whose inner states follow one another."""
        shapes = {state: fact.shape for state, fact in self.facts.states.items()}
        holders = [ROOT, *(state for state, shape in shapes.items() if shape == "compound")]
        return {holder: self._graph(holder) for holder in holders}

    def members(self, holder: StateId) -> tuple[StateId, ...]:
        """The shown states directly inside `holder`."""
        return tuple(child for child in self.chart[holder].children if child in self.facts.states)

    def _graph(self, holder: StateId) -> Graph:
        edges = [edge for edge in self.moving if self.owners[edge.id] == holder]
        after = self._after(holder, edges)
        backward = _closing(after, self._order(holder))
        ahead = _ahead(after, backward)
        links = [*self._beginnings(holder)]
        pills: dict[str, None] = {}
        for edge in edges:
            for link in self._of_edge(holder, edge, backward, ahead):
                links.append(link)
                pills.update({key: None for key in (link.tail, link.head) if key[0] in "pf"})
        anchors = {key: None for link in links for key in (link.tail, link.head) if key[0] in "ia"}
        return Graph(holder, self.members(holder), tuple(pills), tuple(dict.fromkeys(links)), tuple(anchors))

    def _beginnings(self, holder: StateId) -> Iterator[Link]:
        for target in self.chart[holder].initial:
            start = f"i{holder}"
            box = state_key(self._inside(holder, target))
            yield Link(None, start, box, start, state_key(self.facts.home(target)), weight=_MOST_WEIGHT)

    def _of_edge(
        self, holder: StateId, edge: EdgeFact, backward: set[int], ahead: Mapping[str, int]
    ) -> Iterator[Link]:
        first, label = self.forks.get(edge.id), pill_key(edge.id)
        source, back = self._box(holder, edge), edge.id in backward
        truly = f"a{edge.id}" if edge.source == holder else state_key(edge.source)
        boxes = [state_key(self._inside(holder, target)) if target != holder else source for target in edge.targets]
        weight = 1 if back else min(_MOST_WEIGHT, 1 + max(ahead.get(box, 0) for box in boxes))
        if first is None:
            yield Link(edge.id, source, label, truly, label, back, weight=weight)
        else:
            fork = fork_key(first)
            whole_back = all(number in backward for number, other in self.forks.items() if other == first)
            if first == edge.id:
                yield Link(edge.id, source, fork, truly, fork, whole_back, weight=_MOST_WEIGHT)
            yield Link(edge.id, fork, label, fork, label, whole_back, weight=weight)
            back = back and whole_back
        for target, box in zip(edge.targets, boxes, strict=True):
            yield Link(edge.id, label, box, label, state_key(target), back, loose=box == source, weight=weight)

    def _box(self, holder: StateId, edge: EdgeFact) -> str:
        return f"a{edge.id}" if edge.source == holder else state_key(self._inside(holder, edge.source))

    def _inside(self, holder: StateId, state: StateId) -> StateId:
        """The member of `holder` that is `state` or holds it."""
        state = self.facts.home(state)
        return next(place for place in (state, *self.chart[state].ancestors) if self.chart[place].parent == holder)

    def _owner(self, edge: EdgeFact) -> StateId:
        """The innermost state with a graph that holds the source and all targets; the source itself for its insides."""
        above = [set(self.chart[target].ancestors) for target in edge.targets]
        if self._is_graph(edge.source) and all(edge.source in holders for holders in above):
            return edge.source
        return next(
            place
            for place in self.chart[edge.source].ancestors
            if self._is_graph(place) and all(place in holders for holders in above)
        )

    def _is_graph(self, state: StateId) -> bool:
        return state == ROOT or self.facts.states[state].shape == "compound"

    def _forks(self) -> dict[int, int]:
        """Transitions that are choices of one act, each with the first of its kind."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for edge in self.moving:
            if edge.trigger is Trigger.EVENT and self.chart.edges[edge.id].written is not None:
                key = (edge.source, edge.events, edge.label, self.owners[edge.id])
                groups.setdefault(key, []).append(edge.id)
        return {edge: group[0] for group in groups.values() if len(group) > 1 for edge in group}

    def _after(self, holder: StateId, edges: list[EdgeFact]) -> dict[str, list[tuple[int, str]]]:
        """What follows each box of a graph: transitions, and the boxes they lead to."""
        after: dict[str, list[tuple[int, str]]] = {}
        for edge in edges:
            for target in edge.targets:
                if target != holder:
                    box = state_key(self._inside(holder, target))
                    after.setdefault(self._box(holder, edge), []).append((edge.id, box))
        return after

    def _order(self, holder: StateId) -> list[str]:
        begin = [state_key(self._inside(holder, target)) for target in self.chart[holder].initial]
        return [*begin, *map(state_key, self.members(holder))]


def _ahead(after: Mapping[str, list[tuple[int, str]]], backward: set[int]) -> dict[str, int]:
    """How many boxes the longest way forward from each box has; a final state has none ahead of it."""
    ahead: dict[str, int] = {}

    def count(box: str) -> int:
        if box not in ahead:
            ahead[box] = 0
            forward = [target for edge, target in after.get(box, ()) if edge not in backward]
            ahead[box] = max((1 + count(target) for target in forward), default=0)
        return ahead[box]

    for box in after:
        count(box)
    return ahead


def _closing(after: dict[str, list[tuple[int, str]]], order: list[str]) -> set[int]:
    closing: set[int] = set()
    done: set[str] = set()
    for begin in order:
        if begin in done:
            continue
        open_: dict[str, Iterator[tuple[int, str]]] = {begin: iter(after.get(begin, ()))}
        while open_:
            node = next(reversed(open_))
            edge, target = next(open_[node], (None, ""))
            if edge is None:
                done.add(node)
                del open_[node]
            elif target in open_:
                closing.add(edge)
            elif target not in done:
                open_[target] = iter(after.get(target, ()))
    return closing
