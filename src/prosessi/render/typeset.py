"""Setting measured rows of words, chips and icons on the canvas, just as they were measured."""

from __future__ import annotations

from collections.abc import Iterable

from prosessi.render.block import CHIP_HEIGHT, STYLES, Item, Row
from prosessi.render.geometry import Rect
from prosessi.render.icons import draw_icon
from prosessi.render.svg import Canvas


def typeset(canvas: Canvas, rows: Iterable[Row], x: float, y: float) -> None:
    """Set rows under one another from the corner (`x`, `y`)."""
    for row in rows:
        y += row.above
        at = x + row.indent
        for item in row.items:
            _set_item(canvas, item, at, y + row.height / 2)
            at += item.width + row.gap
        y += row.height


def _set_item(canvas: Canvas, item: Item, x: float, middle: float) -> None:
    size, weight = STYLES[item.style]
    if item.ground:
        ground = Rect(x, middle - CHIP_HEIGHT / 2, item.width, CHIP_HEIGHT)
        canvas.rect(ground, CHIP_HEIGHT / 2, canvas.colours(fill=item.ground))
        x += 7
    if item.icon:
        draw_icon(canvas, item.icon, x, middle - 6, item.icon_ink or item.ink)
        x += 15
    if item.text:
        canvas.text(item.text, x, middle + size * 0.36, (size, weight), canvas.colours(fill=item.ink))
