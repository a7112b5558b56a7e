"""Whatever is read can be read: by contrast, in light and in dark."""

import re

import pytest

from pictures import HEATED, SHIPPED, chart, parse
from prosessi.render.drawing import draw
from prosessi.render.theme import COLOURS, GROUNDS, ROLE_COLOURS, contrast, role_colour

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "ground"), [(ink, ground) for ink, grounds in GROUNDS.items() for ground in grounds])
def test_every_text_has_contrast_on_every_ground_it_stands_on(ink, ground, dark):
    assert contrast(COLOURS[ink][dark], COLOURS[ground][dark]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["chart", "lanes"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_of_a_picture_has_contrast_where_it_is_painted(name, view, theme):
    root = parse(draw(chart(name), view=view, theme=theme, language="fi", fonts=False).svg)
    pairs = set(painted(root))

    assert pairs
    assert {pair for pair in pairs if contrast(*pair) < 4.5} == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["chart", "lanes"])
def test_every_text_of_a_diagram_coloured_by_waiting_has_contrast(view, theme):
    root = parse(draw(chart("small"), view=view, theme=theme, language="fi", fonts=False, overlay=HEATED).svg)

    assert {pair for pair in painted(root) if contrast(*pair) < 4.5} == set()


def painted(root):
    """Each text's colour and the colour of the last filled box painted under it."""
    boxes = []
    for shape, (dx, dy) in with_offsets(root, (0.0, 0.0)):
        if shape.tag == f"{SVG}rect" and shape.get("fill") != "none" and "opacity" not in shape.attrib:
            x, y, w, h = (float(shape.get(name)) for name in ("x", "y", "width", "height"))
            boxes.append((x + dx, y + dy, w, h, shape.get("fill")))
        elif shape.tag == f"{SVG}path" and shape.get("stroke") is None:
            x, y = map(float, re.match(r"M(\S+) (\S+)v", shape.get("d")).groups())
            w = float(re.search(r"h(\S+)a", shape.get("d"))[1]) + 26.6
            boxes.append((x + dx, y + dy - 400, w, 400, shape.get("fill")))
        elif shape.tag == f"{SVG}text" and not shape.get("transform"):
            x, y = float(shape.get("x")) + dx + 1, float(shape.get("y")) + dy - 3
            yield shape.get("fill"), next(c for a, b, w, h, c in reversed(boxes) if a <= x <= a + w and b <= y <= b + h)


def with_offsets(element, offset):
    moved = (
        re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform") or "") if element.tag == f"{SVG}g" else None
    )
    if moved:
        offset = (offset[0] + float(moved[1]), offset[1] + float(moved[2]))
    yield element, offset
    for child in element:
        yield from with_offsets(child, offset)


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_colours_of_roles_come_round_again():
    assert role_colour(ROLE_COLOURS + 1) == role_colour(1)
