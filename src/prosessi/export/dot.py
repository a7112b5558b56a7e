"""Graphviz's DOT: the chart as a graph that any `dot` draws.

An edge of DOT joins boxes, not clusters. One that starts or ends at a state with states inside is drawn from a box in
it and cut at its border; where that cannot be seen, because the other end lies inside too, the state is given a small
box with its own name.
"""

from __future__ import annotations

import html
import textwrap

import graphviz

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, Vertex
from prosessi.export.exporter import exporter
from prosessi.export.words import (
    arrows,
    deadline_label,
    deadlines_at,
    edge_label,
    inner,
    one_step,
    shown,
    state_label,
    title,
)

FONT = {"fontname": "Helvetica", "fontsize": "11"}
WIDTH = 28
SHAPES = {
    Kind.FINAL: {"peripheries": "2"},
    Kind.SHALLOW_HISTORY: {"shape": "ellipse", "style": "dashed"},
    Kind.DEEP_HISTORY: {"shape": "ellipse", "style": "dashed"},
}


@exporter("dot", suffix=".dot")
def export(chart: Chart, language: str) -> str:
    """The chart as a DOT graph."""
    graph = graphviz.Digraph(
        chart.process.process,
        graph_attr={
            "label": _line(title(chart, language)),
            "labelloc": "t",
            "compound": "true",
            "newrank": "true",
            **FONT,
        },
        node_attr={"shape": "box", "style": "rounded", **FONT},
        edge_attr=FONT,
    )
    _fill(graph, chart, chart[ROOT], language)
    for vertex in chart.vertices:
        if vertex.remembers or inner(chart, vertex):
            _lead_in(graph, chart, vertex)
    for edge in arrows(chart):
        _draw_edge(graph, chart, edge, language)
    return str(graph.source)


def _fill(graph: graphviz.Digraph, chart: Chart, vertex: Vertex, language: str) -> None:
    """Put the states of a state into its graph, and the dot from which it begins.

    Edges come last: a box belongs to every cluster that mentions it.
    """
    for child in inner(chart, vertex):
        _draw_state(graph, chart, child, language)
    graph.node(_begin(vertex), "", shape="point", width="0.12")


def _draw_state(graph: graphviz.Digraph, chart: Chart, vertex: Vertex, language: str) -> None:
    label = _text(
        state_label(chart, vertex, language), *(deadline_label(chart, w, language) for w in deadlines_at(chart, vertex))
    )
    if not inner(chart, vertex):
        graph.node(vertex.name, label, **SHAPES.get(vertex.kind, {}))
        if one_step(vertex):
            graph.node(_finish(vertex), "", shape="doublecircle", width="0.12", style="filled", fillcolor="black")
        return
    border = "dashed" if vertex.kind is Kind.PARALLEL else "solid"
    with graph.subgraph(name=_cluster(vertex)) as cluster:
        cluster.attr(label=label, style=f"rounded,{border}")
        if any(_encloses(chart, vertex, edge) for edge in chart.edges):
            cluster.node(_own(vertex), _text(state_label(chart, vertex, language)), shape="plaintext")
        _fill(cluster, chart, vertex, language)


def _lead_in(graph: graphviz.Digraph, chart: Chart, vertex: Vertex) -> None:
    """Draw where a state begins, or where a history state leads before it remembers anything."""
    branches = tuple(branch.id for branch in inner(chart, vertex) if not branch.remembers)
    for start in branches if vertex.kind is Kind.PARALLEL else vertex.initial:
        head, cluster = _head(chart, shown(chart, start), vertex)
        graph.edge(vertex.name if vertex.remembers else _begin(vertex), head, **_cut(lhead=cluster))


def _draw_edge(graph: graphviz.Digraph, chart: Chart, edge: Edge, language: str) -> None:
    source = shown(chart, edge.source)
    label = _text(edge_label(chart, edge, language))
    if edge.written is None:
        graph.edge(source.name, _finish(source), label)
        return
    for target in (shown(chart, target) for target in edge.targets or (edge.source,)):
        tail, tail_cluster = _tail(chart, source, target)
        head, head_cluster = _head(chart, target, source)
        graph.edge(tail, head, label, **_cut(ltail=tail_cluster, lhead=head_cluster))


def _head(chart: Chart, vertex: Vertex, other: Vertex) -> tuple[str, str]:
    """The box at which an edge ends for a state, and the cluster at whose border it is cut."""
    if not inner(chart, vertex):
        return vertex.name, ""
    return (_own(vertex), "") if _at_or_below(other, vertex) else (_begin(vertex), _cluster(vertex))


def _tail(chart: Chart, vertex: Vertex, other: Vertex) -> tuple[str, str]:
    """The box from which an edge starts for a state, and the cluster at whose border it is cut."""
    if not inner(chart, vertex):
        return vertex.name, ""
    if _at_or_below(other, vertex):
        return _own(vertex), ""
    last = vertex
    while inner(chart, last):
        last = [each for each in inner(chart, last) if not each.remembers][-1]
    return _finish(last) if one_step(last) else last.name, _cluster(vertex)


def _cut(**clusters: str) -> dict[str, str]:
    return {name: cluster for name, cluster in clusters.items() if cluster}


def _encloses(chart: Chart, vertex: Vertex, edge: Edge) -> bool:
    """Whether an edge joins a state with itself or with one below it."""
    ends = [shown(chart, end) for end in (edge.source, *(edge.targets or (edge.source,)))]
    return edge.written is not None and vertex in ends and all(_at_or_below(end, vertex) for end in ends)


def _at_or_below(vertex: Vertex, above: Vertex) -> bool:
    return vertex.id == above.id or above.id in vertex.ancestors


def _cluster(vertex: Vertex) -> str:
    return f"cluster_{vertex.name}"


def _own(vertex: Vertex) -> str:
    return f"{vertex.name}.itself"


def _begin(vertex: Vertex) -> str:
    return f"{vertex.name}.begin"


def _finish(vertex: Vertex) -> str:
    return f"{vertex.name}.finish"


def _text(*paragraphs: str) -> str:
    """A label in broken lines, with a little air at their ends, as Graphviz leaves none between a line and its edge."""
    lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, WIDTH)]
    return r"\n".join(f" {_line(line)} " for line in lines)


def _line(text: str) -> str:
    """A text as it is: DOT reads entities and backslashes even in plain labels."""
    return str(graphviz.escape(html.escape(text, quote=False)))
