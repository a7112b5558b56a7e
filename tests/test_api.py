"""The public names: what they take, and that they are all that is promised."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import prosessi
from prosessi import api
from prosessi.messages import speaking

STUB = Path(prosessi.__file__).with_suffix(".pyi")
TEXT = """\
prosessi: 1
process: koe
assumption: koe
title: Koe
events: {go: {label: Mene, by: tekija, assumption: koe}}
roles: {tekija: {label: Tekijä, assumption: koe}}
initial: a
states:
  a: {label: Alku, assumption: koe, transitions: [{event: go, to: b, assumption: koe}]}
  b: {label: Loppu, assumption: koe, final: success}
"""
BROKEN = TEXT.replace("to: b", "to: bb")


def test_the_names_are_sorted_and_the_same_for_people_and_for_type_checkers():
    told = ast.literal_eval(
        next(node.value for node in ast.parse(STUB.read_text()).body if isinstance(node, ast.Assign))
    )

    assert prosessi.__all__ == sorted(prosessi.__all__) == told


@pytest.mark.parametrize("name", prosessi.__all__)
def test_every_name_can_be_imported_and_says_what_it_is(name):
    assert inspect.getdoc(getattr(prosessi, name))


def test_no_other_name_is_public():
    rooms = {name for name in vars(prosessi) if inspect.ismodule(getattr(prosessi, name))}
    public = {name for name in dir(prosessi) if not name.startswith("_")}

    assert public - rooms == set(prosessi.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="veryify"):
        _ = prosessi.veryify


def test_importing_prosessi_loads_nothing_of_it():
    code = "import sys, prosessi; print([n for n in sys.modules if n.startswith(('prosessi.', 'pydantic', 'yaml'))])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_loading_a_room_does_not_hide_the_verb_of_its_name():
    code = "import prosessi, prosessi.check.check, prosessi.walk.walk; print(prosessi.check, prosessi.walk)"
    shown = subprocess.check_output([sys.executable, "-W", "error", "-c", code], text=True)

    assert shown.count("<function") == 2


def test_the_examples_of_the_verbs_are_true():
    names = {name: getattr(prosessi, name) for name in prosessi.__all__}
    files = {home for home in prosessi._HOMES.values() if home.startswith("prosessi.api.")}
    results = [doctest.testmod(sys.modules[file], extraglobs=names | {"date": date}) for file in files]

    assert sum(result.attempted for result in results) >= 6
    assert sum(result.failed for result in results) == 0


def test_every_name_lives_where_type_checkers_think_it_does():
    told = {
        alias.name: node.module
        for node in ast.parse(STUB.read_text()).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert told == prosessi._HOMES


def test_the_verbs_are_those_of_the_room_too():
    assert all(getattr(api, name) is getattr(prosessi, name) for name in prosessi.__all__)
    with pytest.raises(AttributeError, match="veryify"):
        _ = api.veryify


def test_text_a_path_and_a_string_path_mean_the_same(tmp_path):
    folder = tmp_path / "koe"
    folder.mkdir()
    file = folder / "process.yaml"
    file.write_text(TEXT, encoding="utf-8")

    loaded = [prosessi.load(given).process for given in (TEXT, file, str(file), folder, str(folder))]

    assert loaded == [loaded[0]] * 5


def test_a_process_without_errors_has_no_findings():
    assert prosessi.check(TEXT) == ()


def test_findings_of_a_text_have_places_in_it():
    (finding,) = prosessi.check(BROKEN)

    assert (finding.at.file, finding.at.line, finding.severity) == ("<text>", 9, prosessi.Severity.ERROR)


def test_a_process_with_errors_cannot_be_loaded():
    with pytest.raises(prosessi.InvalidProcess) as invalid:
        prosessi.load(BROKEN)

    assert invalid.value.findings == prosessi.check(BROKEN)


def test_a_register_is_no_process():
    with speaking("en"), pytest.raises(prosessi.ProsessiError, match="not a process"):
        prosessi.load("laws: {}\n")


def test_a_name_of_nothing_is_met_with_the_nearest():
    with speaking("en"), pytest.raises(prosessi.NotFound, match="did you mean 'jalkihuolto'"):
        prosessi.load("jalkihuolta")


def test_a_case_is_walked():
    case = prosessi.walk(prosessi.load(TEXT), start=date(2025, 4, 15))
    case.send("go", by="tekija")

    assert case.finished == "success"


def test_coverage_counts_the_walks_that_are_given():
    chart = prosessi.load(TEXT)
    case = prosessi.walk(chart, start=date(2025, 4, 15))

    assert [element.id for element in prosessi.coverage(chart, [case]).missing] == ["b", 0]


def test_coverage_of_a_text_finds_no_walks():
    assert prosessi.coverage(prosessi.load(TEXT)).share == 0


def test_a_picture_is_saved_as_its_ending_says(tmp_path):
    drawing = prosessi.render(prosessi.load(TEXT))

    assert drawing.save(tmp_path / "koe.svg").read_text(encoding="utf-8") == drawing.svg
    assert drawing.save(str(tmp_path / "koe.png")).read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_an_unknown_kind_is_wrong_use(tmp_path):
    with speaking("en"), pytest.raises(prosessi.WrongUse, match="does not end with"):
        prosessi.render(prosessi.load(TEXT)).save(tmp_path / "koe.gif")


def test_a_process_is_told_in_words():
    assert "Alku" in prosessi.describe(prosessi.load(TEXT))


def test_a_process_is_exported_in_the_language_asked_for():
    chart = prosessi.load("jalkihuolto")

    assert prosessi.export(chart, "dot", language="sv").text != prosessi.export(chart, "dot", language="fi").text


def test_an_export_to_transitions_is_a_machine():
    machine = prosessi.export(prosessi.load(TEXT), "transitions")
    machine.go()

    assert machine.state == "b"


def test_an_unknown_format_is_met_with_the_nearest():
    with speaking("en"), pytest.raises(prosessi.NotFound, match="did you mean 'mermaid'"):
        prosessi.export(prosessi.load(TEXT), "mermaids")
