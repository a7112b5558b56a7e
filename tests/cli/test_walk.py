from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from prosessi.cli.main import main

PROCESS = Path(__file__).parent.parent / "walk" / "avustus.yaml"


@pytest.fixture
def folder(tmp_path):
    """A folder with one process and no walks."""
    (tmp_path / "avustus").mkdir()
    shutil.copy(PROCESS, tmp_path / "avustus" / "process.yaml")
    return tmp_path / "avustus"


@pytest.fixture
def typed(monkeypatch, capsys):
    """Run `prosessi walk` with lines on its standard input; gives the exit code and what was shown."""

    def run(*arguments, lines=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["walk", *map(str, arguments), "--lang", "fi"])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def test_a_walk_begins_on_the_day_that_is_given(typed, folder):
    code, shown = typed(folder, "--start", "15.4.2025", "--set", "suuri=kyllä")

    assert code == 0
    assert "Avustuksen hakeminen" in shown
    assert "Hakemus on ratkaistava: viimeistään ti 15.7.2025, 91 päivää jäljellä" in shown


def test_lines_from_a_pipe_are_shown_as_if_typed(typed, folder):
    assert "> lopeta" in typed(folder, lines=["lopeta"])[1]


def test_a_walk_is_saved_beside_its_process(typed, folder):
    _, shown = typed(folder, "--start", "2025-04-15", lines=["2", "tallenna Hakija perui", "lopeta"])

    assert "hakija_perui" in (folder / "walks.yaml").read_text(encoding="utf-8")
    assert "ei tallennettu" not in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--start", "huomenna"], "'huomenna' ei ole päivä"),
        (["--set", "suuri"], "tieto=arvo"),
        (["--set", "suuri=ehkä"], "kyllä tai ei"),
        (["--set", "suri=ei"], "suuri"),
    ],
)
def test_what_cannot_begin_says_why_and_ends_with_two(typed, folder, arguments, says):
    code, shown = typed(folder, *arguments)

    assert (code, says in shown) == (2, True)


def test_a_process_with_errors_is_not_walked(typed, folder):
    file = folder / "process.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("to: peruttu", "to: perutu"), encoding="utf-8")

    code, shown = typed(folder)
    assert (code, "PR201" in shown) == (1, True)


def test_an_interrupt_says_what_is_lost(monkeypatch, folder, capsys):
    def interrupted(_prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)

    assert main(["walk", str(folder), "--lang", "fi"]) == 130
    assert "Keskeytetty" in capsys.readouterr().out
