from __future__ import annotations

import json

import pytest
import yaml

from prosessi.cli.main import main

PROCESS = "monialainen-jalkautuva-tyoparityo"
ACTS = ("{first}", "Outo")
LINES = "Asianumero;Toiminto;Aika\n" + "".join(
    f"{case};{act};{13 + case % 5}.1.2025 klo 9.{case:02}\n" for case in range(30) for act in ACTS
)


@pytest.fixture
def log(tmp_path):
    from prosessi import api

    first = next(iter(api.load(PROCESS).process.events))
    file = tmp_path / "loki.csv"
    file.write_text(LINES.replace("{first}", first), encoding="utf-8")
    return str(file)


def test_the_table_is_told_and_the_scenario_shown(log, capsys):
    code = main(["fit", log, "--process", PROCESS])

    shown, told = capsys.readouterr()
    assert code == 0
    assert yaml.safe_load(shown)["processes"][PROCESS]["arrivals"]["assumption"] == "loki loki.csv: 30 asiaa"
    assert "uudet asiat" in told
    assert "'Outo'" in told


def test_the_scenario_is_saved_and_nothing_is_written_over(log, tmp_path, capsys):
    target = tmp_path / "oma.scenario.yaml"

    assert main(["fit", log, "--process", PROCESS, "-o", str(target)]) == 0
    assert "uudet asiat" in capsys.readouterr().out
    assert main(["fit", log, "--process", PROCESS, "-o", str(target)]) == 2
    assert yaml.safe_load(target.read_text("utf-8"))["scenario"] == f"{PROCESS}-lokista"


def test_programs_get_json(log, capsys):
    assert main(["fit", log, "--process", PROCESS, "--format", "json", "--lang", "en"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["cases"] == 30
    assert {"what", "n", "came_out", "distance", "verdict", "estimator"} == {*told["rows"][0]}


def test_names_can_be_put_to_ids(log, capsys):
    from prosessi import api

    second = [*api.load(PROCESS).process.events][1]

    assert main(["fit", log, "--process", PROCESS, "--name", f"Outo={second}"]) == 0
    assert "'Outo'" not in capsys.readouterr().err


WRONG = [
    (["--case", "Nimi"], "ei ole saraketta 'Nimi'"),
    (["--name", "Outo"], "ei ole muotoa"),
    (["--timezone", "Suomi"], "aikavyöhykettä 'Suomi' ei ole"),
]


@pytest.mark.parametrize(("options", "complaint"), WRONG)
def test_what_cannot_be_is_told_in_a_sentence(log, capsys, options, complaint):
    assert main(["fit", log, "--process", PROCESS, *options]) == 2
    assert complaint in capsys.readouterr().err


def test_a_log_of_something_else_is_told_so(tmp_path, capsys):
    file = tmp_path / "loki.csv"
    file.write_text("case,event,time\n1,Osta leipää,2025-01-07\n", encoding="utf-8")

    assert main(["fit", str(file), "--process", PROCESS]) == 2
    assert "Osta leipää" in capsys.readouterr().err
