"""Mermaid and DOT: everything is named, and nothing that an author writes breaks the format."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import bridgeable
import prosessi
import strategies
from charts import ROOT, chart_of
from prosessi.chart.chart import Trigger
from prosessi.export.exporter import FORMATS, write
from prosessi.export.words import edge_label, state_label

SHIPPED = sorted(path.parent for path in (ROOT / "processes").glob("*/process.yaml"))
TEXTUAL = [name for name in FORMATS if FORMATS[name].textual and name != "scxml"]  # that is no drawing
NASTY = [
    'Lainaus "näin" ja \\ ja \'',
    "<b>lihava</b> & &amp; #35; ;: -- --> [*] {}",
    "😀 Ääkkösiä §, ”lainattu” – ja 日本",
    "note right of a : end note %% kommentti",
    "Pitkä nimi " * 18,
    "kaksi\nriviä\tja sarkain",
]

EVERYTHING = """
title: {fi: Kokeen kulku, sv: Provets gång}
case: {n: {type: integer, default: 0}}
events:
  aloita: {label: {fi: Aloita, sv: Börja}}
  keskeyta: {label: Keskeytä}
  jatka: {}
deadlines: {maara: {label: Aikaa on, starts: {enter: tyo}, met_by: {enter: valmis}, within: 7 working days}}
states:
  end: {label: Alku, transitions: [{event: aloita, to: tyo}, {event: aloita, else: true, to: valmis}]}
  tyo:
    label: Työ
    transitions: [{event: keskeyta, to: tauko}, {done: true, to: valmis}, {after: 3 months, re-enter: true, to: tyo}]
    parallel:
      vaihe: {label: Yksi vaihe, finish: jatka, if: n > 0}
      kulku:
        states:
          palaa: {history: deep}
          eka: {transitions: [{event: jatka, if: n < 2, set: {n: n + 1}, to: toka}]}
          toka: {final: done}
        transitions: [{always: true, if: n == 5, raise: keskeyta}]
  tauko: {transitions: [{event: jatka, to: palaa}]}
  valmis: {label: Valmis, final: handover, process: toinen}
"""


def read_back(text, name):
    """The text with what the format wrote for special characters turned back, and its line breaks gone."""
    if name == "mermaid":
        return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)
    plain = text.replace(r"\n", " ").replace(r"\"", '"').replace("\\\\", "\\")
    return " ".join(html.unescape(plain).split())


def unnamed(chart, name, language="fi"):
    """The states and transitions that the text does not name."""
    text = "".join(read_back(write(chart, name, language).text, name).split())
    labels = [state_label(chart, vertex, language) for vertex in chart.vertices if vertex.written is not None]
    labels += [edge_label(chart, edge, language) for edge in chart.edges if edge.trigger is not Trigger.SENT]
    return [label for label in labels if "".join(label.split()) not in text]


def awaiting(written):
    """The process with an event in every state that comes later."""
    states = {
        name: state if "final" in state else state | {"exit": {"then": [{"later": {"a": "2 weeks"}}]}}
        for name, state in written["states"].items()
    }
    return written | {"states": states}


def drawn(dot):
    """The picture that Graphviz makes of a DOT text; it fails on a text that is not valid."""
    engine = Path(sys.executable).parent / "graphviz-pure"
    return subprocess.run(  # our own dependency
        [engine, "-Tsvg"], input=dot, capture_output=True, encoding="utf-8", check=True
    )


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_state_and_transition_of_a_shipped_process_is_named(folder, name):
    chart = prosessi.load(folder)

    assert unnamed(chart, name) == []
    assert unnamed(chart, name, "sv") == []


@pytest.mark.parametrize("name", TEXTUAL)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(strategies.processes(timed=True) | strategies.processes().map(awaiting) | bridgeable.processes())
def test_every_state_and_transition_of_a_random_process_is_named(name, written):
    assert unnamed(chart_of(written), name) == []


@pytest.mark.parametrize("name", TEXTUAL)
def test_the_text_is_as_it_was(name, golden):
    chart = chart_of(EVERYTHING)

    golden(write(chart, name, "fi").text, f"everything{FORMATS[name].suffix}")


@pytest.mark.parametrize("name", TEXTUAL)
def test_the_same_chart_gives_the_same_text(name):
    assert write(chart_of(EVERYTHING), name, "fi") == write(chart_of(EVERYTHING), name, "fi")


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize("label", NASTY)
def test_names_survive_whatever_their_characters(name, label):
    chart = chart_of(
        {
            "events": {"go": {"label": label}},
            "states": {"a": {"label": label, "transitions": [{"event": "go", "to": "a"}]}, "b": {"final": "success"}},
        }
    )

    assert unnamed(chart, name) == []


@pytest.mark.parametrize("label", NASTY)
def test_a_mermaid_line_has_no_characters_of_mermaid_s_own_in_a_name(label):
    chart = chart_of({"states": {"a": {"label": label}}})
    line = next(line for line in write(chart, "mermaid", "fi").text.splitlines() if line.endswith(" as a"))

    assert re.fullmatch(r'    state "([^"#;<>&:{}%\\|]|#\d+;)*" as a', line)


@pytest.mark.parametrize("word", ["state", "note", "end", "class", "default", "root", "x_start", "x_end"])
def test_a_state_called_like_a_word_of_mermaid_s_is_told_apart(word):
    text = write(
        chart_of({"states": {"a": {"transitions": [{"event": "go", "to": word}]}, word: {}}}), "mermaid", "fi"
    ).text

    assert f'    state "{word.replace("_", " ").capitalize()}" as {word}X\n' in text
    assert f"    a --> {word}X : Go\n" in text


@pytest.mark.parametrize("label", NASTY)
def test_graphviz_draws_names_whatever_their_characters(label):
    written = {"states": {"a": {"label": label, "states": {"x": {"label": label}}}}}
    picture = html.unescape(drawn(write(chart_of(written), "dot", "fi").text).stdout)

    words = label.split()
    assert all(word in picture.replace("\xa0", " ") for word in words)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(strategies.processes(timed=True))
def test_graphviz_draws_random_processes_without_complaint(written):
    complaints = drawn(write(chart_of(written), "dot", "fi").text).stderr

    assert [line for line in complaints.splitlines() if "width of non-ASCII character" not in line] == []


@pytest.mark.parametrize("name", TEXTUAL)
def test_what_comes_later_is_told_where_it_is_begun_and_has_no_arrow_of_its_own(name):
    later = {"event": "ask", "to": "b", "then": [{"later": {"remind": "2 weeks"}}]}
    events = {"ask": {}, "remind": {}}
    exported = write(chart_of({"events": events, "states": {"a": {"transitions": [later]}, "b": {}}}), name, "en").text
    text = read_back(exported, name)

    assert "Ask / raise remind after 2 weeks" in text
    assert text.count("remind") == 1
    assert set(re.findall(r"^\s*(\w+) -+> (\w+)", exported, re.MULTILINE)) == {("a", "b")}


def test_regions_of_a_parallel_state_are_parted():
    lines = [line.strip() for line in write(chart_of(EVERYTHING), "mermaid", "fi").text.splitlines()]

    assert lines.count("--") == 1


def test_an_export_is_saved_with_its_own_suffix(tmp_path):
    exported = write(chart_of(EVERYTHING), "mermaid", "fi")

    assert exported.save(tmp_path / "kaavio") == tmp_path / "kaavio.mmd"
    assert (tmp_path / "kaavio.mmd").read_bytes().decode() == exported.text
