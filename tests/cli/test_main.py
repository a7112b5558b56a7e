from __future__ import annotations

import io
import subprocess
import sys

import click
import pytest

from prosessi.cli import check
from prosessi.cli.main import commands, main
from prosessi.messages import language

HEAVY = ("networkx", "numba", "numpy", "pydantic", "yaml", "graphviz", "holidays", "transitions")


@pytest.fixture
def run(capsys):
    """Run the command line; gives the exit code, what it said and what it complained about."""

    def call(*words):
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def broken(*_arguments, **_options):
    raise RecursionError


def interrupted(*_arguments, **_options):
    raise KeyboardInterrupt


def test_without_a_command_the_help_is_shown(run):
    assert run() == run("--help")


def test_the_help_names_every_command_in_finnish(run):
    code, said, _ = run("--help")

    assert code == 0
    assert "Käyttö: prosessi [VALINNAT]" in said
    assert "Tarkista prosessit" in said


def test_help_is_spoken_in_the_language_asked_for(run):
    assert "Användning:" in run("--lang", "sv", "--help")[1]
    assert "Usage:" in run("check", "--lang", "en", "--help")[1]


def test_the_language_of_one_run_does_not_stay_for_the_next(run):
    run("--lang", "sv", "--help")

    assert language() == "fi"


def test_every_command_file_makes_a_command_that_says_what_it_is_for():
    context = click.Context(commands)
    found = {name: commands.get_command(context, name) for name in commands.list_commands(context)}

    assert {"check", "explain"} <= set(found)
    assert all(command.get_short_help_str() for command in found.values())


def test_what_click_says_by_itself_is_in_the_language_asked_for(run):
    told = run("staff", "--lang", "fi", "--help")[1]

    assert "[pakollinen]" in told
    assert "[vähintään 1]" in told
    assert "KOMENTO [TARKENTEET]..." in run("--lang", "fi", "--help")[1]


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from prosessi.cli.main import main; main(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert said.splitlines()[-1] == "[]"


def test_the_version_is_shown(run):
    code, said, _ = run("--version")

    assert code == 0
    assert said.startswith("prosessi 0.")


def test_an_unknown_command_is_met_with_the_nearest(run):
    code, said, complaint = run("chekc")

    assert (code, said) == (2, "")
    assert "tarkoititko 'check'" in complaint


def test_an_unknown_option_is_met_with_the_nearest(run):
    code, _, complaint = run("check", "--fromat", "json", "x")

    assert code == 2
    assert "tarkoititko '--format'" in complaint
    assert "prosessi check --help" in complaint


def test_a_missing_argument_is_named(run):
    assert run("check")[::2] == (2, "prosessi: PATH... puuttuu\nOhje: prosessi check --help\n")


def test_a_wrong_choice_is_met_with_the_right_ones(run):
    code, _, complaint = run("check", "--format", "xml", "x")

    assert code == 2
    assert "--format on jokin näistä: concise, github, json, junit, sarif ja text" in complaint


def test_what_is_not_there_is_a_sentence(run):
    code, said, complaint = run("check", "ei/ole/mitaan.yaml")

    assert (code, said) == (2, "")
    assert "'ei/ole/mitaan.yaml'" in complaint


def test_a_fault_of_ours_is_one_line_and_no_traceback(run, monkeypatch):
    monkeypatch.setattr(check.command, "callback", broken)

    code, _, complaint = run("check", "x")

    assert code == 2
    assert "RecursionError" in complaint
    assert complaint.count("\n") == 1


def test_an_interrupted_run_ends_quietly(run, monkeypatch):
    monkeypatch.setattr(check.command, "callback", interrupted)

    code, said, complaint = run("check", "x")

    assert code == 130
    assert said == ""
    assert "Traceback" not in complaint


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_no_console_is_too_old(encoding, tmp_path, monkeypatch):
    (tmp_path / "x.yaml").write_text("prosessi: 1\nprocess: 私😀\nstates: {}\n", encoding="utf-8")
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", console)

    code = main(["check", str(tmp_path / "x.yaml")])
    console.flush()

    assert code == 1
    assert b"process: ??" in console.buffer.getvalue()
