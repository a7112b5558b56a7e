"""Mermaid's `stateDiagram-v2`, which wikis and code hosts draw by themselves.

Mermaid has no history states, so one is a plain state marked H. A transition stands in the innermost block that holds
both its ends, after the states, because Mermaid lets a state belong to the block that names it first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId, Vertex
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

PLAIN = frozenset(" .,()[]/+=*!?'_-")
RESERVED = frozenset(
    {"as", "class", "classdef", "click", "default", "direction", "end", "hide", "href"}
    | {"note", "root", "scale", "state", "statediagram", "style"}
)
INDENT = "    "


@exporter("mermaid", suffix=".mmd")
def export(chart: Chart, language: str) -> str:
    """The chart as a Mermaid diagram."""
    head = ["---", f"title: {json.dumps(title(chart, language), ensure_ascii=False)}", "---", "stateDiagram-v2"]
    body = [f"{INDENT}{line}" for line in ["direction TB", *_block(chart, chart[ROOT], language)]]
    return "\n".join([*head, *body]) + "\n"


def _block(chart: Chart, vertex: Vertex, language: str) -> Iterator[str]:
    """What stands inside a state: its states, then where it begins, the transitions and the ends."""
    for number, child in enumerate(inner(chart, vertex)):
        if number and vertex.kind is Kind.PARALLEL and not child.remembers:
            yield "--"
        yield from _state(chart, child, language)
    if vertex.kind is Kind.COMPOUND:
        yield from _ways(chart, vertex, language)


def _ways(chart: Chart, vertex: Vertex, language: str) -> Iterator[str]:
    for start in vertex.initial:
        yield f"[*] --> {_id(shown(chart, start))}"
    for history in chart.vertices:
        if history.remembers and _scope(chart, history.id, history.initial) == vertex.id:
            yield from (f"{_id(history)} --> {_id(shown(chart, start))}" for start in history.initial)
    for edge in arrows(chart):
        if edge.written is not None and _scope(chart, edge.source, edge.targets) == vertex.id:
            yield from _arrows(chart, edge, language)
    for child in inner(chart, vertex):
        if child.kind is Kind.FINAL:
            yield f"{_id(child)} --> [*]"


def _state(chart: Chart, vertex: Vertex, language: str) -> Iterator[str]:
    name = f'state "{_escaped(state_label(chart, vertex, language))}" as {_id(vertex)}'
    if inner(chart, vertex):
        yield f"{name} {{"
        yield from (f"{INDENT}{line}" for line in _block(chart, vertex, language))
        yield "}"
    else:
        yield name
    if one_step(vertex):
        finish = next(edge for child in vertex.children for edge in chart[child].edges)
        yield f"{_id(vertex)} --> [*]{_label(edge_label(chart, finish, language))}"
    for watch in deadlines_at(chart, vertex):
        yield f"note right of {_id(vertex)}{_label(deadline_label(chart, watch, language))}"


def _arrows(chart: Chart, edge: Edge, language: str) -> Iterator[str]:
    for target in edge.targets or (edge.source,):
        ends = f"{_id(shown(chart, edge.source))} --> {_id(shown(chart, target))}"
        yield ends + _label(edge_label(chart, edge, language))


def _scope(chart: Chart, source: StateId, targets: tuple[StateId, ...]) -> StateId:
    """The innermost state that can hold an arrow: not a parallel one, whose regions stand apart."""
    return next(
        above
        for above in chart[source].ancestors
        if chart[above].kind is Kind.COMPOUND and all(above in chart[target].ancestors for target in targets)
    )


def _id(vertex: Vertex) -> str:
    """The author's id. A capital, which no author's id has, keeps it apart from Mermaid's own words and ids."""
    taken = vertex.name in RESERVED or vertex.name.endswith(("_start", "_end"))
    return f"{vertex.name}X" if taken else vertex.name


def _label(text: str) -> str:
    return f" : {_escaped(text)}" if text else ""


def _escaped(text: str) -> str:
    """The text with every character that Mermaid might read as its own written as `#code;`."""
    return "".join(c if c in PLAIN or c.isalnum() or ord(c) > 0xA0 else f"#{ord(c)};" for c in text)
