from __future__ import annotations

import json

import pytest

from prosessi.cli.main import main

MANY = """\
prosessi: 1
process: laina
events:
  myonna: {label: Myönnä laina}
  hylkaa: {label: Hylkää hakemus}
initial: saapunut
states:
  saapunut:
    label: Hakemus on saapunut
    transitions:
      - {event: myonna, to: valmiss}
      - {event: myonna, to: valmis}
  valmis: {label: Laina on myönnetty, final: success}
"""
SOUND = """\
prosessi: 1
process: laina
title: Laina
assumption: harjoitus
initial: valmis
states:
  valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
"""
UNGROUNDED = """\
prosessi: 1
process: laina
initial: a
states:
  a: {transitions: [{after: 2 days, to: b}]}
  b: {transitions: [{after: 2 days, to: c}]}
  c: {final: success}
"""
KEYS = [
    "code",
    "severity",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "message",
    "fix",
    "also",
    "edits",
    "example",
]


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Check a text as a file `laina.yaml`; gives the exit code and what was said."""

    def call(text, *options):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "laina.yaml").write_text(text, encoding="utf-8")
        code = main(["check", "laina.yaml", *options])
        return code, capsys.readouterr().out

    return call


@pytest.mark.parametrize(
    ("name", "text"), [("many", MANY), ("sound", SOUND), ("ungrounded", UNGROUNDED), ("colon", "a: b: c\n")]
)
def test_findings_are_shown_with_their_lines(name, text, check, golden):
    _, said = check(text)

    golden(said, f"{name}.txt")


def test_findings_can_be_a_line_each(check, golden):
    _, said = check(MANY, "--format", "concise")

    golden(said, "many.concise.txt")


def test_json_has_all_that_a_program_needs(check):
    code, said = check(MANY, "--format", "json")
    findings = json.loads(said)

    assert code == 1
    assert all(list(finding) == KEYS for finding in findings)
    assert [(finding["code"], finding["severity"], finding["line"]) for finding in findings] == [
        ("PR211", "warning", 5),
        ("PR201", "error", 11),
        ("PR122", "warning", 12),
    ]


def test_json_of_a_sound_file_is_an_empty_list(check):
    assert check(SOUND, "--format", "json") == (0, "[]\n")


def test_a_sound_file_ends_with_zero(check):
    assert check(SOUND)[0] == 0


def test_notes_alone_end_with_zero(check):
    code, said = check(SOUND.replace("title: Laina\n", ""))

    assert "huomautus PR601" in said
    assert code == 0


def test_findings_are_told_in_the_language_asked_for(check):
    assert "fel PR201 okänt tillstånd 'valmiss'" in check(MANY, "--lang", "sv")[1]
    assert "error PR201 unknown state 'valmiss'" in check(MANY, "--lang", "en")[1]


def test_several_paths_are_checked_together(tmp_path, capsys):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(SOUND, encoding="utf-8")

    code = main(["check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")])

    assert code == 0
    assert capsys.readouterr().out == "Kunnossa: 2 tiedostoa ja 2 tilaa\n"


SLIPS = SOUND.replace("title: Laina", "titel: Laina  # otsikko")


def test_what_is_certain_is_mended_in_the_file(check, tmp_path):
    code, said = check(SLIPS, "--fix")

    assert (tmp_path / "laina.yaml").read_text("utf-8") == SLIPS.replace("titel", "title")
    assert "laina.yaml: 1 havainto korjattu" in said
    assert code == 0


def test_a_change_is_shown_and_not_made(check, tmp_path):
    code, said = check(SLIPS, "--diff")

    assert (tmp_path / "laina.yaml").read_text("utf-8") == SLIPS
    assert "-titel: Laina  # otsikko\n+title: Laina  # otsikko\n" in said
    assert code == 1


def test_with_nothing_to_mend_no_change_is_shown(check):
    assert check(SOUND, "--diff") == (0, "")
    assert "Varmasti korjattavaa ei ollut" in check(SOUND, "--fix")[1]


def test_statistics_count_by_rule_and_tell_what_was_looked_at(check):
    _, said = check(MANY, "--statistics")

    assert "1  PR201  virhe     unknown-state: " in said
    assert "1 tiedosto ja 2 tilaa, aikaa kului " in said


def test_what_is_told_beside_a_form_for_programs_goes_elsewhere(tmp_path, capsys):
    (tmp_path / "laina.yaml").write_text(SLIPS, encoding="utf-8")

    code = main(["check", str(tmp_path / "laina.yaml"), "--format", "json", "--statistics", "--fix"])
    said = capsys.readouterr()

    assert (code, json.loads(said.out)) == (0, [])
    assert "1 havainto korjattu" in said.err
    assert "1 tiedosto ja 1 tila, aikaa kului " in said.err


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
@pytest.mark.parametrize("text", [MANY, SOUND, "a: b: c\n"])
def test_every_form_gives_the_same_exit_code(check, form, text):
    assert check(text, "--format", form)[0] == check(text)[0]


def test_a_file_that_is_named_twice_is_told_once(tmp_path, capsys):
    file = tmp_path / "laina.yaml"
    file.write_text(SOUND.replace("title: Laina\n", ""), encoding="utf-8")

    main(["check", str(file), str(file), "--format", "concise"])

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_only_a_mended_process_shows_is_mended_in_its_walks(tmp_path, capsys):
    folder = tmp_path / "laina"
    folder.mkdir()
    (folder / "process.yaml").write_text(SOUND.replace("initial: valmis", "intial: valmis"), encoding="utf-8")
    walks = "walks: laina\npaths:\n  heti: {start: 2026-01-07, steps: [], expect: {state: valmsi}}\n"
    (folder / "walks.yaml").write_text(walks, encoding="utf-8")

    code = main(["check", str(tmp_path), "--fix"])

    assert (code, capsys.readouterr().out.count("1 havainto korjattu")) == (0, 2)
    assert (folder / "process.yaml").read_text("utf-8") == SOUND
    assert (folder / "walks.yaml").read_text("utf-8") == walks.replace("valmsi", "valmis")
