from __future__ import annotations

import json
from pathlib import Path

import pytest

from prosessi.cli.main import main

PROCESS = Path(__file__).parent.parent / "walk" / "avustus.yaml"
WALKS = """\
walks: avustus
paths:
  peruttu:
    start: 2025-04-15
    steps:
      - {do: peru}
"""


def plant(folder, name):
    """A process called `name` in its folder, with one walk."""
    process = PROCESS.read_text(encoding="utf-8").replace("process: avustus", f"process: {name}")
    (folder / name).mkdir()
    (folder / name / "process.yaml").write_text(process, encoding="utf-8")
    (folder / name / "walks.yaml").write_text(WALKS.replace("avustus", name), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A folder of processes, one process in it."""
    plant(tmp_path, "avustus")
    return tmp_path


def test_what_is_missing_is_told_with_its_line(folder, capsys):
    code = main(["coverage", str(folder / "avustus"), "--lang", "fi"])

    shown = capsys.readouterr().out
    assert code == 1
    assert "tilat: 2/11" in shown
    assert "process.yaml:67: tila ”Odottaa täydennystä”" in shown


def test_a_folder_tells_of_every_process_in_it(folder, capsys):
    plant(folder, "toinen")
    main(["coverage", str(folder), "--format", "json"])

    assert [told["process"] for told in json.loads(capsys.readouterr().out)] == ["avustus", "toinen"]


def test_json_counts_every_element(folder, capsys):
    main(["coverage", str(folder / "avustus"), "--format", "json"])

    (told,) = json.loads(capsys.readouterr().out)
    counts = {(element["kind"], element["id"]): element["count"] for element in told["elements"]}
    assert counts["state", "peruttu"] == 1
    assert counts["deadline", "aloitus:met"] == 0


@pytest.mark.parametrize(("old", "says"), [("{do: peru}", "ei edennyt odotetusti"), ("paths:", "walks.yaml:2")])
def test_walks_that_fail_or_are_broken_are_told(folder, capsys, old, says):
    file = folder / "avustus" / "walks.yaml"
    file.write_text(
        WALKS.replace(old, "{do: paata, by: esihenkilo}" if old != "paths:" else "pahts:"), encoding="utf-8"
    )

    assert main(["coverage", str(folder), "--lang", "fi"]) == 1
    assert says in capsys.readouterr().out


def test_coverage_is_painted_on_the_diagram(folder, tmp_path):
    main(["coverage", str(folder / "avustus"), "--svg", str(tmp_path / "kuva.svg"), "--lang", "fi"])

    assert "1×" in (tmp_path / "kuva.svg").read_text(encoding="utf-8")


def test_one_picture_of_several_processes_cannot_be_drawn(folder, tmp_path, capsys):
    plant(folder, "toinen")

    assert main(["coverage", str(folder), "--svg", str(tmp_path / "kuva.svg"), "--lang", "fi"]) == 2
    assert "niitä on 2" in capsys.readouterr().err
