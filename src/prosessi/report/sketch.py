"""A chart on the page: drawn twice, for wide windows and for narrow ones, so that its text is never too small to read.

The colours are those of the page, by class; so a chart is light, dark or on paper as the page is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prosessi.messages import Message
from prosessi.render.fonts import width
from prosessi.render.svg import number
from prosessi.render.wrap import wrap
from prosessi.report.markup import Markup, tag

WIDE = 560.0
NARROW = 264.0
TEXT = 12.0
LINE = 16.0

Said = Message | str


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart is called, what it shows in words, and the name from which its ids are made."""

    key: str
    title: Said
    about: Said


Draw = Callable[[float], tuple[float, Sequence[Markup]]]
"""Draws for a width; gives the height that it took, and what was drawn."""


def sketch(caption: Caption, draw: Draw) -> Markup:
    """The chart for both widths; the page shows one of them."""
    return tag("div", *(_drawn(caption, draw, size, name) for name, size in (("wide", WIDE), ("narrow", NARROW))))


def _drawn(caption: Caption, draw: Draw, size: float, name: str) -> Markup:
    height, parts = draw(size)
    key = f"{caption.key}-{name}"
    return tag(
        "svg",
        tag("title", caption.title, id=f"{key}-title"),
        tag("desc", caption.about, id=f"{key}-about"),
        *parts,
        class_=f"chart {name}",
        viewBox=f"0 0 {number(size)} {number(height)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-about",
    )


def text(words: Said, x: float, y: float, kind: str = "", *, anchor: str | None = None) -> Markup:
    """A line of text with its baseline at `y`; `anchor` says which of its ends is at `x`, the start if nothing."""
    return tag("text", words, x=number(x), y=number(y), class_=kind or None, text_anchor=anchor)


def bar(x: float, y: float, w: float, h: float, kind: str) -> Markup:
    """A filled rectangle."""
    return tag("rect", x=number(x), y=number(y), width=number(max(w, 0.0)), height=number(max(h, 0.0)), class_=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """A straight line."""
    return tag("line", x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2), class_=kind)


def wide(words: Said, *, strong: bool = False) -> float:
    """How wide a line of text is."""
    return width(str(words), TEXT, 600 if strong else 400)


def lines(words: Said, room: float) -> Sequence[str]:
    """A text broken into lines."""
    return wrap(str(words), TEXT, 500, room, lines=3)
