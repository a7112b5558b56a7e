"""The scene: everything that stands in a picture, measured and placed, before anything is painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prosessi.render.block import Block, Row
from prosessi.render.cards import Cards
from prosessi.render.elements import StateFact
from prosessi.render.facts import Facts
from prosessi.render.geometry import Rect, around
from prosessi.render.lanes import Lane, lay_out_lanes, widened
from prosessi.render.layout import Direction, Layout, lay_out
from prosessi.render.legend import legend_rows, title_rows
from prosessi.render.overlay import Overlay
from prosessi.render.plan import HOLDERS, Planner, fork_key, pill_key, state_key
from prosessi.render.routing import Line, route

EDGE = 28.0
_NARROWEST = 560.0


@dataclass(frozen=True)
class Scene:
    """A picture ready to be painted. `origin` is where the layout's corner stands on the page."""

    facts: Facts
    blocks: Mapping[str, Block]
    layout: Layout
    lines: tuple[Line, ...]
    title: tuple[Row, ...]
    legend: tuple[Row, ...]
    origin: tuple[float, float]
    size: tuple[float, float]
    overlay: Overlay
    lanes: tuple[Lane, ...] = ()

    @property
    def legend_top(self) -> float:
        """Where the legend begins."""
        return self.size[1] - EDGE - sum(row.above + row.height for row in self.legend)


def chart_scene(facts: Facts, direction: Direction, overlay: Overlay) -> Scene:
    """The statechart: states and transitions as they are nested."""
    planner = Planner(facts)
    blocks = all_blocks(planner, overlay)
    layout = lay_out(planner, blocks, direction)
    return _framed(facts, blocks, layout, route(layout, direction, planner.holders_of), overlay)


def lanes_scene(facts: Facts, direction: Direction, overlay: Overlay) -> Scene:
    """The same states and transitions in bands, one for each role."""
    planner = Planner(facts)
    blocks = all_blocks(planner, overlay)
    layout, lanes = lay_out_lanes(planner, blocks, direction)
    lines = route(layout, direction, lambda _key, _link: ())
    lanes = widened(lanes, [point for line in lines for point in line.points], direction)
    return _framed(facts, blocks, layout, lines, overlay, lanes)


def _framed(
    facts: Facts,
    blocks: Mapping[str, Block],
    layout: Layout,
    lines: tuple[Line, ...],
    overlay: Overlay,
    lanes: tuple[Lane, ...] = (),
) -> Scene:
    """Put title and legend round what was laid out."""
    points = [Rect(x, y, 0, 0) for line in lines for x, y in line.points]
    inside = around([*layout.rects.values(), *(lane.rect for lane in lanes), *points])
    width = max(inside.w + 2 * EDGE, _NARROWEST)
    title = tuple(title_rows(facts, width - 2 * EDGE))
    legend = tuple(legend_rows(facts, overlay, width - 2 * EDGE))
    above = EDGE + sum(row.above + row.height for row in title) + 22
    below = 26 + sum(row.above + row.height for row in legend) + EDGE
    size = (round(width), round(above + inside.h + below))
    origin = ((width - inside.w) / 2 - inside.x, above - inside.y)
    return Scene(facts, blocks, layout, lines, title, legend, origin, size, overlay, lanes)


def all_blocks(planner: Planner, overlay: Overlay) -> dict[str, Block]:
    """The measured text of every box of the picture, by key."""
    facts, cards = planner.facts, Cards(planner.facts.language, overlay)
    blocks = {state_key(state): _state_block(cards, fact) for state, fact in facts.states.items()}
    for edge in planner.moving:
        around = facts.states[edge.source].roles
        first = planner.forks.get(edge.id)
        if first is None:
            blocks[pill_key(edge.id)] = cards.pill(edge, around)
            continue
        blocks[pill_key(edge.id)] = cards.choice(edge)
        if first == edge.id:
            blocks[fork_key(first)] = cards.fork(edge, around)
    return blocks


def _state_block(cards: Cards, fact: StateFact) -> Block:
    if fact.shape in HOLDERS:
        return cards.header(fact)
    return cards.final(fact) if fact.shape in {"final", "inner final"} else cards.state(fact)
