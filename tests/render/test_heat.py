"""The diagram coloured by waiting: told by numbers, by bars that can be counted, by width, and only then by colour."""

import itertools
import re

import pytest

from pictures import HEATED, HEATED_STATES, STEPS, chart, parse
from prosessi.messages import say
from prosessi.render.drawing import draw
from prosessi.render.overlay import HEAT, heat_overlay
from prosessi.render.theme import COLOURS, HEATS, MARKS, contrast

SVG = "{http://www.w3.org/2000/svg}"


def parsed(theme="light", view="chart"):
    return parse(draw(chart("small"), overlay=HEATED, theme=theme, view=view, language="en", fonts=False).svg)


def state(root, name):
    return next(element for element in root.iter(f"{SVG}g") if element.get("id") == f"s-{name}")


def grey(colour):
    """How light a colour is in greyscale print, by the weights that printers use."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_a_heated_diagram_looks_as_it_did(golden):
    golden(draw(chart("small"), overlay=HEATED, language="fi", fonts=False).svg, "small_heat.svg")


@pytest.mark.parametrize("view", ["chart", "lanes"])
@pytest.mark.parametrize("name", HEATED_STATES)
def test_each_state_carries_its_numbers_in_words(name, view):
    step = HEATED_STATES.index(name)
    element = state(parsed(view=view), name)
    texts = [text.text for text in element.iter(f"{SVG}text")]

    assert {f"jonossa {step}", f"odotus {step} pv"} <= set(texts)
    assert f"Mark: jonossa {step}, odotus {step} pv." in element.get("aria-label")


@pytest.mark.parametrize("step", range(HEATS))
def test_the_bars_of_a_gauge_can_be_counted(step):
    ink = COLOURS[HEAT[step]][0]
    bars = [rect for rect in state(parsed(), HEATED_STATES[step]).iter(f"{SVG}rect") if rect.get("width") == "1.6"]

    assert [rect.get("fill") for rect in bars] == [ink] * HEATS
    assert sum(float(rect.get("height")) > 2 for rect in bars) == step + 1


def test_the_line_round_a_state_is_the_thicker_the_hotter_it_is():
    widths = []
    for name in ("alussa", "tarkistus", "odotus"):
        edge = next(rect for rect in state(parsed(), name).iter(f"{SVG}rect") if "edge-of" in (rect.get("class") or ""))
        widths.append(float(edge.get("stroke-width")))

    assert widths == sorted(set(widths))


def test_a_state_without_a_number_is_left_as_it_is():
    plain = parse(draw(chart("small"), theme="light", language="en", fonts=False).svg)
    bare = [re.sub(r'(x|y|cx|cy|d)="[^"]*"', "", text(state(root, "myonnetty"))) for root in (plain, parsed())]

    assert bare[0] == bare[1]


def text(element):
    return "".join(f"{inner.tag}{sorted(inner.attrib.items() - set(placed(inner)))}" for inner in element.iter())


def placed(element):
    return [(key, value) for key, value in element.attrib.items() if key in {"x", "y", "cx", "cy", "d", "transform"}]


def test_the_legend_says_what_is_counted_and_shows_every_step_of_the_scale():
    texts = [element.text for element in parsed().iter(f"{SVG}text")]

    assert {"how many wait", *(str(step) for step in (f"up to {n}" for n in range(1, HEATS + 1)))} <= set(texts)


@pytest.mark.parametrize("dark", [False, True])
def test_the_steps_are_told_apart_in_greyscale(dark):
    shades = [grey(COLOURS[f"{tone}-ground"][dark]) for tone in HEAT]
    steps = [(b - a) * (1 if dark else -1) for a, b in itertools.pairwise(shades)]

    assert min(steps) > 12


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("mark", "ground"), [(mark, ground) for mark, grounds in MARKS.items() for ground in grounds])
def test_a_line_that_means_something_is_seen_on_every_ground_it_stands_on(mark, ground, dark):
    assert contrast(COLOURS[mark][dark], COLOURS[ground][dark]) >= 3


def test_a_scale_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        heat_overlay({}, STEPS[:-1], say("how many wait"))
