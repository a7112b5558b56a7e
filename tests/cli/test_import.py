from __future__ import annotations

import prosessi
from prosessi.cli.main import main

CHART = """<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" name="Laina">
  <state id="Auki"><transition event="palauta" target="Kiinni"/></state>
  <final id="Kiinni"/>
</scxml>
"""


def chart_file(tmp_path, text=CHART):
    file = tmp_path / "laina.scxml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_chart_is_shown_as_a_process(tmp_path, capsys):
    code = main(["import", chart_file(tmp_path)])

    shown, complaint = capsys.readouterr()
    assert (code, complaint) == (0, "")
    assert shown == prosessi.import_process(CHART).yaml_text


def test_a_chart_is_saved_in_a_folder_and_can_be_loaded(tmp_path, capsys):
    code = main(["import", chart_file(tmp_path), "-o", str(tmp_path / "kirjasto")])

    assert code == 0
    assert prosessi.load(tmp_path / "kirjasto").process.process == "kirjasto"
    assert "process.yaml" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path, capsys):
    target = tmp_path / "oma.yaml"
    target.write_text("oma", encoding="utf-8")

    code = main(["import", chart_file(tmp_path), "-o", str(target), "--lang", "en"])

    assert code == 2
    assert target.read_text("utf-8") == "oma"
    assert "is there already" in capsys.readouterr().err


def test_what_cannot_be_read_is_told_with_its_place(tmp_path, capsys):
    file = chart_file(tmp_path, CHART.replace("<final", "<!-- --><invoke/><final"))

    code = main(["import", file, "--lang", "en"])

    shown, complaint = capsys.readouterr()
    assert (code, shown) == (1, "")
    assert f"{file}:3:11: error PR092" in complaint


def test_what_was_left_out_is_told_beside_the_process(tmp_path, capsys):
    file = chart_file(tmp_path, CHART.replace("<final", '<x:y xmlns:x="urn:x"/><final'))

    code = main(["import", file, "--lang", "en"])

    shown, complaint = capsys.readouterr()
    assert code == 0
    assert "process: laina" in shown
    assert "note PR093" in complaint


def test_an_unknown_format_is_answered_with_those_that_are(tmp_path, capsys):
    code = main(["import", chart_file(tmp_path), "--from", "bpmn", "--lang", "en"])

    assert code == 2
    assert "scxml" in capsys.readouterr().err
