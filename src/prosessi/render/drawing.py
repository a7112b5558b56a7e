"""Drawing a chart: from its facts to an SVG, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from prosessi.chart.chart import Chart
from prosessi.errors import WrongUse
from prosessi.messages import language as language_in_use
from prosessi.messages import say
from prosessi.render.block import SMALLEST
from prosessi.render.facts import Facts
from prosessi.render.geometry import Rect
from prosessi.render.layout import Direction
from prosessi.render.overlay import Overlay
from prosessi.render.painter import Page, paint
from prosessi.render.raster import to_pdf, to_png
from prosessi.render.scene import Scene, chart_scene, lanes_scene
from prosessi.render.theme import Theme

View = Literal["chart", "lanes"]
Paper = Literal["a4", "a3"]
_SHEETS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
_MARGIN = 10.0
_POINTS_A_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: its SVG, its size in pixels, and how high its smallest text is on paper, in points."""

    svg: str
    width: float
    height: float
    smallest_text: float

    def save(self, path: str | Path, *, scale: float = 2.0) -> Path:
        """Write the picture as its ending says: `.svg`, `.png` (`scale` dots for a pixel) or `.pdf` (an extra)."""
        file = Path(path)
        match file.suffix.lower():
            case ".svg":
                made = self.svg.encode("utf-8")
            case ".png":
                made = to_png(self.svg, scale)
            case ".pdf":
                made = to_pdf(self.svg)
            case _:
                raise WrongUse(say("'{file}' does not end with .svg, .png or .pdf", file=str(path)))
        file.write_bytes(made)
        return file


def draw(  # noqa: PLR0913  (options, by keyword)
    chart: Chart,
    *,
    view: View = "chart",
    direction: Direction | None = None,
    theme: Theme = "auto",
    language: str | None = None,
    overlay: Overlay | None = None,
    page: Paper | None = None,
    prefix: str = "",
    fonts: bool = True,
) -> Drawing:
    """Draw a chart as SVG; the same chart and settings give the same bytes everywhere.

    `page` fits the picture on one sheet of paper, sideways if it is wide. `fonts=False` leaves the typeface out, for a
    page that carries it once for many pictures.
    """
    facts = Facts(chart, language or language_in_use())
    compose = lanes_scene if view == "lanes" else chart_scene
    scene = compose(facts, direction or "down", overlay or Overlay())
    sheet, scale = _on_paper(scene, page) if page else (None, 0.75)
    svg = paint(scene, theme, prefix=prefix, fonts=fonts, page=sheet)
    return Drawing(svg, *scene.size, round(SMALLEST * scale, 1))


def _on_paper(scene: Scene, paper: Paper) -> tuple[Page, float]:
    """The picture on a sheet, and how many points one of its pixels is there."""
    width, height = scene.size
    across, down = _SHEETS[paper] if height >= width else _SHEETS[paper][::-1]
    free = (across - 2 * _MARGIN, down - 2 * _MARGIN)
    scale = min(free[0] / width, free[1] / height, 25.4 / 96)  # millimetres a pixel; never larger than life
    w, h = across / scale, down / scale
    view = Rect((width - w) / 2, -_MARGIN / scale, w, h)
    return Page(f"{across:g}mm", f"{down:g}mm", view), scale * _POINTS_A_MILLIMETRE
