"""The icons: paths in a square of twelve, drawn by us because no text font has them all."""

from __future__ import annotations

from prosessi.render.geometry import Rect
from prosessi.render.svg import Canvas, number
from prosessi.render.theme import HEATS

_DRAWN = {
    "clock": "M6 1a5 5 0 1 0 .01 0zM6 3.2V6l1.9 1.3",
    "clock-met": "M9.8 3A5 5 0 1 0 11 6M4 5.6l2 2L11 2.2",
    "calendar": "M2 2.6h8v8H2zM2 5.2h8M4.4 1.2v2.6M7.6 1.2v2.6",
    "check": "M2 6.6l2.8 2.8L10.2 3",
    "minus": "M2.6 6h6.8",
    "arrow": "M2 6h7.4M6.4 2.8L9.6 6l-3.2 3.2",
    "bolt": "M6.8 1L3 6.8h2.8L5.2 11 9 5.2H6.2z",
    "document": "M2.6 1h4.6l2.2 2.2V11H2.6zM4.4 5.4h3.2M4.4 7.8h3.2",
    "document-new": "M5.4 11H2.6V1h4.6l2.2 2.2v1.6M8.6 6.4v4.8M6.2 8.8H11",
    "stay": "M10.2 4.4A4.6 4.6 0 1 0 10.6 7M10.6 1.6v3h-3",
    "again": "M2.4 8.4A4.4 4.4 0 1 1 3 3.4M2.6 .8v2.8h2.8M6 4.2v2l1.4 1",
    "bars": "M2.5 1.5v9M6 1.5v9M9.5 1.5v9",
    "nest": "M1.4 2.6h9.2v7.2H1.4zM4 5h4v2.6H4z",
    "assumption": "M4 4.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.3M6 9.6v.1",
    "history": "M6 .8a5.2 5.2 0 1 0 .01 0zM4.3 3.6v4.8M7.7 3.6v4.8M4.3 6h3.4",
}


def draw_icon(canvas: Canvas, name: str, x: float, y: float, ink: str, *, scale: float = 1.0) -> None:
    """Draw an icon with its top left corner at (`x`, `y`)."""
    stroke = canvas.colours(stroke=ink)
    middle = y + 6 * scale
    match name:
        case "dot":
            canvas.circle(x + 3.5, middle, 3.5, canvas.colours(fill=ink))
        case "stripe":
            canvas.path(f"M{number(x + 4)} {number(y)}v12", stroke, 'stroke-width="3.6" stroke-linecap="round"')
        case "begin":
            canvas.circle(x + 6, middle, 5, canvas.colours(fill=ink))
        case "end":
            canvas.path(_pill(x, y), stroke, 'stroke-width="1.3"')
            canvas.circle(x + 6, middle, 2.6, canvas.colours(fill=ink))
        case "dashed":
            canvas.path(f"M{number(x - 1)} {number(middle)}h13", stroke, 'stroke-width="1.6" stroke-dasharray="4 3"')
        case _ if name.startswith("gauge-"):
            _draw_gauge(canvas, int(name.removeprefix("gauge-")), x, middle, ink)
        case _:
            where = f"translate({number(x)} {number(y)})" + (f" scale({scale:g})" if scale != 1 else "")
            canvas.path(
                _DRAWN[name],
                stroke,
                f'transform="{where}" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"',
            )


def _draw_gauge(canvas: Canvas, bars: int, x: float, middle: float, ink: str) -> None:
    """Bars that rise from left to right, then dots in place of those missing: counted where no colours are seen."""
    for n in range(HEATS):
        tall = 2.8 + 1.8 * n if n < bars else 1.4
        canvas.rect(Rect(x + 2.4 * n, middle + 5 - tall, 1.6, tall), 0.4, canvas.colours(fill=ink))


def _pill(x: float, y: float) -> str:
    return f"M{number(x + 6)} {number(y + 0.6)}a5.4 5.4 0 1 0 .01 0z"
