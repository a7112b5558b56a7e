"""Blocks of text, measured: rows of words, chips and icons, as they stand inside a card, a pill or a header.

The one rule: what is measured here is drawn as it was measured; the painter moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prosessi.render.fonts import width
from prosessi.render.wrap import balanced, wrap

STYLES: dict[str, tuple[float, int]] = {
    "title": (20, 600),
    "subtitle": (12, 400),
    "header": (13.5, 600),
    "name": (13, 600),
    "lane": (12, 600),
    "label": (11, 500),
    "region": (12, 600),
    "chip": (10.5, 500),
    "note": (10.5, 400),
    "legend": (11, 400),
    "footer": (10, 400),
}
"""Size and weight of every text of a picture."""

SMALLEST = min(size for size, _ in STYLES.values())
CHIP_HEIGHT = 16.0
ICON = 12.0
_CHIP_PADDING = 7.0


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a chip (with a `ground`), an icon, or an icon with a text after it."""

    text: str
    style: str
    ink: str
    width: float
    ground: str = ""
    icon: str = ""
    icon_ink: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Items side by side, and the space above them."""

    items: tuple[Item, ...]
    height: float
    above: float = 0.0
    gap: float = 6.0
    indent: float = 0.0

    @property
    def width(self) -> float:
        """From the left edge of the row to the right edge of its last item."""
        return self.indent + sum(item.width for item in self.items) + self.gap * max(0, len(self.items) - 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one another inside their padding."""

    rows: tuple[Row, ...]
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def width(self) -> float:
        """The width of the widest row, and the padding."""
        return self.left + max((row.width for row in self.rows), default=0.0) + self.right

    @property
    def height(self) -> float:
        """The height of all rows, and the padding."""
        return self.top + sum(row.above + row.height for row in self.rows) + self.bottom


def words(text: str, style: str, ink: str) -> Item:
    """A piece of plain text."""
    return Item(text, style, ink, width(text, *STYLES[style]))


def chip(text: str, ink: str, ground: str, icon: str = "") -> Item:
    """A short text on a coloured ground, with an icon before it if one is named."""
    extra = ICON + (3 if text else 0) if icon else 0
    return Item(text, "chip", ink, width(text, *STYLES["chip"]) + 2 * _CHIP_PADDING + extra, ground, icon)


def icon(name: str, ink: str) -> Item:
    """An icon in the line of text."""
    return Item("", "note", ink, ICON, icon=name)


def symbol(name: str, text: str, style: str, ink: str, *, icon_ink: str = "") -> Item:
    """An icon with its text after it; `icon_ink` is for an icon whose colour differs."""
    return Item(
        text, style, ink, ICON + 3 + width(text, *STYLES[style]), icon=name, ground="", icon_ink=icon_ink or ink
    )


def dot(ink: str) -> Item:
    """The small disc that gives an act the colour of its role."""
    return Item("", "note", ink, 7.0, icon="dot")


def paragraph(  # noqa: PLR0913  (options, by keyword)
    text: str, style: str, ink: str, limit: float, *, lines: int = 99, even: bool = False, lead: Sequence[Item] = ()
) -> list[Row]:
    """Text broken into rows, the first of them after the `lead` items and the others in line with it."""
    size, weight = STYLES[style]
    indent = sum(item.width + 5.0 for item in lead)
    broken = (balanced if even else wrap)(text, size, weight, limit - indent, lines=lines)
    height = round(size * 1.32, 1)
    rows = [Row((words(line, style, ink),), height, indent=indent) for line in broken]
    if lead:
        first = rows[0].items if rows else ()
        rows[:1] = [Row((*lead, *first), height, gap=5.0)]
    return rows


def flow(items: Iterable[Item], limit: float, *, above: float = 0.0, gap: float = 6.0) -> list[Row]:
    """Items set side by side, on as many rows as `limit` asks for."""
    rows: list[list[Item]] = []
    room = -1.0
    for item in items:
        if item.width + gap > room:
            rows.append([])
            room = limit + gap
        rows[-1].append(item)
        room -= item.width + gap
    return [
        Row(tuple(row), CHIP_HEIGHT if any(item.ground for item in row) else 14.0, above if n == 0 else 4.0, gap)
        for n, row in enumerate(rows)
    ]


def spaced(rows: Sequence[Row], above: float) -> list[Row]:
    """The rows with `above` pixels of air before the first of them."""
    return [
        Row(row.items, row.height, above if n == 0 else row.above, row.gap, row.indent) for n, row in enumerate(rows)
    ]
