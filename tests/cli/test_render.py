"""`prosessi render`: pictures and words from the command line, and plain sentences when it cannot."""

from xml.etree import ElementTree as ET

import pytest
import yaml

from prosessi.cli.main import main
from prosessi.shipped import folder

NAME = "lastensuojeluilmoituksen-kasittely"
WALK = next(iter(yaml.safe_load((folder() / NAME / "walks.yaml").read_text("utf-8"))["paths"]))


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("svg", b"<svg "), ("png", b"\x89PNG"), ("txt", b"LASTENSUOJELU"), ("md", b"# Lastensuojelu")],
)
def test_the_ending_of_the_file_says_what_is_made(tmp_path, ending, begins):
    code = main(["render", NAME, "-o", str(tmp_path / f"kuva.{ending}"), "--lang", "fi"])

    assert code == 0
    assert (tmp_path / f"kuva.{ending}").read_bytes().startswith(begins)


def test_the_format_goes_before_the_ending(tmp_path):
    main(["render", NAME, "-o", str(tmp_path / "kuva.xml"), "--format", "svg"])

    assert (tmp_path / "kuva.xml").read_bytes().startswith(b"<svg ")


def test_without_a_file_the_words_go_to_the_screen(capsys):
    main(["render", NAME, "--format", "text", "--lang", "fi"])

    assert "Tee lastensuojeluilmoitus → Ilmoitusta käsitellään." in capsys.readouterr().out


def test_the_picture_on_the_screen_is_whole(capsys):
    main(["render", NAME, "--view", "lanes", "--theme", "dark", "--lang", "sv"])

    assert ET.fromstring(capsys.readouterr().out).get("lang") == "sv"  # noqa: S314  (our own file)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "kuva.xyz"], "'.xyz' ei ole"),
        (["-o", "kuva"], "päätettä"),
        (["--format", "png"], "-o"),
        (["--view", "ympyrä", "-o", "kuva.svg"], "--view"),
        (["--scale", "99", "-o", "kuva.png"], "99"),
    ],
)
def test_a_wrong_wish_is_answered_with_a_sentence(capsys, arguments, said):
    code = main(["render", NAME, *arguments, "--lang", "fi"])

    assert code == 2
    assert said in capsys.readouterr().err


def test_a_process_with_errors_shows_them_and_draws_nothing(tmp_path, capsys):
    (tmp_path / "process.yaml").write_text("prosessi: 1\nprocess: koe\nstates: {}\n", encoding="utf-8")
    code = main(["render", str(tmp_path / "process.yaml"), "-o", str(tmp_path / "kuva.svg"), "--lang", "fi"])

    assert code == 1
    assert "PR119" in capsys.readouterr().err
    assert not (tmp_path / "kuva.svg").exists()


def test_a_process_that_is_not_there_is_told(capsys):
    code = main(["render", "ei-ole-tallaista", "-o", "kuva.svg", "--lang", "fi"])

    assert code == 2
    assert "ei-ole-tallaista" in capsys.readouterr().err


def test_a_file_with_a_line_break_in_its_name_is_a_file(tmp_path, capsys):
    file = tmp_path / "kaksi\nrivia.yaml"
    file.write_text("prosessi: 1\nprocess: koe\nstates: {}\n", encoding="utf-8")
    code = main(["render", str(file), "--format", "text", "--lang", "fi"])

    assert code == 1
    assert "PR119" in capsys.readouterr().err


def test_a_missing_name_with_a_line_break_is_not_taken_for_yaml(capsys):
    code = main(["render", "a: 1\nb: 2", "--lang", "fi"])

    assert code == 2
    assert "PR" not in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(tmp_path, capsys):
    code = main(["render", NAME, "-o", str(tmp_path / "puuttuu" / "kuva.svg"), "--lang", "fi"])

    assert code == 2
    assert "kuva.svg" in capsys.readouterr().err


def test_text_too_small_for_the_sheet_is_told(tmp_path, capsys):
    code = main(["render", NAME, "-o", str(tmp_path / "kuva.svg"), "--page", "a4", "--lang", "fi"])

    assert code == 0
    assert "pistettä" in capsys.readouterr().err


def test_the_way_of_a_walk_is_painted(tmp_path):
    main(["render", NAME, "-o", str(tmp_path / "kuva.svg"), "--walk", WALK, "--lang", "fi"])

    assert "läpikäynnin askeleet numeroituina" in (tmp_path / "kuva.svg").read_text(encoding="utf-8")


def test_a_walk_that_is_not_there_names_the_nearest(tmp_path, capsys):
    code = main(["render", NAME, "-o", str(tmp_path / "kuva.svg"), "--walk", WALK[:-1], "--lang", "fi"])

    assert code == 2
    assert WALK in capsys.readouterr().err


def test_a_missing_engine_is_told(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PROSESSI_DOT", "there-is-no-such-program")
    code = main(["render", NAME, "-o", str(tmp_path / "kuva.svg"), "--lang", "fi"])

    assert code == 2
    assert "there-is-no-such-program" in capsys.readouterr().err
