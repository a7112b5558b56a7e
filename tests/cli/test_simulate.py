"""`prosessi simulate`, as people and programs call it."""

import csv
import io
import json
import os
import subprocess
import sys
from functools import partial

import pytest

from prosessi.cli import runs
from prosessi.cli.main import main
from simulate.scenarios import what_if, written


@pytest.fixture
def scenario(tmp_path):
    return partial(written, tmp_path)


def test_people_are_told_everything_and_what_it_rests_on(scenario, capsys):
    code = main(["simulate", str(scenario()), "--lang", "fi"])
    told = capsys.readouterr().out

    assert code == 0
    assert "Käsittely alkaa: ajoissa" in told
    assert "Missä ruuhkautuu" in told
    assert "Käsittele: käsittelyn työaika." in told


def test_programs_get_all_of_it_by_name(scenario, capsys):
    main(["simulate", str(scenario()), "--format", "json", "--replications", "2", "--seed", "7"])
    whole = json.loads(capsys.readouterr().out)

    assert {"cases", "events", "seconds", "engine", "peak_rss_mb", "cycle_time", "deadlines"} <= whole.keys()
    assert (whole["replications"], whole["seed"], whole["interrupted"]) == (2, 7, False)
    assert whole["cycle_time"]["interval"][0] < whole["cycle_time"]["mean"] < whole["cycle_time"]["interval"][1]
    assert 0 < whole["deadlines"]["aloitus"]["met"] <= 1
    assert whole["processes"]["laina"]["outcomes"]["valmis"]["mean"] > 0.9
    assert whole["staff"]["kasittelija"]["utilisation"]["mean"] > 0
    assert whole["assumptions"][1]["path"] == "processes.laina.acts.kasittele"


def test_what_is_changed_from_another_is_told_first(scenario, tmp_path, capsys):
    scenario()
    file = str(what_if(tmp_path, "staff: {kasittelija: {people: 3}}\nwarm_up: none"))

    main(["simulate", file, "--replications", "2", "--lang", "fi"])
    told = capsys.readouterr().out.splitlines()
    main(["simulate", file, "--replications", "2", "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert told[:4] == [
        "Sama kuin skenaario ”Nykytila”, paitsi:",
        "  warm_up: 2 weeks (jätetty pois)",
        "  Käsittelijä: henkilöitä 2 → 3",
        "",
    ]
    assert told[4].startswith("Muunnelma: ")
    assert found["like"]["scenario"] == "nykytila"
    assert [each["path"] for each in found["like"]["changes"]] == ["warm_up", "staff.kasittelija.people"]


def test_the_same_seed_gives_the_same_output(scenario, capsys):
    file, shown = str(scenario()), []
    for seed in ("1", "1", "2"):
        main(["simulate", file, "--format", "csv", "--replications", "2", "--seed", seed])
        shown.append(capsys.readouterr().out)

    assert shown[0] == shown[1] != shown[2]


def test_a_table_of_the_figures_has_a_line_for_each(scenario, capsys):
    main(["simulate", str(scenario()), "--format", "csv", "--replications", "3"])
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    [met] = [line for line in lines if line["metric"] == "deadline.met"]
    assert (met["process"], met["of"], met["unit"]) == ("laina", "aloitus", "share")
    assert float(met["low"]) <= float(met["value"]) <= float(met["high"])


def test_so_many_cases_are_counted_as_are_asked_for(scenario, capsys):
    main(["simulate", str(scenario()), "--cases", "50", "--replications", "2", "--format", "json"])

    assert json.loads(capsys.readouterr().out)["cases"] == 100


def test_a_line_for_each_case_is_written_into_a_file(scenario, tmp_path, capsys):
    file = tmp_path / "asiat.csv"
    main(
        [
            "simulate",
            str(scenario()),
            "--cases",
            "40",
            "--replications",
            "2",
            "--cases-table",
            str(file),
            "--lang",
            "fi",
        ]
    )
    lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))

    assert len(lines) == 80
    assert {line["replication"] for line in lines} == {"0", "1"}
    assert {line["aloitus"] for line in lines} <= {"met", "met_late", "breached", "lapsed"}
    assert lines[0]["begun"] < lines[0]["ended"]
    assert "Kirjoitettu" in capsys.readouterr().err


def test_both_tables_can_be_parquet_and_say_the_same(scenario, tmp_path, capsys):
    from pyarrow import parquet

    figures, cases = tmp_path / "luvut.parquet", tmp_path / "asiat.parquet"
    options = ["--cases", "40", "--replications", "2"]
    main(
        ["simulate", str(scenario()), *options, "--format", "parquet", "-o", str(figures), "--cases-table", str(cases)]
    )
    capsys.readouterr()
    main(["simulate", str(scenario()), *options, "--format", "csv"])
    lines = list(csv.reader(io.StringIO(capsys.readouterr().out)))

    table = parquet.read_table(figures)
    assert table.column_names == lines[0]
    assert table.column("value").to_pylist() == [float(line[3]) for line in lines[1:]]
    assert parquet.read_table(cases).num_rows == 80


def test_without_the_extra_for_parquet_it_says_what_to_install(scenario, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code = main(
        ["simulate", str(scenario()), "--cases", "9", "--format", "parquet", "-o", str(tmp_path / "x"), "--lang", "fi"]
    )

    assert code == 2
    assert "pip install 'prosessi[parquet]'" in capsys.readouterr().err


def test_parquet_is_not_poured_onto_the_screen(scenario, capsys):
    assert main(["simulate", str(scenario()), "--format", "parquet", "--lang", "fi"]) == 2
    assert "-o" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--cases-table", "--log"])
def test_an_ending_that_nobody_knows_is_told_before_anything_is_run(scenario, tmp_path, capsys, option):
    code = main(["simulate", str(scenario()), option, str(tmp_path / "x.docx"), "--lang", "fi"])

    assert code == 2
    assert "x.docx" in capsys.readouterr().err


def test_all_that_happened_is_written_as_a_log(scenario, tmp_path):
    file = tmp_path / "loki.csv"
    main(["simulate", str(scenario()), "--cases", "20", "--replications", "1", "--log", str(file)])

    assert file.read_text(encoding="utf-8").count("\n") > 40


def test_precision_is_asked_for_in_percent(scenario, capsys):
    main(["simulate", str(scenario()), "--within", "15%", "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    low, high = found["cycle_time"]["interval"]
    assert (high - low) / 2 <= 0.15 * found["cycle_time"]["mean"]


@pytest.mark.parametrize("share", ["0", "120%", "paljon", "-5%"])
def test_a_share_that_is_none_is_refused(scenario, capsys, share):
    assert main(["simulate", str(scenario()), "--within", share, "--lang", "fi"]) == 2
    assert "ei ole osuus" in capsys.readouterr().err


def test_a_scenario_with_errors_is_answered_with_its_findings(scenario, capsys):
    code = main(["simulate", str(scenario(words={"{people: 2}": "{people: -2}"})), "--lang", "fi"])

    assert code == 1
    assert "nykytila.yaml:" in capsys.readouterr().err


def _stopped(file, *options, when):
    """What comes of Ctrl-C at a moment of a run: the process stops itself when so many replications are done."""
    program = (
        "import signal, sys\n"
        "import prosessi.cli.runs as runs\n"
        "from prosessi.cli.main import main\n"
        "hear = runs.Hearing.__call__\n"
        "def heard(self, how_far):\n"
        "    hear(self, how_far)\n"
        f"    if {when}:\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "runs.Hearing.__call__ = heard\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", program, "simulate", str(file), "--lang", "fi", *options]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONUTF8": "1"}
    )


def test_ctrl_c_in_the_middle_tells_what_there_is_so_far(scenario):
    ran = _stopped(scenario(), "--replications", "50", when="how_far.done == 3")

    assert ran.returncode == 130
    assert "mukana ovat vain loppuun ajetut toistot, 3/50" in ran.stdout
    assert "Käsittely alkaa: ajoissa" in ran.stdout
    assert ran.stderr == ""


def test_ctrl_c_in_the_first_run_says_why_there_are_no_figures(scenario):
    ran = _stopped(scenario(), "--cases", "100000", when="how_far.cases > 0")

    assert ran.returncode == 130
    assert ran.stdout == ""
    assert "kesken ensimmäisen toiston" in ran.stderr


def test_the_bar_counts_study_after_study():
    shown = []
    hearing = runs.Hearing(lambda studies, how_far: shown.append((studies, how_far.cases)))

    class HowFar:
        def __init__(self, cases):
            self.cases = cases

    for cases in (10, 20, 5, 15):
        hearing(HowFar(cases))

    assert shown == [(0, 10), (0, 20), (1, 5), (1, 15)]
    assert hearing.cases == 35


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--replications", "0"], "--replications on kokonaisluku, vähintään 1"),
        (["-o", "eiole/tulos.txt"], "eiole"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_run(scenario, capsys, option, said):
    assert main(["simulate", str(scenario()), *option, "--lang", "fi"]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_stands_for_the_scenario_in_it_if_there_is_but_one(scenario, tmp_path, capsys):
    file = scenario()
    file.rename(file.with_name("oma.scenario.yaml"))
    alone = main(["simulate", str(tmp_path), "--replications", "1", "--format", "json"])
    capsys.readouterr()
    file.with_name("toinen.scenario.yaml").write_text("", encoding="utf-8")
    among_others = main(["simulate", str(tmp_path), "--lang", "fi"])

    assert (alone, among_others) == (0, 2)
    assert "on monta skenaariota: nimeä niistä yksi, " in capsys.readouterr().err


def test_a_folder_without_a_scenario_is_told_of(tmp_path, capsys):
    assert main(["simulate", str(tmp_path), "--lang", "fi"]) == 2
    assert f"kansiossa '{tmp_path}' ei ole skenaariota" in capsys.readouterr().err


def test_a_case_handed_on_without_end_is_told_in_a_sentence(tmp_path, capsys):
    process = """
prosessi: 1
process: {}
title: {{fi: Siirto}}
initial: alku
states:
  alku: {{label: {{fi: Alku}}, transitions: [{{always: true, to: loppu}}]}}
  loppu: {{label: {{fi: Loppu}}, final: handover, process: {}}}
"""
    for own, other in (("yksi", "kaksi"), ("kaksi", "yksi")):
        (tmp_path / f"{own}.yaml").write_text(process.format(own, other), encoding="utf-8")
    text = """
scenario: siirto
title: Siirto
period: {from: 2025-02-03, to: 2025-03-30}
assumption: "Olettama: luvut ovat keksittyjä."
processes: {yksi: {arrivals: {rate: 60 per week}}, kaksi: {}}
staff: {}
"""
    (tmp_path / "siirto.scenario.yaml").write_text(text, encoding="utf-8")
    code = main(["simulate", str(tmp_path / "siirto.scenario.yaml"), "--lang", "fi"])

    assert code == 2
    assert "asia jäisi kiertämään loputtomasti: kaksi\n" in capsys.readouterr().err
