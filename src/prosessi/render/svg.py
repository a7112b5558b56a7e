"""Writing SVG: numbers in one format, text made safe, colours that know dark from light.

The one rule: nothing gets into the file except through these functions, so that every file is well-formed and the
same picture is the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from prosessi.render.fonts import STACK, embedded
from prosessi.render.geometry import Point, Rect
from prosessi.render.theme import COLOURS, Theme

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROUNDING = 10.0
_HEAD = 8.0


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def safe(text: str) -> str:
    """Text for the inside of an element or an attribute: escaped, without what XML cannot carry."""
    return escape(_ILLEGAL.sub("", text), quote=True)


class Canvas:
    """The growing picture."""

    def __init__(self, theme: Theme, prefix: str) -> None:
        self.theme = theme
        self.prefix = prefix
        self.parts: list[str] = []
        self._used: set[tuple[str, str]] = set()

    def add(self, markup: str) -> None:
        """Append finished markup."""
        self.parts.append(markup)

    def colours(self, *, fill: str = "none", stroke: str = "", cls: str = "") -> str:
        """Attributes that paint with named colours; dark ones come as classes where the theme follows the reader."""
        classes = [cls] if cls else []
        painted = []
        for kind, name in (("fill", fill), ("stroke", stroke)):
            if not name:
                continue
            painted.append(f'{kind}="{self._colour(name)}"')
            if name != "none" and self.theme == "auto":
                self._used.add((kind, name))
                classes.append(f"{kind[0]}-{name}")
        return f'class="{" ".join(classes)}" {" ".join(painted)}' if classes else " ".join(painted)

    def rect(self, box: Rect, radius: float, paint: str, more: str = "") -> None:
        """Draw a rectangle with round corners."""
        x, y, w, h, r = map(number, (box.x, box.y, box.w, box.h, radius))
        self.add(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" {paint}{_spaced(more)}/>')

    def path(self, d: str, paint: str, more: str = "") -> None:
        """Draw a path."""
        self.add(f'<path d="{d}" {paint}{_spaced(more)}/>')

    def circle(self, x: float, y: float, radius: float, paint: str, more: str = "") -> None:
        """Draw a circle."""
        self.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {paint}{_spaced(more)}/>')

    def text(self, text: str, x: float, y: float, style: tuple[float, int], paint: str, more: str = "") -> None:
        """Write one line of text with its baseline at `y`."""
        size, weight = style
        self.add(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" font-weight="{weight}" {paint}'
            f"{_spaced(more)}>{safe(text)}</text>"
        )

    def style(self, *, fonts: bool) -> str:
        """The style sheet: fonts, focus, and the dark colours if the reader's system decides."""
        root = f"#{self.prefix}diagram"
        rules = [
            embedded() if fonts else "",
            f"{root} text{{font-family:{STACK}}}",
            _focus(root, self._colour("focus")),
        ]
        if self.theme == "auto":
            dark = "".join(
                f"{root} .{kind[0]}-{name}{{{kind}:{COLOURS[name][1]}}}" for kind, name in sorted(self._used)
            )
            rules.append(f"@media (prefers-color-scheme:dark){{{root}{{color-scheme:dark}}{dark}}}")
        return f"<style>{''.join(rules)}</style>"

    def _colour(self, name: str) -> str:
        return "none" if name == "none" else COLOURS[name][self.theme == "dark"]


def corner_path(points: Sequence[Point]) -> str:
    """The path data of straight pieces whose corners are rounded."""
    data = f"M{number(points[0][0])} {number(points[0][1])}"
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        (ax, ay), (bx, by) = _towards(at, before), _towards(at, after)
        data += f"L{number(ax)} {number(ay)}Q{number(at[0])} {number(at[1])} {number(bx)} {number(by)}"
    return f"{data}L{number(points[-1][0])} {number(points[-1][1])}"


def arrow_head(points: Sequence[Point]) -> str:
    """The path data of a head at the end of a line."""
    (x, y), end = points[-2], points[-1]
    length = ((end[0] - x) ** 2 + (end[1] - y) ** 2) ** 0.5 or 1.0
    ux, uy = (end[0] - x) / length, (end[1] - y) / length
    bx, by = end[0] - ux * _HEAD, end[1] - uy * _HEAD
    corners = [end, (bx - uy * 3.9, by + ux * 3.9), (bx + ux * 2, by + uy * 2), (bx + uy * 3.9, by - ux * 3.9)]
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "Z"


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    share = min(_ROUNDING, length / 2) / length
    return corner[0] + dx * share, corner[1] + dy * share


def _focus(root: str, colour: str) -> str:
    return (
        f"{root} [tabindex]:focus{{outline:none}}"
        f"{root} [tabindex]:focus-visible .edge-of{{stroke:{colour};stroke-width:3}}"
        f"{root} [tabindex]:hover .edge-of{{stroke:{colour}}}"
    )


def _spaced(more: str) -> str:
    return f" {more}" if more else ""
