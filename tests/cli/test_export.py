from __future__ import annotations

import pytest

import prosessi
from prosessi.cli.main import main
from prosessi.export.exporter import FORMATS

TEXTUAL = [name for name in FORMATS if FORMATS[name].textual]


@pytest.mark.parametrize("form", TEXTUAL)
def test_the_text_of_a_format_goes_to_the_screen(form, capsys):
    code = main(["export", "jalkihuolto", "--to", form, "--lang", "sv"])

    assert code == 0
    assert capsys.readouterr().out == prosessi.export(prosessi.load("jalkihuolto"), form, language="sv").text


def test_a_file_without_an_ending_is_given_one(tmp_path, capsys):
    code = main(["export", "jalkihuolto", "--to", "mermaid", "-o", str(tmp_path / "kuva")])

    assert code == 0
    assert (tmp_path / "kuva.mmd").exists()
    assert str(tmp_path / "kuva.mmd") in capsys.readouterr().out


@pytest.mark.parametrize("form", ["transitions", "bpmn"])
def test_a_format_that_is_no_text_is_refused_with_those_that_are(form, capsys):
    code = main(["export", "jalkihuolto", "--to", form, "--lang", "en"])

    assert code == 2
    assert "the formats are dot, mermaid and scxml" in capsys.readouterr().err


def test_a_process_with_errors_is_not_exported(tmp_path, capsys):
    (tmp_path / "process.yaml").write_text("prosessi: 1\nprocess: koe\nstates: {}\n", encoding="utf-8")

    code = main(["export", str(tmp_path), "--to", "dot"])

    shown, complaint = capsys.readouterr()
    assert (code, shown) == (1, "")
    assert "virhe PR119" in complaint
