"""PNG and PDF from our own SVG, with our own fonts."""

import struct
import sys

import pytest

from pictures import chart
from prosessi.render.drawing import draw
from prosessi.render.raster import NotDrawn, to_pdf, to_png


def size_of(png):
    return struct.unpack(">II", png[16:24])


def test_a_png_has_the_size_of_the_picture_times_its_scale():
    drawing = draw(chart("small"), language="fi")

    assert size_of(to_png(drawing.svg, 1)) == (drawing.width, drawing.height)
    assert size_of(to_png(drawing.svg, 2)) == (2 * drawing.width, 2 * drawing.height)


def test_a_sheet_of_paper_becomes_a_png_too():
    width, height = size_of(to_png(draw(chart("small"), page="a4").svg, 1))

    assert height / width == pytest.approx(297 / 210, rel=0.01)


def test_what_is_no_svg_is_refused_with_a_reason():
    with pytest.raises(NotDrawn, match="PNG"):
        to_png("<nothing>")


def test_a_pdf_is_made_or_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "svg2pdf_py", None)

    with pytest.raises(NotDrawn, match=r"prosessi\[pdf\]"):
        to_pdf(draw(chart("small")).svg)


def test_a_pdf_begins_as_one():
    pytest.importorskip("svg2pdf_py")

    assert to_pdf(draw(chart("small")).svg).startswith(b"%PDF-")
