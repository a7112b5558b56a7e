"""Pictures for those who cannot take SVG: PNG, and PDF as an extra. Both with our own typeface and no other."""

from __future__ import annotations

import importlib
from typing import Any

import resvg_py

from prosessi.errors import ProsessiError
from prosessi.messages import say
from prosessi.render.fonts import FAMILY, truetype_files

_DOTS_AN_INCH = 96.0  # CSS's own: what a millimetre of a page means in pixels


class NotDrawn(ProsessiError):
    """A picture could not be turned into another format."""


def to_png(svg: str, scale: float = 2.0) -> bytes:
    """The picture as PNG, `scale` dots for each pixel. Characters that the typeface lacks become empty frames."""
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                dpi=_DOTS_AN_INCH,
                skip_system_fonts=True,
                font_files=truetype_files(),
                font_family=FAMILY,
                sans_serif_family=FAMILY,
            )
        )
    except ValueError as error:
        raise NotDrawn(say("the PNG cannot be made: {reason}", reason=str(error))) from error


def to_pdf(svg: str) -> bytes:
    """The picture as vector PDF with selectable text. Raises `NotDrawn` where the extra is not installed."""
    maker = _pdf_maker()
    fonts = maker.FontDatabase()
    for file in truetype_files():
        fonts.load_font_file(file)
    try:
        return bytes(maker.svg_to_pdf(svg, fonts))
    except (ValueError, RuntimeError) as error:
        raise NotDrawn(say("the PDF cannot be made: {reason}", reason=str(error))) from error


def _pdf_maker() -> Any:
    try:
        return importlib.import_module("svg2pdf_py")
    except ImportError as error:
        raise NotDrawn(say("PDF needs an extra: pip install 'prosessi[pdf]'")) from error
