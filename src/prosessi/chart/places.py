"""Where the elements of a chart stand in the file of its author."""

from __future__ import annotations

from prosessi.chart.chart import ROOT, Chart, Edge, StateId
from prosessi.span import Span


def place_of_state(chart: Chart, state: StateId) -> Span:
    """Where the name of a state stands; for what the author's sugar was lowered to, that of the branch."""
    vertex = chart[state]
    if vertex.parent is None:
        return chart.process.place_of_key("states")
    if vertex.written is None:
        return place_of_state(chart, vertex.parent)
    around = chart[vertex.parent].written
    if vertex.parent == ROOT or around is None:
        return chart.process.place_of_key("states", vertex.name)
    return around.place_of_key("parallel" if vertex.name in around.parallel else "states", vertex.name)


def place_of_edge(chart: Chart, edge: Edge) -> Span:
    """Where a transition stands; for the act that finishes a branch of one step, its `finish`."""
    if edge.written is not None:
        return edge.written.place
    branch = chart[edge.source]
    while branch.written is None and branch.parent is not None:
        branch = chart[branch.parent]
    return branch.written.place_of_key("finish") if branch.written is not None else chart.process.place
