"""Where everything stands: the graphs of a plan are laid out from the innermost outwards.

A state that holds others is laid out first and is then a box of fixed size in the graph around it, so that lines of
that graph go round it. The graphs of one depth go to the engine together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from prosessi.chart.chart import ROOT, StateId
from prosessi.render.block import Block
from prosessi.render.engine import inches, run
from prosessi.render.geometry import Rect, around
from prosessi.render.plan import Graph, Link, Planner, state_key

Direction = Literal["down", "right"]
DOT = 14.0
SEED = 6.0
MARGIN = 18.0
GAP = 14.0
_ROW_LIMIT = {"down": 860.0, "right": 520.0}


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes by their keys, the headers of the holders, and what is to be joined. The corner is the origin."""

    rects: Mapping[str, Rect]
    headers: Mapping[StateId, Rect]
    links: tuple[Link, ...]
    size: tuple[float, float]


@dataclass(slots=True)
class _Part:
    """A laid out holder or a single card, from its own top left corner."""

    w: float
    h: float
    rects: dict[str, Rect] = field(default_factory=dict)
    headers: dict[StateId, Rect] = field(default_factory=dict)

    def take(self, other: _Part, dx: float, dy: float) -> None:
        """Put another part inside this one."""
        self.rects |= {key: rect.moved(dx, dy) for key, rect in other.rects.items()}
        self.headers |= {state: rect.moved(dx, dy) for state, rect in other.headers.items()}


def lay_out(planner: Planner, blocks: Mapping[str, Block], direction: Direction) -> Layout:
    """Lay out the whole chart; `blocks` hold the measured text of every box, by key."""
    builder = _Builder(planner, blocks, direction)
    part = builder.whole()
    links = tuple(link for graph in builder.graphs.values() for link in graph.links)
    return Layout(part.rects, part.headers, links, (part.w, part.h))


class _Builder:
    def __init__(self, planner: Planner, blocks: Mapping[str, Block], direction: Direction) -> None:
        self.planner = planner
        self.facts = planner.facts
        self.blocks = blocks
        self.direction = direction
        self.graphs = planner.graphs()
        self.bodies: dict[StateId, _Part] = {}

    def whole(self) -> _Part:
        waiting = set(self.graphs)
        while waiting:
            ready = sorted(holder for holder in waiting if not self._inner_graphs(holder) & waiting)
            texts = [self._source(self.graphs[holder]) for holder in ready]
            for holder, answer in zip(ready, run(texts), strict=True):
                self.bodies[holder] = self._read(self.graphs[holder], answer)
            waiting -= set(ready)
        return self.bodies[ROOT]

    def _inner_graphs(self, holder: StateId) -> set[StateId]:
        return {other for other in self.graphs if holder in self.facts.chart[other].ancestors}

    def part(self, state: StateId) -> _Part:
        """The box of a state: its card, or all that it holds under its header."""
        shape = self.facts.states[state].shape
        if shape == "parallel":
            return self._framed(state, self._branches(state))
        if shape == "compound":
            return self._framed(state, self.bodies[state])
        block = self.blocks[state_key(state)]
        return _Part(block.width, block.height, {state_key(state): Rect(0, 0, block.width, block.height)})

    def _framed(self, state: StateId, body: _Part) -> _Part:
        header = self.blocks[state_key(state)]
        width = max(body.w + 2 * MARGIN, header.width + 4)
        part = _Part(width, header.height + body.h + 2 * MARGIN - 4)
        part.take(body, (width - body.w) / 2, header.height + MARGIN - 2)
        part.rects[state_key(state)] = Rect(0, 0, part.w, part.h)
        part.headers[state] = Rect(0, 0, header.width, header.height)
        return part

    def _branches(self, state: StateId) -> _Part:
        """The branches of a parallel state in rows, all of one row equally high."""
        parts = {branch: self.part(branch) for branch in self.planner.members(state)}
        rows = _rows(list(parts), {branch: part.w for branch, part in parts.items()}, _ROW_LIMIT[self.direction])
        body = _Part(0, -GAP)
        widths = [sum(parts[branch].w for branch in row) + GAP * (len(row) - 1) for row in rows]
        body.w = max(widths)
        for row, taken in zip(rows, widths, strict=True):
            height = max(parts[branch].h for branch in row)
            spare = (body.w - taken) / len(row)
            x, y = 0.0, body.h + GAP
            for branch in row:
                stretched = _stretched(parts[branch], branch, spare, height)
                body.take(stretched, x, y)
                x += stretched.w + GAP
            body.h = y + height
        return body

    def _source(self, graph: Graph) -> str:
        rank = "TB" if self.direction == "down" else "LR"
        lines = [
            f"digraph g{graph.holder} {{ rankdir={rank}; splines=false; nodesep=0.3; ranksep={0.26 if rank == 'TB' else 0.34};"
            ' node [shape=box fixedsize=true label=""]; edge [arrowhead=none];'
        ]
        for anchor in graph.anchors:
            size = inches(DOT if anchor[0] == "i" else SEED)
            lines.append(f"{anchor} [width={size} height={size}];")
        for state in graph.states:
            part = self.part(state)
            lines.append(f"{state_key(state)} [width={inches(part.w)} height={inches(part.h)}];")
        for pill in graph.pills:
            block = self.blocks[pill]
            lines.append(f"{pill} [width={inches(block.width)} height={inches(block.height)}];")
        ends = ("s", "n") if rank == "TB" else ("e", "w")
        lines += [_line(link, ends) for link in graph.links if not link.loose]
        return "\n".join([*lines, "}"])

    def _read(self, graph: Graph, answer: dict[str, Any]) -> _Part:
        boxes = {box["name"]: _rect(box) for box in answer.get("objects", ())}
        frame = around(list(boxes.values())) if boxes else Rect(0, 0, 0, 0)
        part = _Part(frame.w, frame.h)
        for key, box in boxes.items():
            x, y = box.x - frame.x, box.y - frame.y
            if key[0] == "s":
                part.take(self.part(int(key[1:])), x, y)
            else:
                part.rects[key] = Rect(x, y, box.w, box.h)
        return part


def _line(link: Link, ends: tuple[str, str]) -> str:
    tail, head = (link.head, link.tail) if link.backward else (link.tail, link.head)
    leave = f":{ends[0]}" if tail[0] in "pf" else ""
    reach = f":{ends[1]}" if head[0] in "pf" else ""
    return f"{tail}{leave} -> {head}{reach} [weight={link.weight}];"


def _rows(branches: Sequence[StateId], widths: Mapping[StateId, float], limit: float) -> list[list[StateId]]:
    total = sum(widths.values()) + GAP * (len(branches) - 1)
    count = max(1, min(len(branches), round(total / limit + 0.3)))
    size = -(-len(branches) // count)
    return [list(branches[at : at + size]) for at in range(0, len(branches), size)]


def _stretched(part: _Part, branch: StateId, spare: float, height: float) -> _Part:
    """The part on a box that is wider by `spare` and as high as `height`; what it holds stays in the middle."""
    whole = _Part(part.w + spare, height)
    whole.take(part, spare / 2, 0)
    whole.rects[state_key(branch)] = Rect(0, 0, whole.w, height)
    if branch in part.headers:
        whole.headers[branch] = part.headers[branch]
    return whole


def _rect(box: dict[str, Any]) -> Rect:
    """The box of a node; Graphviz counts from below, and so every y is turned round."""
    x, y = map(float, box["pos"].split(","))
    w, h = float(box["width"]) * 72, float(box["height"]) * 72
    return Rect(x - w / 2, -y - h / 2, w, h)
