"""The cases of findings, saved beside a process: its own walks then run them."""

from __future__ import annotations

import pytest

from prosessi.api import load
from prosessi.cli.main import main
from prosessi.walk.files import load_walks
from prosessi.walk.script import run_walks

STUCK = """\
prosessi: 1
process: laina
initial: saapunut
case: {takaaja: {type: boolean}}
events: {tutki: {decides: takaaja}, myonna: {}}
states:
  saapunut: {transitions: [{event: tutki, to: tutkittu}]}
  tutkittu: {transitions: [{event: myonna, if: takaaja, to: valmis}]}
  valmis: {final: success}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "laina").mkdir()
    (tmp_path / "laina" / "process.yaml").write_text(STUCK, encoding="utf-8")
    return tmp_path / "laina"


def test_a_saved_case_is_a_walk_that_passes(folder, capsys):
    main(["check", str(folder), "--cases", str(folder)])

    loaded = load_walks(folder / "laina.cases.walks.yaml", load)
    results = run_walks(loaded.chart, loaded.walks)
    assert [(result.name, result.passed) for result in results] == [("pr130_8", True)]
    assert "laina.cases.walks.yaml" in capsys.readouterr().out


def test_the_way_of_a_saved_case_is_drawn(folder):
    main(["check", str(folder), "--cases", str(folder / "kuvat")])

    svg = (folder / "kuvat" / "laina.pr130_8.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "asia on tässä" in svg


def test_cases_can_be_saved_again(folder):
    codes = [main(["check", str(folder / "process.yaml"), "--cases", str(folder)]) for _ in range(2)]

    assert codes == [1, 1]
    assert (folder / "laina.cases.walks.yaml").read_text(encoding="utf-8").count("pr130_8") == 1


def test_a_process_without_holes_has_no_cases_to_save(folder, capsys):
    (folder / "process.yaml").write_text(STUCK.replace(", if: takaaja", ""), encoding="utf-8")

    main(["check", str(folder / "process.yaml"), "--cases", str(folder)])

    assert "joten mitään ei tallennettu" in capsys.readouterr().out
    assert sorted(file.name for file in folder.iterdir()) == ["process.yaml"]
