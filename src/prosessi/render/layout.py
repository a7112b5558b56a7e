"""Where everything stands: the graphs of a plan are laid out from the innermost outwards.

A state that holds others is laid out first and is then a box of fixed size in the graph around it, so that lines of
that graph go round it. The graphs of one depth go to the engine together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from prosessi.chart.chart import ROOT, StateId
from prosessi.render.block import Block
from prosessi.render.engine import inches, run
from prosessi.render.geometry import Rect, around
from prosessi.render.packing import pack
from prosessi.render.plan import GATES, LABELS, Graph, Link, Planner, state_key

Direction = Literal["down", "right"]
DOT = 14.0
SEED = 6.0
MARGIN = 18.0
_LANE = 14.0  # between lines that enter a box side by side
_SETTINGS = {"down": "rankdir=TB; nodesep=0.3; ranksep=0.29;", "right": "rankdir=LR; nodesep=0.3; ranksep=0.36;"}
_FIXED = 'splines=false; node [shape=box fixedsize=true label=""]; edge [arrowhead=none];'
_WIDEST = {"down": 900.0, "right": 560.0}


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes by their keys, the headers of the holders, and what is to be joined."""

    rects: Mapping[str, Rect]
    headers: Mapping[StateId, Rect]
    links: tuple[Link, ...]


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
    return Layout(part.rects, part.headers, links)


class _Builder:
    def __init__(self, planner: Planner, blocks: Mapping[str, Block], direction: Direction) -> None:
        self.planner = planner
        self.facts = planner.facts
        self.blocks = blocks
        self.direction = direction
        self.graphs = planner.graphs()
        self.bodies: dict[StateId, _Part] = {}
        self.parts: dict[StateId, _Part] = {}

    def whole(self) -> _Part:
        """Lay out the graphs that wait for no other, then those that waited for these, up to the root's."""
        waiting = set(self.graphs)
        while waiting:
            ready = sorted(holder for holder in waiting if not self._inner_graphs(holder) & waiting)
            texts = [self._source(self.graphs[holder]) for holder in ready]
            for holder, answer in zip(ready, run(texts), strict=True):
                self.bodies[holder] = self._read(answer)
            waiting -= set(ready)
        return self.bodies[ROOT]

    def _inner_graphs(self, holder: StateId) -> set[StateId]:
        return {other for other in self.graphs if holder in self.facts.chart[other].ancestors}

    def part(self, state: StateId) -> _Part:
        """The box of a state: its card, or all that it holds under its header."""
        if state not in self.parts:
            self.parts[state] = self._made(state)
        return self.parts[state]

    def _made(self, state: StateId) -> _Part:
        shape = self.facts.states[state].shape
        if shape == "parallel":
            return self._framed(state, self._branches(state))
        if shape == "compound":
            return self._framed(state, self.bodies[state])
        block = self.blocks[state_key(state)]
        return _Part(block.width, block.height, {state_key(state): Rect(0, 0, block.width, block.height)})

    def _framed(self, state: StateId, body: _Part) -> _Part:
        header = self.blocks[state_key(state)]
        graph = self.graphs.get(state)
        upper = len(graph.gates(below=False)) if graph else 0
        width = max(body.w + 2 * MARGIN, header.width + _LANE * (upper + 3))
        part = _Part(width, header.height + body.h + 2 * MARGIN - 4)
        part.take(body, (width - body.w) / 2, header.height + MARGIN - 2)
        part.rects[state_key(state)] = Rect(0, 0, part.w, part.h)
        part.headers[state] = Rect(0, 0, header.width, header.height)
        if graph:
            self._place_gates(part, graph, header.width)
        return part

    def _place_gates(self, part: _Part, graph: Graph, words: float) -> None:
        """Move the gates from the first and the last row of the graph to the border, clear of the header's words."""
        if self.direction == "right":
            for below in (True, False):
                for gate in graph.gates(below=below):
                    part.rects[gate] = Rect(part.w if below else 0, part.rects[gate].centre[1], 0, 0)
            return
        for gate in graph.gates(below=True):
            part.rects[gate] = Rect(part.rects[gate].centre[0], part.h, 0, 0)
        least = words + _LANE
        for gate in sorted(graph.gates(below=False), key=lambda gate: part.rects[gate].centre[0]):
            x = max(part.rects[gate].centre[0], least)
            part.rects[gate] = Rect(x, 0, 0, 0)
            least = x + _LANE

    def _branches(self, state: StateId) -> _Part:
        """The branches of a parallel state, packed side by side and under one another."""
        parts = {branch: self.part(branch) for branch in self.planner.members(state)}
        alone = [branch for branch in parts if branch in self.graphs and self.graphs[branch].keys("oe")]
        down = self.direction == "down"
        sizes = {branch: (part.w, part.h) if down else (part.h, part.w) for branch, part in parts.items()}
        places, size = pack(sizes, alone, _WIDEST[self.direction])
        body = _Part(*size) if down else _Part(*size[::-1])
        for branch, place in places.items():
            turned = place if down else place.flipped()
            body.take(self._stretched(branch, parts[branch], turned), turned.x, turned.y)
        return body

    def _stretched(self, branch: StateId, part: _Part, place: Rect) -> _Part:
        """The branch on a box of the size of its place; what it holds stays in the middle."""
        key = state_key(branch)
        whole = _Part(place.w, place.h)
        whole.take(part, (place.w - part.w) / 2, 0)
        whole.rects[key] = Rect(0, 0, place.w, place.h)
        if branch in part.headers:
            whole.headers[branch] = part.headers[branch]
        if branch in self.graphs:
            self._put_gates_back(whole, self.graphs[branch])
        return whole

    def _put_gates_back(self, part: _Part, graph: Graph) -> None:
        """Move the gates of a stretched branch to the borders where they belong."""
        for below in (True, False):
            for gate in graph.gates(below=below):
                x, y = part.rects[gate].centre
                down = Rect(x, part.h if below else 0, 0, 0)
                part.rects[gate] = down if self.direction == "down" else Rect(part.w if below else 0, y, 0, 0)

    def _source(self, graph: Graph) -> str:
        down = self.direction == "down"
        lines = [f"digraph g{graph.holder} {{ {_SETTINGS[self.direction]} {_FIXED}"]
        lines += [_node(key, *[DOT if key[0] == "i" else SEED] * 2) for key in graph.keys("ia")]
        lines += [self._box(state) for state in graph.states]
        lines += [_node(key, self.blocks[key].width, self.blocks[key].height) for key in graph.keys("pf")]
        lines += [_node(key, *((SEED, 1) if down else (1, SEED))) for key in graph.keys("oe")]
        for below, row in ((True, "sink"), (False, "source")):
            gates = graph.gates(below=below)
            if gates:
                lines.append(f"{{rank={row}; {'; '.join(map(_quoted, gates))}}}")
        lines += [self._line(link) for link in graph.links if not link.loose]
        return "\n".join([*lines, "}"])

    def _box(self, state: StateId) -> str:
        """A state as a node; one with gates is a table with a tiny cell for each, so that lines keep their order."""
        part, key = self.part(state), state_key(state)
        gates = sorted((rect.centre[0], gate) for gate, rect in part.rects.items() if gate[0] in GATES)
        if not gates or self.direction == "right":
            return _node(key, part.w, part.h)
        cells, x = [], 0.0
        for at, gate in gates:
            if at - 1 > x:
                cells.append(_cell(at - 1 - x, part.h))
            cells.append(_cell(2, part.h, f' PORT="{gate.replace("-", "_")}"'))
            x = max(x, at - 1) + 2
        if part.w > x:
            cells.append(_cell(part.w - x, part.h))
        table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{"".join(cells)}</TR></TABLE>'
        return f"{key} [width={inches(part.w)} height={inches(part.h)} label=<{table}>];"

    def _line(self, link: Link) -> str:
        leave, reach = ("s", "n") if self.direction == "down" else ("e", "w")
        (tail, start), (head, end) = (link.tail, link.start), (link.head, link.end)
        if link.backward:
            (tail, start), (head, end) = (head, end), (tail, start)
        return f"{self._port(tail, start, leave)} -> {self._port(head, end, reach)} [weight={link.weight}];"

    def _port(self, node: str, truly: str, side: str) -> str:
        if node[0] in LABELS:
            return f"{node}:{side}"
        if node[0] == "s" and truly[0] in GATES and self.direction == "down":
            return f"{node}:{truly.replace('-', '_')}:{side}"
        return _quoted(node)

    def _read(self, answer: dict[str, Any]) -> _Part:
        boxes = {box["name"]: _rect(box) for box in answer.get("objects", ()) if "pos" in box}
        frame = around(list(boxes.values())) if boxes else Rect(0, 0, 0, 0)
        part = _Part(frame.w, frame.h)
        for key, box in boxes.items():
            x, y = box.x - frame.x, box.y - frame.y
            if key[0] == "s":
                part.take(self.part(int(key[1:])), x, y)
            else:
                part.rects[key] = Rect(x, y, box.w, box.h)
        return part


def _node(key: str, width: float, height: float) -> str:
    return f"{_quoted(key)} [width={inches(width)} height={inches(height)}];"


def _quoted(key: str) -> str:
    return f'"{key}"' if "-" in key else key


def _cell(width: float, height: float, port: str = "") -> str:
    return f'<TD{port} FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"></TD>'


def _rect(box: dict[str, Any]) -> Rect:
    """The box of a node; Graphviz counts from below, and so every y is turned round."""
    x, y = map(float, box["pos"].split(","))
    w, h = float(box["width"]) * 72, float(box["height"]) * 72
    return Rect(x - w / 2, -y - h / 2, w, h)
