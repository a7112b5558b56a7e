"""`prosessi deadlines`, as people and programs call it."""

import json

import pytest

from prosessi.cli.main import main

PROCESS = """
prosessi: 1
process: laina
initial: saapunut
events: {kasittele: {}, paata: {}}
deadlines:
  kaikki: {starts: {enter: saapunut}, met_by: {enter: valmis}, within: WITHIN}
  kasittely: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 7 working days, soft: true}
  paatos: {starts: {enter: harkinta}, met_by: {exit: harkinta}, within: 3 working days, soft: true}
states:
  saapunut: {transitions: [{event: kasittele, to: harkinta}]}
  harkinta: {transitions: [{event: paata, to: valmis}]}
  valmis: {final: success}
"""


@pytest.fixture
def process(tmp_path):
    def written(within):
        file = tmp_path / "laina.yaml"
        file.write_text(PROCESS.replace("WITHIN", within), encoding="utf-8")
        return str(file)

    return written


def test_a_limit_that_can_be_missed_is_told_day_by_day(process, capsys):
    code = main(["deadlines", process("14 days"), "--lang", "fi"])
    told = capsys.readouterr().out

    assert code == 1
    assert "voi ylittyä 637 alkupäivänä" in told
    assert "ti 17.12.2030 – ti 31.12.2030: ”Saapunut” (”Kasittely”, 7 arkipäivää)" in told
    assert "7 päivää myöhässä" in told


def test_a_limit_that_is_kept_shows_its_tightest_day(process, capsys):
    code = main(["deadlines", process("1 month"), "--lang", "fi"])

    assert code == 0
    assert "tiukin alkupäivä:" in capsys.readouterr().out


def test_programs_get_plain_values(process, capsys):
    main(["deadlines", process("14 days"), "--format", "json", "--from", "2030-01-01", "--years", "1"])
    whole, part, _ = json.loads(capsys.readouterr().out)

    assert (whole["answered"], whole["start_days"], whole["worst"]["days_late"]) == ("exact", 365, 7)
    assert [step["limit"] for step in whole["worst"]["steps"]] == ["kasittely", "paatos"]
    assert (part["answered"], part["states"]) == ("no limit", ["saapunut"])


def test_start_days_far_away_are_refused(process, capsys):
    assert main(["deadlines", process("14 days"), "--from", "1066-10-14"]) == 2
    assert "1900" in capsys.readouterr().err


def test_shipped_processes_are_judged(capsys):
    assert main(["deadlines", "monialainen-palvelutarpeen-arviointi", "--lang", "sv"]) == 0
    assert "bara tidsfristen själv begränsar tiden här" in capsys.readouterr().out
