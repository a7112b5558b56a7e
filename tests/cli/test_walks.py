from __future__ import annotations

import json
import shlex
import subprocess
import sys

import pytest

from prosessi.cli.main import main
from verify.granted import TEXT

HEAD = "prosessi: 1\nprocess: avustus\n"
OWN = """\
walks: avustus
paths:
  tavallinen:
    start: 2026-03-02
    steps:
      - {do: hae, by: asiakas, with: hakemus, set: {summa: 120}, expect: {state: myonnetty}}
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a process and one walk of its author."""
    (tmp_path / "avustus").mkdir()
    (tmp_path / "avustus" / "process.yaml").write_text(HEAD + TEXT.lstrip(), encoding="utf-8")
    (tmp_path / "avustus" / "walks.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path / "avustus"


def test_walks_are_written_beside_the_process_and_the_author_s_own_stay(folder, capsys):
    code = main(["walks", str(folder), "--cover", "all", "--lang", "fi"])

    assert code == 0
    assert "läpikäynti" in capsys.readouterr().out
    assert (folder / "walks.yaml").read_text(encoding="utf-8") == OWN
    assert "# prosessi walks" in (folder / "generated.walks.yaml").read_text(encoding="utf-8")


def test_pytest_runs_the_written_walks(folder):
    main(["walks", str(folder), "--strong"])

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)

    assert ran.returncode == 0, ran.stdout
    assert "generated" not in ran.stdout.replace("generated.walks.yaml", "")


def test_a_file_of_somebody_s_own_is_not_overwritten(folder, capsys):
    code = main(["walks", str(folder), "-o", str(folder / "walks.yaml"), "--lang", "fi"])

    assert code == 2
    assert "jätetään ennalleen" in capsys.readouterr().err
    assert (folder / "walks.yaml").read_text(encoding="utf-8") == OWN


def test_made_walks_are_made_anew(folder):
    main(["walks", str(folder), "--cover", "all"])
    code = main(["walks", str(folder), "--cover", "states"])

    assert code == 0


def test_walks_are_shown_as_json(folder, capsys):
    main(["walks", str(folder), "--format", "json", "--cover", "boundaries"])

    shown = json.loads(capsys.readouterr().out)
    assert {step["set"]["summa"] for walk in shown["walks"] for step in walk["steps"] if "set" in step} >= {
        499,
        500,
        501,
    }


def test_walks_are_told_to_people(folder, capsys):
    main(["walks", str(folder), "--format", "text"])

    assert "Asiakas: Hae." in capsys.readouterr().out
    assert not (folder / "generated.walks.yaml").exists()


def test_what_no_walk_would_notice_is_told_in_words_with_its_place(folder, capsys):
    code = main(["mutate", str(folder), "--lang", "fi"])

    shown = capsys.readouterr().out
    assert code == 0
    assert "process.yaml:16: Jos raja olisi 501 eikä 500, mikään läpikäynti ei huomaisi sitä." in shown
    assert f"tekee komento: prosessi walks {shlex.quote(str(folder))} --strong" in shown


def test_too_few_noticed_mistakes_are_an_exit_code(folder):
    assert main(["mutate", str(folder), "--min", "90"]) == 1


def test_strong_walks_leave_nothing_unnoticed(folder, capsys):
    main(["walks", str(folder), "--strong"])
    capsys.readouterr()

    code = main(["mutate", str(folder), "--min", "100", "--format", "json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["percent"] == 100


def test_without_walks_there_is_nothing_to_score(folder, capsys):
    (folder / "walks.yaml").unlink()

    assert main(["mutate", str(folder), "--lang", "fi"]) == 2
    assert "läpikäyntejä" in capsys.readouterr().err
