"""The picture as a file: well-formed, accessible, the same every time."""

import re
import subprocess
import sys

import pytest

from charts import chart_of
from pictures import ODD, SHIPPED, SMALL, chart, parse
from prosessi.render.drawing import draw
from prosessi.render.facts import Facts
from prosessi.render.overlay import coverage_overlay, path_overlay
from prosessi.render.theme import COLOURS

SVG = "{http://www.w3.org/2000/svg}"


def parsed(name, **settings):
    return parse(draw(chart(name), **{"language": "fi", "fonts": False} | settings).svg)


@pytest.mark.parametrize("view", ["chart", "lanes"])
def test_a_small_chart_looks_as_it_did(golden, view):
    golden(draw(chart("small"), view=view, language="fi", fonts=False).svg, f"small_{view}.svg")


@pytest.mark.parametrize("view", ["chart", "lanes"])
def test_labels_of_any_length_make_a_picture_of_readable_size(view):
    drawing = draw(chart_of(lengthened(SMALL)), view=view, language="fi", fonts=False)

    assert max(drawing.width, drawing.height) < 5000
    assert all(len(text.text) < 500 for text in parse(drawing.svg).iter(f"{SVG}text") if text.text)


def lengthened(value):
    """What is written, with a word of 60,000 letters for every label and title."""
    if not isinstance(value, dict):
        return value
    return {key: "pitkä" * 12_000 if key in {"label", "title"} else lengthened(inner) for key, inner in value.items()}


@pytest.mark.parametrize("view", ["chart", "lanes"])
def test_the_same_chart_gives_the_same_bytes(view):
    made = chart("jalkihuolto")

    assert draw(made, view=view, language="fi").svg == draw(made, view=view, language="fi").svg


def test_another_process_gives_the_same_bytes():
    program = (
        "import sys, hashlib; from prosessi.api import load, render;"
        "print(hashlib.sha256(render(load('jalkihuolto'), language='fi').svg.encode()).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert len(sums) == 1


@pytest.mark.parametrize("view", ["chart", "lanes"])
@pytest.mark.parametrize("name", ["odd", "small", *SHIPPED])
def test_each_state_and_transition_is_a_named_element(name, view):
    facts = Facts(chart(name), "fi")
    root = parsed(name, view=view)
    named = {element.get("id"): element for element in root.iter(f"{SVG}g") if element.get("role") == "img"}

    assert set(named) == {f"s-{fact.key}" for fact in facts.states.values()} | {f"t-{edge}" for edge in facts.edges}
    assert all(element.get("aria-label") and element.get("tabindex") == "0" for element in named.values())


def test_the_picture_says_what_it_is_and_in_which_language():
    root = parsed("small", language="sv")

    assert root.get("role") == "group"
    assert root.get("lang") == "sv"
    assert root.get("aria-labelledby") == "title about"
    assert root.find(f"{SVG}title").text == "Ansökan om understöd"


def test_every_id_carries_the_prefix():
    root = parsed("small", prefix="kuva-")

    assert all(element.get("id").startswith("kuva-") for element in root.iter() if element.get("id"))
    assert root.get("aria-labelledby") == "kuva-title kuva-about"


def test_long_labels_are_cut_in_the_picture_and_whole_in_the_name():
    root = parsed("odd")
    whole = ODD["states"]["s1"]["label"]
    state = next(element for element in root.iter(f"{SVG}g") if element.get("id") == "s-s1")

    assert whole in state.get("aria-label")
    assert not any(text.text == whole for text in state.iter(f"{SVG}text"))


def test_what_xml_cannot_carry_is_left_out():
    svg = draw(chart("odd"), language="fi").svg

    assert "\x07" not in svg
    assert "<script" not in svg
    assert parse(svg) is not None


@pytest.mark.parametrize(("theme", "ground"), [("light", "#F6F8FB"), ("dark", "#0B1220"), ("auto", "#F6F8FB")])
def test_the_theme_is_the_colour_of_the_ground(theme, ground):
    assert parsed("small", theme=theme).find(f"{SVG}rect").get("fill") == ground


def test_only_the_automatic_theme_asks_the_readers_system():
    asked = {
        theme: "prefers-color-scheme" in draw(chart("small"), theme=theme).svg for theme in ("auto", "light", "dark")
    }

    assert asked == {"auto": True, "light": False, "dark": False}


def test_the_typeface_comes_along_unless_it_is_left_out():
    assert "@font-face" in draw(chart("small")).svg
    assert "@font-face" not in draw(chart("small"), fonts=False).svg


def test_a_sheet_of_paper_has_its_size_and_the_whole_picture():
    drawing = draw(chart("small"), page="a4")
    root = parse(drawing.svg)
    x, y, w, h = map(float, root.get("viewBox").split())

    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    assert x <= 0
    assert y <= 0
    assert x + w >= drawing.width
    assert y + h >= drawing.height
    assert w / h == pytest.approx(210 / 297, rel=0.01)


def test_a_wide_picture_lies_sideways_on_its_sheet():
    root = parse(draw(chart("small"), page="a4", direction="right").svg)

    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")


def test_the_smallest_text_on_paper_is_told_in_points():
    assert (
        draw(chart("jalkihuolto"), page="a4").smallest_text < draw(chart("jalkihuolto"), page="a3").smallest_text < 7.6
    )


def test_deadlines_documents_and_conditions_are_visible():
    texts = [text.text for text in parsed("small").iter(f"{SVG}text")]

    assert {"7 arkipv", "Hakemus", "Päätös", "muuten", "14 pv", "rinnakkain, kaikki haarat"} <= set(texts)
    assert "jos hakemus on täydellinen" in " ".join(texts)


def test_assumptions_are_drawn_with_a_broken_edge_and_a_word():
    state = next(element for element in parsed("odd").iter(f"{SVG}g") if element.get("id") == "s-s2")

    assert any(rect.get("stroke-dasharray") for rect in state.iter(f"{SVG}rect"))
    assert "olettama" in [text.text for text in state.iter(f"{SVG}text")]


def test_the_legend_names_the_roles_and_only_symbols_in_use():
    texts = [text.text for text in parsed("small").iter(f"{SVG}text")]

    assert {"Hakija", "Käsittelijä", "syntyvä asiakirja"} <= set(texts)
    assert "perustuu olettamaan" not in texts


@pytest.mark.parametrize(("language", "word"), [("fi", "2 roolia"), ("sv", "2 roller"), ("en", "2 roles")])
def test_the_picture_speaks_the_language_asked_for(language, word):
    texts = " ".join(text.text for text in parsed("small", language=language).iter(f"{SVG}text"))

    assert word in texts


def test_coverage_is_painted_with_words_and_explained():
    overlay = coverage_overlay({"alussa": 2, "tarkistus": 0}, {0: 2, 1: 0})
    texts = [text.text for text in parsed("small", overlay=overlay).iter(f"{SVG}text")]

    assert texts.count("2×") == 2
    assert texts.count("ei käyty") == 2
    assert "mikään läpikäynti ei kulje tästä" in texts


def test_a_path_carries_the_numbers_of_its_steps():
    root = parsed("small", overlay=path_overlay([(1, [0]), (2, [2]), (3, [0])], active=["tarkistus"]))
    edge = next(element for element in root.iter(f"{SVG}g") if element.get("id") == "t-0")

    assert "1, 3" in [text.text for text in edge.iter(f"{SVG}text")]
    assert "1, 3" in edge.get("aria-label")


def test_no_coordinate_has_more_than_one_decimal():
    svg = draw(chart("small"), fonts=False).svg
    numbers = re.findall(r' (?:x|y|width|height|cx|cy|d|points)="([^"]*)"', svg)

    assert not re.search(r"\d\.\d\d", " ".join(numbers))


def test_the_small_chart_is_what_it_says():
    assert SMALL["title"]["fi"] == Facts(chart("small"), "fi").title


def test_the_line_to_a_fork_shows_the_badge_of_the_choice_taken():
    root = parsed("small", overlay=path_overlay([(1, [3])]))
    thick = [path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "3.3"]

    assert [path.get("stroke") for path in thick] == [COLOURS["mark"][0]] * 3
