"""Conditions that are no choice but a permission: an act waits until it is allowed, or is never allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prosessi.chart.chart import Assign, Chart, Edge, Trigger, unfolded
from prosessi.chart.explore import Graph
from prosessi.verify.conditions.questions import Question, settles
from prosessi.verify.conditions.sightings import Sighting


def is_permission(chart: Chart, question: Question) -> bool:
    """Whether one single condition is asked, and not about alternatives among which the very act decides.

    A bound that is set to a number or a day is a permission even then.
    """
    if question.trigger is not Trigger.EVENT or len(question.guarded) != 1:
        return False
    return all(chart.slots[slot].type.ordered for slot in question.reads & question.decides)


def for_good(graph: Graph, question: Question, asked: Sequence[Sighting]) -> list[Sighting]:
    """Of the times that an act was refused, those after which it is refused as long as the case stays in the state."""
    stays = {number for number, node in enumerate(graph.nodes) if question.state in node.snapshot.active}
    hopeful = {each.node for each in asked if not each.refused}
    waiting = list(hopeful)
    while waiting:
        for before in graph.came_from[waiting.pop()]:
            if before in stays and before not in hopeful:
                hopeful.add(before)
                waiting.append(before)
    return [each for each in asked if each.refused and each.node not in hopeful]


def can_change(chart: Chart, question: Question) -> bool:
    """Whether something else can happen where the case waits that settles anew what is asked."""
    return any(question.reads & _changes(chart, edge) for edge in _beside(chart, question))


def _beside(chart: Chart, question: Question) -> Iterator[Edge]:
    """The edges that can be taken while the state is active, but for the one in question."""
    around = {question.state, *chart[question.state].ancestors}
    for edge in chart.edges:
        source = chart[edge.source]
        inside = edge.source in around or around & set(source.ancestors) - {0}
        if inside and edge not in question.edges:
            yield edge


def _changes(chart: Chart, edge: Edge) -> frozenset[int]:
    assigned = frozenset(action.slot for action in unfolded(edge.actions) if isinstance(action, Assign))
    return assigned.union(*(settles(chart, event) for event in edge.events))
