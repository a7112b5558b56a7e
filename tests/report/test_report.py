"""The report stands on its own: every number in a table, nothing from elsewhere, readable by everybody."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from prosessi.render.theme import COLOURS, contrast
from prosessi.report.page import STYLE
from report.made import page
from report.reading import OURS, parsed, words

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("fi", "sv", "en")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
TEXT = {"name", "text", "quiet", "handover", "assumption"}
MARKS = {"mark", "success", "heat-line", "line", "focus"}
DECORATION = {"card-line", "pill-line", "header", "canvas", "card"} | {f"heat-{n}-ground" for n in range(1, 6)}


def charts(root):
    """Each chart as it is drawn for wide windows."""
    return [svg for svg in root.iter("svg") if svg.get("class") == "chart wide"]


def tables(root):
    """Each table by its caption: all its cells."""
    return {
        words(table.find("caption")): [words(cell) for cell in table.iter() if cell.tag in {"th", "td"}]
        for table in root.iter("table")
    }


def numbers_in_no_table(html):
    """The numbers that stand written in charts, or are drawn by them, and not in the tables that they name."""
    root = parsed(html)
    cells = tables(root)
    for svg in charts(root):
        named = re.search("[“”](.+)”", svg.find("desc").text)[1]
        for said in svg.iter("text"):
            if "said" in (said.get("class") or "").split() and words(said) not in cells[named]:
                yield words(said)


def asked_of_others(html):
    """Whatever would make a browser ask somebody for something, or run anything."""
    for address in re.findall(r"[a-z]+://[^\s\"'<)]+", html):
        if address not in OURS:
            yield address
    yield from re.findall(r"<(?:script|link|img|iframe|object|embed|base|form)\b", html)
    yield from re.findall(r"@import|url\((?!data:|#)", html)
    yield from re.findall(r'\s(?:src|href|action|on[a-z]+)="(?!#)[^"]*"', html)


def test_a_small_report_reads_as_it_did(golden):
    told = re.sub(r"<style>.*?</style>|<svg xmlns=.*?</svg>", "", page("fi"), flags=re.DOTALL)

    golden(told, "small.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_chart_stands_in_the_table_that_it_names(language):
    assert list(numbers_in_no_table(page(language))) == []
    assert len(charts(parsed(page(language)))) == 10


def test_a_number_that_is_missing_from_its_table_is_noticed():
    faulty = page("en").replace('<td class="number">80.0%</td>', '<td class="number">81.0%</td>')

    assert list(numbers_in_no_table(faulty)) == ["80.0%"]


def test_columns_are_as_high_as_the_shares_of_their_table():
    root = parsed(page("en"))
    spread = next(svg for svg in charts(root) if "spread" in svg.get("aria-labelledby"))
    heights = [float(rect.get("height")) for rect in spread.iter("rect")]
    rows = next(table for table in root.iter("table") if words(table.find("caption")) == "Working days").find("tbody")
    shares = [float(words(row[2]).removesuffix("%")) for row in rows]

    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert [height / max(heights) for height in heights] == pytest.approx(
        [share / max(shares) for share in shares], abs=0.005
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_of_others_and_nothing_is_run(language):
    assert list(asked_of_others(page(language))) == []


@pytest.mark.parametrize(
    "fault",
    [
        '<img src="https://example.org/a.png">',
        "<script>1</script>",
        '<p style="background:url(a.png)">',
        "<style>@import 'a.css'</style>",
        '<a href="page.html">',
        '<p onclick="1">',
    ],
)
def test_whatever_would_ask_others_or_run_is_noticed(fault):
    assert list(asked_of_others(page("en").replace("</main>", f"{fault}</main>")))


def test_a_browser_is_told_to_load_nothing():
    policy = next(meta for meta in parsed(page()).iter("meta") if meta.get("http-equiv"))

    assert policy.get("content").startswith("default-src 'none';")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_its_name(language):
    root = parsed(page(language))

    assert root.get("lang") == language
    assert words(root.find("head/title")) == words(next(root.iter("h1")))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_nothing_of_the_page_is_left_in_english(language):
    english = {
        text
        for element in parsed(page("en")).iter()
        for text in (element.text, element.tail)
        if text and len(text.split()) > 2 and element.tag not in {"style", "code"}
    }
    other = " ".join(parsed(page(language)).itertext())
    alike = ("Luvut on keksitty", "Kysytty", "Vaikeat", "Yksi", "Päätös on tehtävä", "95 % interval")

    assert [text for text in english if text in other and not text.strip().startswith(alike)] == []


def test_headings_leave_no_level_out():
    levels = [HEADINGS[element.tag] for element in parsed(page()).iter() if element.tag in HEADINGS]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads_that_say_what_they_head():
    found = list(parsed(page()).iter("table"))

    assert len(found) == 11
    for table in found:
        assert words(table.find("caption"))
        assert {head.get("scope") for head in table.find("thead").iter("th")} == {"col"}
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.find("tbody"))
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_every_id_is_there_once_and_everything_that_is_named_is_there():
    root = parsed(page())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    named = {
        name
        for element in root.iter()
        for name in f"{element.get('aria-labelledby', '')} {(element.get('href') or '').removeprefix('#')}".split()
    }

    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_what_can_be_scrolled_can_be_reached_by_keyboard_and_has_a_name():
    regions = [element for element in parsed(page()).iter() if element.get("role") == "group" and element.tag == "div"]

    assert len(regions) == 12
    assert all(each.get("tabindex") == "0" for each in regions)
    assert all(each.get("aria-label") or each.get("aria-labelledby") for each in regions)


def test_text_of_a_file_stays_text():
    root = parsed(page())

    assert words(next(root.iter("h1"))) == "Avustukset <b>2025</b> & muut"
    assert "Yksi <virka>" in words(root)


def test_everything_that_went_in_is_printed():
    root = parsed(page())
    text = words(root)
    given = (
        "rate: 20 per week, weekdays: {sat: 0.2}",
        "after: {exponential: {mean: 2 days}}",
        "work: {lognormal: {median: 20 minutes, p90: 1 hour}}",
        "decides: {taydellinen: {ways: [{fixed: true, if: taydellinen}, {chance: 0.5}]}}",
        "work: 1.5 hours",
        "people: 1, leave: [{from: 2025-06-01, to: 2025-06-08}]",
        "people: 3, roles: [johto], hours: tiistaisin, named: true, caseload: 30",
        "tue: 9-11",
        "Lähde S001-F01",
        "Laki: tuntematon_laki",
        "Luvut on keksitty kokeilua varten.",
        "Kysytty kahdelta käsittelijältä.",
        "Vaikeat tapaukset.",
        "prosessi simulate koe.scenario.yaml --seed 7",
        "koe · tarkiste 0123abcd",
        "versio 1 · tarkiste 4567ef01",
    )

    assert [each for each in given if each not in text] == []


def test_what_is_told_first_is_what_the_results_say():
    first = words(next(section for section in parsed(page()).iter("section")))

    assert "puolet asioista kestää enintään 14 arkipäivää ja yhdeksän kymmenestä enintään 25,1" in first
    assert "Määräaika ”Päätös on tehtävä” toteutuu 80,0 %:ssa asioista" in first
    assert "Hakemuksen tarkistus" in first
    assert "oli kesken, kun toisto loppui" in first


def test_the_diagram_of_the_process_is_in_the_page_with_its_queues():
    root = parsed(page())
    state = next(element for element in root.iter("g") if element.get("id") == "process-1-heat-s-tarkistus")

    assert "jonossa 7,8, odotus" in state.get("aria-label")
    assert sum(1 for element in root.iter("svg") if element.get("class") is None) == 1


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_of_the_page_can_be_seen_where_it_stands(dark):
    for ground in ("canvas", "card"):
        texts = {name: contrast(COLOURS[name][dark], COLOURS[ground][dark]) for name in TEXT}
        marks = {name: contrast(COLOURS[name][dark], COLOURS[ground][dark]) for name in MARKS}

        assert {name for name, ratio in texts.items() if ratio < 4.5} == set()
        assert {name for name, ratio in marks.items() if ratio < 3} == set()


def test_the_page_has_no_colour_whose_contrast_nobody_looks_at():
    named = set(re.findall(r"var\(--([a-z0-9-]+)\)", STYLE.read_text("utf-8")))

    assert named <= TEXT | MARKS | DECORATION


def test_another_process_gives_the_same_bytes():
    program = "import sys; from report.made import page; sys.stdout.buffer.write(page('fi').encode())"
    made = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        check=True,
    )

    assert made.stdout == page("fi").encode()
