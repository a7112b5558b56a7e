"""Files that are no process, through every command that reads one."""

from __future__ import annotations

import sys

import pytest

from prosessi.cli.main import main

BROKEN = {
    "empty": b"",
    "nothing but a remark": b"# vain huomautus\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nul": b"prosessi: 1\nprocess: \0\n",
    "Latin-1": "prosessi: 1\nprocess: x\ntitle: Käynti\n".encode("latin-1"),
    "UTF-16 without a mark": "prosessi: 1\n".encode("utf-16-le"),
    "a surrogate": b"title: \xed\xa0\x80\n",
    "brackets": b"[" * 100_000,
    "very deep condition": b"prosessi: 1\nprocess: x\nstates: {a: {if: " + b"(" * 3000 + b"}}\n",
    "a list": b"- a\n",
    "a word": b"hei\n",
    "walks of nothing": b"walks: poissa\npaths: {}\n",
    "a law register": b"laws: {}\n",
}


@pytest.mark.parametrize("command", ["check", "walk", "coverage"])
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_calmly_by_every_command(command, content, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    file = tmp_path / "ää kö.yaml"
    file.write_bytes(content)

    code = main([command, str(file)])

    out, err = capsys.readouterr()
    assert code in {1, 2} or b"laws" in content
    assert out + err or b"laws" in content
    assert "Traceback" not in out + err
    assert "prosessin oma vika" not in err


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_program_without_a_console_is_not_talked_to(stream, monkeypatch):
    monkeypatch.setattr(sys, stream, None)

    assert main(["walk", "jalkihuolto"]) == 0


def test_a_sound_file_gives_no_line_in_the_concise_form(capsys):
    assert main(["check", "jalkihuolto", "--format", "concise"]) in {0, 1}
    assert not capsys.readouterr().out.startswith("\n")


def test_troubles_of_the_system_are_told_in_our_words(capsys):
    assert main(["check", "a" * 300]) == 2
    assert "sen nimi on liian pitkä" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "walk", "coverage", "render", "export"])
def test_a_strange_file_name_is_no_reason_for_a_traceback(command, tmp_path, capsys):
    code = main([command, str(tmp_path / "a\nb 📄.yaml"), *(["--to", "dot"] if command == "export" else [])])

    shown = capsys.readouterr()
    assert code in {1, 2}
    assert shown.err
    assert "oma vika" not in shown.err
