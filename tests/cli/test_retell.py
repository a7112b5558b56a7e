"""`prosessi simulate --walk`: one simulated case, told and kept."""

import csv
import io
import sys
from functools import partial

import pytest

from prosessi.api import load
from prosessi.cli.main import main
from prosessi.walk.files import load_walks
from prosessi.walk.script import run_walks
from simulate.scenarios import written


@pytest.fixture
def scenario(tmp_path):
    """The scenario beside its process, which lies where walks look for it."""
    folder = tmp_path / "laina"
    folder.mkdir()
    file = partial(written, folder)
    file().with_name("laina.yaml").rename(folder / "process.yaml")
    return folder / "nykytila.yaml"


def _passed(file):
    loaded = load_walks(file, load)
    return [result.passed for result in run_walks(loaded.chart, loaded.walks)]


def test_a_case_of_the_table_is_told_to_the_minute(scenario, tmp_path, capsys):
    table = tmp_path / "asiat.csv"
    main(["simulate", str(scenario), "--replications", "2", "--cases-table", str(table)])
    lines = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")))
    line = next(each for each in lines if each["replication"] == "1" and each["outcome"] == "valmis")
    capsys.readouterr()

    assert main(["simulate", str(scenario), "--walk", f"1-{line['case']}", "--lang", "fi"]) == 0
    told = capsys.readouterr().out
    assert f"Lainahakemus, asia {line['case']}" in told
    assert line["begun"][11:16].lstrip("0") in told
    assert line["ended"][11:16].lstrip("0") in told
    assert "Asia päättyi: ”Valmis”" in told


def test_a_case_is_kept_as_a_walk_that_runs_again(scenario, capsys):
    file = scenario.with_name("simuloidut.walks.yaml")
    codes = [
        main(["simulate", str(scenario), "--walk", case, "--walk-into", str(file), "--lang", "fi"])
        for case in ("40", "1-40")
    ]
    wrong = scenario.with_name("wrong.walks.yaml")
    text = file.read_text(encoding="utf-8")
    wrong.write_text(text.replace("final: success", "final: closed", 1), encoding="utf-8")

    assert codes == [0, 0]
    assert "Kirjoitettu" in capsys.readouterr().err
    assert "Simuloitu asia: nykytila 1 40 (--seed 1)" in text
    assert _passed(file) == [True, True]
    assert _passed(wrong).count(False) == 1


def test_only_the_replication_of_the_case_is_run(scenario, monkeypatch):
    engine = sys.modules["prosessi.simulate.engine"]
    asked, run = [], engine.simulate

    def heard(setup, **options):
        asked.append((options["replication"], options["log"]))
        return run(setup, **options)

    monkeypatch.setattr(engine, "simulate", heard)
    main(["simulate", str(scenario), "--walk", "3-40"])

    assert asked == [(3, frozenset({40}))]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--walk", "ensimmäinen"], "'ensimmäinen' ei ole asia"),
        (["--walk", "3-"], "'3-' ei ole asia"),
        (["--walk", "99999"], "99999"),
        (["--walk", "1", "--report", "raportti.html"], "--report"),
        (["--walk", "1", "--replications", "3"], "--replications"),
        (["--walk", "1", "--walk-into", "asia.yaml"], "walks.yaml"),
        (["--walk", "1", "--walk-into", "eiole/walks.yaml"], "eiole"),
        (["--walk-into", "walks.yaml"], "--walk"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_reason(scenario, capsys, options, said):
    assert main(["simulate", str(scenario), *options, "--lang", "fi"]) == 2
    assert said in capsys.readouterr().err
