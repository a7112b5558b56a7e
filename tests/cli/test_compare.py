"""`prosessi compare`, as people and programs call it."""

import json
from functools import partial

import pytest

from prosessi.cli.main import main
from simulate.scenarios import what_if, written

THIRD = {"people: 2": "people: 3"}


@pytest.fixture
def scenario(tmp_path):
    return partial(written, tmp_path)


def test_a_third_worker_is_told_of_in_sentences(scenario, capsys):
    code = main(["compare", str(scenario()), str(scenario("kolmas", words=THIRD)), "--lang", "fi"])
    told = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")

    assert code == 0
    assert "”Kolmas” verrattuna skenaarioon ”Nykytila”" in told
    assert "Käsittelijä: henkilöitä 2 → 3" in told
    assert "”Käsittely alkaa” toteutuu: " in told
    assert "prosenttiyksikköä, 95 %:n luottamusväli" in told


def test_what_does_not_matter_cannot_be_told_from_chance_or_is_the_same(scenario, capsys):
    main(["compare", str(scenario()), str(scenario("sama")), "--lang", "fi"])
    told = capsys.readouterr().out

    assert "ei mikään: skenaarioiden luvut ovat samat" in told
    assert "sama molemmissa" in told
    assert "ero" not in told.split("Mitä siitä seuraa")[1]


def test_several_are_each_compared_with_the_first(scenario, capsys):
    files = [scenario(), scenario("kolmas", words=THIRD), scenario("nelja", words={"people: 2": "people: 4"})]
    main(["compare", *map(str, files), "--format", "json", "--replications", "3"])
    found = json.loads(capsys.readouterr().out)

    assert [(each["before"], each["after"]) for each in found] == [("nykytila", "kolmas"), ("nykytila", "nelja")]
    assert found[0]["changes"] == [{"path": "staff.kasittelija.people", "before": 2, "after": 3}]
    [met] = [each for each in found[1]["differences"] if each["metric"] == "deadline.met"]
    assert met["difference"] == pytest.approx(met["after"] - met["before"])
    assert met["interval"][0] <= met["difference"] <= met["interval"][1]


def test_one_that_is_like_another_is_the_same_as_if_it_said_everything(scenario, tmp_path, capsys):
    files = [scenario(), scenario("kolmas", words=THIRD), what_if(tmp_path, "staff: {kasittelija: {people: 3}}")]
    main(["compare", *map(str, files), "--format", "json", "--replications", "2"])
    whole, like = json.loads(capsys.readouterr().out)

    assert like["changes"] == whole["changes"]
    assert like["differences"] == whole["differences"]


def test_a_crew_is_called_by_its_label_and_known_by_its_id(scenario, tmp_path, capsys):
    label = "{label: {fi: Väki, sv: Folket}, people: 2}"
    files = [scenario(words={"{people: 2}": label}), what_if(tmp_path, "staff: {kasittelija: {people: 3}}")]

    told = {}
    for form in ("fi", "sv", "json"):
        options = ["--format", "json"] if form == "json" else ["--lang", form]
        main(["compare", *map(str, files), "--replications", "2", *options])
        told[form] = capsys.readouterr().out

    assert "  Väki: henkilöitä 2 → 3" in told["fi"]
    assert "”Väki”" in told["fi"]
    assert "  Folket: " in told["sv"]
    assert "Väki" not in told["json"]
    assert {each["of"] for each in json.loads(told["json"])[0]["differences"] if each["metric"].startswith("crew")} == {
        "kasittelija"
    }


def test_one_alone_is_not_compared(scenario, capsys):
    assert main(["compare", str(scenario()), "--lang", "fi"]) == 2
    assert "kaksi" in capsys.readouterr().err
